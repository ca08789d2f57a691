// Types for the check of side_modules.js: what it shares with Pyodide's pyodide.asm.js around it.

/** A module of a snapshot: where in the memory and the table it is, and its functions' slots there. */
type LoggedModule = { name: string; memory: number; table: number; size: number; slots: number[] };

/** A function of a module that was looked up by its name. */
type LoggedFunction = { name?: undefined; from: string; symbol: string; slot: number };

interface SideModulesState {
  log: (LoggedModule | LoggedFunction)[];
  table: number;
  free: number[];
  handles: [handle: number, name: string, isGlobal: boolean][];
  countArguments: unknown;
}

interface SideModules {
  log: (LoggedModule | LoggedFunction)[];
  current: LoggedModule | null;
  replayed: LoggedModule | null;
  used: number;
  place(name: string, memory: number, table: number, size: number): [number, number];
  slot(): number;
  loaded(): void;
  found(from: string, symbol: string, slot: number): void;
  state(): SideModulesState;
  restore(state: SideModulesState, modules: Record<string, WebAssembly.Module>): void;
  restoreEntry(
    entry: LoggedModule | LoggedFunction,
    modules: Record<string, WebAssembly.Module>,
  ): void;
  growTable(length: number): void;
}

interface LoadedLibrary {
  name: string;
  global: boolean;
  exports: Record<string, Function>;
}

declare var Module: { sideModules?: SideModules; _PyEM_CountArgsPtr: unknown };
declare var LDSO: {
  loadedLibsByName: Record<string, LoadedLibrary>;
  loadedLibsByHandle: Record<string, LoadedLibrary>;
};
declare var wasmTable: WebAssembly.Table;
declare var wasmExports: WebAssembly.Exports;
declare var freeTableIndexes: number[];
declare var functionsInTableMap: WeakMap<Function, number>; // undefined at first
declare function getEmptyTableSlot(): number;
declare function updateTableMap(start: number, count: number): void;
declare function mergeLibSymbols(exports: Record<string, Function>, name: string): void;
declare function setWasmTableEntry(slot: number, entry: Function): void;
declare function newDSO(name: string, handle: undefined, state: "loading"): LoadedLibrary;
declare function loadWebAssemblyModule(
  module: WebAssembly.Module,
  flags: { global: boolean; nodelete: boolean },
  name: string,
  scope: object,
): Record<string, Function>;
