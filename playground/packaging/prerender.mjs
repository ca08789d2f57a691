// Builds the page's document with Python in Node.js and prints it as JSON.
// node prerender.mjs SCRIPTS PYODIDE PACK...: SCRIPTS is the folder of pack.js and python.js.

import { readFile } from "node:fs/promises";

import { load, startPyodide } from "./start.mjs";

const [scripts, pyodide, ...packs] = process.argv.slice(2);
const { readPack, writeFiles } = await load(`${scripts}/pack.js`);
const { SITE_PACKAGES, environment } = await load(`${scripts}/python.js`);
const python = await startPyodide(pyodide, { env: environment });
for (const path of packs) {
  writeFiles(python.FS, SITE_PACKAGES, await readPack(new Uint8Array(await readFile(path))));
}
const bridge = python.pyimport("playground.browser").Bridge();
const roots = bridge.roots.toJs({ dict_converter: Object.fromEntries });
const { json, digest } = bridge;
process.stdout.write(JSON.stringify({ roots, digest, json: JSON.parse(json) }));
