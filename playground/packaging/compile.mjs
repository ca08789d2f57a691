// Compiles a folder of Python files to bytecode with Pyodide's own Python.
// node compile.mjs PYODIDE FOLDER TARGET: bytecode is put beside FOLDER's files, made for TARGET.

import { readFile } from "node:fs/promises";

import { startPyodide } from "./start.mjs";

const [pyodide, folder, target] = process.argv.slice(2);
// Tracebacks need lines; columns would be a tenth of all bytecode.
const python = await startPyodide(pyodide, { env: { PYTHONNODEBUGRANGES: "1" } });
python.FS.mkdirTree("/source");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/source");
python.runPython(await readFile(new URL("compile.py", import.meta.url), "utf-8"));
python.globals.set("target", target);
python.runPython(`compile_folder(Path("/source"), target)`);
