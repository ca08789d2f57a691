// Put into Pyodide's pyodide.asm.js by patch_pyodide.py, in front of loadWebAssemblyModule.
//
// A memory snapshot holds the heap, and with it all that side modules (the compiled parts of NumPy)
// have there; but not the modules themselves nor the table through which they are called.  So where
// each of them was put is logged while a snapshot is made, and when it is restored the same modules
// are instantiated in the same order at the same places, without running any code of theirs.
/** @type {SideModules} */
var sideModules = {
  log: [],
  current: null, // the log's entry of the module that is being loaded
  replayed: null, // the entry from which a module is being restored
  used: 0, // how many of its slots have been given

  /** Note where a module is put, or put it where it was. */
  place(name, memory, table, size) {
    if (this.replayed) {
      ({ memory, table, size } = this.replayed);
      this.growTable(table + size);
    } else {
      this.current = { name, memory, table, size, slots: [] };
      this.log.push(this.current);
    }
    return [memory, table];
  },

  /** Find a slot of the table for a function; a restored module gets the slots that it had. */
  slot() {
    if (this.replayed) {
      const slot = this.replayed.slots[this.used++];
      this.growTable(slot + 1);
      return slot;
    }
    const slot = getEmptyTableSlot();
    this.current?.slots.push(slot);
    return slot;
  },

  loaded() {
    this.current = null;
  },

  /** Note that a function of a module was looked up by name. */
  found(from, symbol, slot) {
    this.log.push({ from, symbol, slot });
  },

  /** What a snapshot has to say about the side modules. */
  state() {
    const handles = Object.entries(LDSO.loadedLibsByHandle).filter(([handle]) => handle !== "0");
    return {
      log: this.log,
      table: wasmTable.length,
      free: [...freeTableIndexes],
      handles: handles.map(([handle, { name, global }]) => [Number(handle), name, Boolean(global)]),
      countArguments: Module._PyEM_CountArgsPtr,
    };
  },

  /** Restore the side modules of a snapshot: modules is name -> WebAssembly.Module. */
  restore({ log, table, free, handles }, modules) {
    if (!functionsInTableMap) {
      functionsInTableMap = new WeakMap();
      updateTableMap(0, wasmTable.length);
    }
    for (const entry of log) this.restoreEntry(entry, modules);
    for (const [handle, name, global] of handles) {
      const library = LDSO.loadedLibsByName[name];
      LDSO.loadedLibsByHandle[handle] = library;
      if (global && !library.global) {
        library.global = true;
        mergeLibSymbols(library.exports, name);
      }
    }
    this.growTable(table);
    freeTableIndexes.length = 0;
    freeTableIndexes.push(...free);
  },

  restoreEntry(entry, modules) {
    if (entry.name === undefined) {
      const found = LDSO.loadedLibsByName[entry.from].exports[entry.symbol];
      this.growTable(entry.slot + 1);
      setWasmTableEntry(entry.slot, found);
      functionsInTableMap.set(found, entry.slot);
      return;
    }
    const { name, slots } = entry;
    const library = newDSO(name, undefined, "loading");
    library.global = false;
    this.replayed = entry;
    this.used = 0;
    try {
      const flags = { global: false, nodelete: true };
      library.exports = loadWebAssemblyModule(modules[name], flags, name, {});
    } finally {
      this.replayed = null;
    }
    if (this.used !== slots.length) throw new Error(`Restoring ${name} took other table slots.`);
  },

  growTable(length) {
    if (wasmTable.length < length) wasmTable.grow(length - wasmTable.length);
  },
};
Module.sideModules = sideModules;
Object.defineProperty(Module, "rawExports", { get: () => wasmExports });
