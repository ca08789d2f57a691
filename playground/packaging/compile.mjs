// Compiles a folder of Python files to bytecode with Pyodide's own Python.
// node compile.mjs PYODIDE FOLDER TARGET: FOLDER's files are compiled in place for TARGET.

import { startPyodide } from "./start.mjs";

const [pyodide, folder, target] = process.argv.slice(2);
const python = await startPyodide(pyodide);
python.FS.mkdirTree("/source");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/source");
python.globals.set("target", target);
// Legacy layout (module.pyc beside module.py) works without sources, and unchecked hashes save
// the look for them.
const done = python.runPython(`
import compileall, py_compile
compileall.compile_dir(
    "/source", maxlevels=20, quiet=1, legacy=True, stripdir="/source", prependdir=target,
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)
`);
if (!done) process.exit(1);
