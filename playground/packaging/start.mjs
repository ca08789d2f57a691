// What the build's Node.js scripts share: Pyodide in Node.js, and short error messages.

import { pathToFileURL } from "node:url";

// Node.js would quote the minified line in which an error arose: a megabyte.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

/**
 * Import a module by its path.
 *
 * @param {string} path
 */
export const load = (path) => import(pathToFileURL(path).href);

/**
 * Start Pyodide; what Python prints goes to the error output.
 *
 * @param {string} folder of its files
 * @param {PyodideSettings} [settings]
 * @returns {Promise<Pyodide>}
 */
export async function startPyodide(folder, settings = {}) {
  // Panel imports it by name but only uses it in a browser.
  globalThis.XMLHttpRequest ??= /** @type {any} */ (class {});
  const { loadPyodide } = await load(`${folder}/pyodide.mjs`);
  return loadPyodide({ indexURL: folder, stdout: console.error, ...settings });
}
