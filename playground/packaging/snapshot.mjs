// Builds the page's document with Python in Node.js and takes a memory snapshot with it.
// node snapshot.mjs SCRIPTS PYODIDE FOLDER SITE_PACKAGES: SCRIPTS is the folder of archive.js and
// python.js, PYODIDE that of the changed Pyodide; FOLDER has the libraries in files.pack, which go
// to SITE_PACKAGES, in words.json the texts of a language beside English or null, and gets
// document.json, snapshot.bin, in used.json the paths of what was imported, read or looked for, and, in
// data.bin, what the memory is before Python starts: the data that come with Pyodide's WebAssembly.

import { readFile, writeFile } from "node:fs/promises";

import "./steady.mjs";

import { load, startPyodide } from "./start.mjs";

const LARGEST_BLOCK = 1 << 24;
const SMALLEST_BLOCK = 16;

const [scripts, pyodide, folder, sitePackages] = process.argv.slice(2);
/** @type {typeof import("../../static/archive.js")} */
const { readPack, writeFiles } = await load(`${scripts}/archive.js`);
/** @type {typeof import("../../static/python.js")} */
const { environment } = await load(`${scripts}/python.js`);
const data = memoryAtFirst();
const python = await startPyodide(pyodide, { env: environment, _makeSnapshot: true });
const files = readPack(await readFile(`${folder}/files.pack`));
writeFiles(python.FS, sitePackages, files);
const lookedFor = noteFiles();

// Whatever the language, all that is imported has to be in the same places of the memory; garbage would
// be collected at other moments.
python.runPython(`
import gc
gc.disable()
import json
from playground import browser
`);
const words = await readFile(`${folder}/words.json`, "utf-8");
if (words !== "null") {
  python.globals.set("words", words);
  python.runPython("browser.use_language(json.loads(words)); del words");
}

const documentJson = python.runPython(`
_bridge = browser.bridge()
json.dumps({"roots": _bridge.roots, "digest": _bridge.digest, "json": json.loads(_bridge.json)})
`);
await writeFile(`${folder}/document.json`, documentJson);

const imported = python.runPython(`
import sys
files = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
json.dumps(sorted({file for file in files if isinstance(file, str)}))
`);
await writeFile(`${folder}/used.json`, JSON.stringify([...JSON.parse(imported), ...lookedFor()]));

// A snapshot cannot hold Panel's own JavaScript function, which the bridge does without.  It must
// forget what the folders and the standard library's archive hold: the browser gets other ones.
python.runPython(`
import zipimport
import panel.io.pyodide
panel.io.pyodide._dict_converter = None
sys.path_importer_cache.clear()
zipimport._zip_directory_cache.clear()
del _bridge, files
gc.enable()
gc.collect()
`);
clearFreeMemory();
await writeFile(`${folder}/snapshot.bin`, python.makeMemorySnapshot());
await writeFile(`${folder}/data.bin`, await data);

/**
 * Copy the memory as soon as the first WebAssembly module with a memory has filled it.
 *
 * @returns {Promise<Uint8Array>}
 */
function memoryAtFirst() {
  return new Promise((resolve) => {
    const instantiate = WebAssembly.instantiate;
    /** @type {(source: any, imports: any) => Promise<any>} */
    const noted = async (source, imports) => {
      const made = await instantiate(source, imports);
      const memory = imports?.env?.memory;
      if (memory) {
        resolve(new Uint8Array(memory.buffer).slice());
        WebAssembly.instantiate = instantiate;
      }
      return made;
    };
    Object.assign(WebAssembly, { instantiate: noted });
  });
}

/**
 * Note the files that Python opens or asks whether they are there; those in an archive are no files.
 *
 * @returns {() => Set<string>} ends that and returns their paths
 */
function noteFiles() {
  const { FS } = python;
  const { open, stat } = FS;
  /** @type {Set<string>} */
  const paths = new Set();
  FS.open = (path, ...others) => {
    paths.add(String(path));
    return open(path, ...others);
  };
  FS.stat = (path, ...others) => {
    paths.add(String(path));
    return stat(path, ...others);
  };
  return () => {
    Object.assign(FS, { open, stat });
    return paths;
  };
}

/** Overwrite freed memory with zeros, which cost nothing in a snapshot. */
function clearFreeMemory() {
  const emscripten = python._module;
  const { malloc, free, malloc_footprint, malloc_set_footprint_limit } = emscripten.rawExports;
  malloc_set_footprint_limit(malloc_footprint());
  const blocks = [];
  for (let size = LARGEST_BLOCK; size >= SMALLEST_BLOCK; size >>= 1) {
    for (let block = malloc(size); block; block = malloc(size)) {
      emscripten.HEAPU8.fill(0, block, block + size);
      blocks.push(block);
    }
  }
  blocks.forEach((block) => free(block));
  malloc_set_footprint_limit(-1);
}
