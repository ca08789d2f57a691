"""Changes to Pyodide's own scripts, so that memory snapshots work with NumPy in them.

Pyodide can save and restore its heap, but not yet the side modules (compiled extensions) that the
heap belongs to.  ``side_modules.js`` adds that; what is here ties it in.  Every replacement must
match exactly once, so that a new Pyodide version stops the build instead of breaking the page.
"""

from collections.abc import Mapping
from pathlib import Path

from playground.packaging.replacements import replaced

SIDE_MODULES = Path(__file__).with_name("side_modules.js")

LOADER = "var loadWebAssemblyModule=(binary,"
INSERTION = {LOADER: SIDE_MODULES.read_text(encoding="utf-8") + LOADER}

SIDE_MODULE_CHANGES = {
    "var tableBase=metadata.tableSize?wasmTable.length:0;if(handle){": (
        "var tableBase=metadata.tableSize?wasmTable.length:0;"
        "[memoryBase,tableBase]="
        "sideModules.place(libName,memoryBase,tableBase,metadata.tableSize);"
        "if(handle){"
    ),
    "if(metadata.tableSize){wasmTable.grow(metadata.tableSize)}": (
        "if(metadata.tableSize&&!sideModules.replayed){wasmTable.grow(metadata.tableSize)}"
    ),
    "var memoryBase=metadata.memorySize?": (
        "var memoryBase=metadata.memorySize&&!sideModules.replayed?"
    ),
    "if(applyRelocs){if(runtimeInitialized)": (
        "if(applyRelocs&&!sideModules.replayed){if(runtimeInitialized)"
    ),
    'var init=moduleExports["__wasm_call_ctors"];if(init){': (
        'var init=moduleExports["__wasm_call_ctors"];if(init&&!sideModules.replayed){'
    ),
    "}return moduleExports}if(flags.loadAsync)": (
        "}sideModules.loaded();return moduleExports}if(flags.loadAsync)"
    ),
    "var ret=getEmptyTableSlot();try{setWasmTableEntry(ret,func)}": (
        "var ret=sideModules.slot();try{setWasmTableEntry(ret,func)}"
    ),
    "result=addFunction(result,result.sig);HEAPU32[symbolIndex": (
        "result=addFunction(result,result.sig);sideModules.found(lib.name,symbol,result);"
        "HEAPU32[symbolIndex"
    ),
}
"""Log where side modules and their functions are put; restore them without running their code."""

SNAPSHOT_CHANGES = {
    'if(!["object","function"].includes(typeof l))throw new Error(`Unexpected object of type': (
        'if(l===void 0){r.push(null);continue}if(!["object","function"].includes(typeof l))'
        "throw new Error(`Unexpected object of type"
    ),
    "return{hiwireKeys:r,immortalKeys:o}": (
        "return{hiwireKeys:r,immortalKeys:o,sideModules:sideModules.state()}"
    ),
    "l=JSON.parse(s);return Module.HEAP8.set(t),l}": (
        "l=JSON.parse(s);"
        "sideModules.restore(l.sideModules,API.config._restore.modules);"
        "API.config._restore.fill(Module.HEAPU8);"
        "{const o=HEAP32[__PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET/4>>>0];"
        "if(Module._PyEM_CountArgsPtr!==l.sideModules.countArguments)"
        "Module._PyEM_CountArgsPtr=0;"
        "HEAP32[(__PyRuntime+o)/4>>>0]=Module._PyEM_CountArgsPtr||0}"
        "return l}"
    ),
}
"""Save and restore them with the heap.

JavaScript values freed in Python count as null.  The heap is filled by the worker, which has its
used pages only.  The way in which functions' arguments are counted depends on the engine: where it
differs between Node.js and the browser, Python takes the slower way through JavaScript.
"""

START_CHANGES = {
    "t.INITIAL_MEMORY=i.length": "t.INITIAL_MEMORY=e._restore?.memory??i.length",
    "let r=Ae(s,i,t);": "await t._restore?.ready;let r=Ae(s,i,t);",
}
"""Wait for the downloads of a snapshot only when its heap has to be filled."""

CHANGES = {
    "pyodide.asm.js": {**INSERTION, **SIDE_MODULE_CHANGES, **SNAPSHOT_CHANGES},
    "pyodide.mjs": START_CHANGES,
}


def patch_pyodide(scripts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return Pyodide's scripts with all changes.

    Parameters
    ----------
    scripts
        ``pyodide.asm.js`` and ``pyodide.mjs`` by name.

    Raises
    ------
    BuildError
        If a change does not apply exactly once.
    """
    return {name: replaced(name, scripts[name], CHANGES[name]) for name in CHANGES}
