// Starts Pyodide with our libraries and makes the bridge of playground/browser.py.

import { gunzip, readPack, writeFiles } from "./pack.js";

export const SITE_PACKAGES = "/lib/python3.13/site-packages";

/** Environment variables of Python: Panel's style sheets are ours, hashes the same each time. */
export const environment = { PANEL_CDN_ROOT: "./panel/", PYTHONHASHSEED: "0" };

/**
 * @param runtime the part of runtime.json that says where the files are
 * @param downloads a Downloads that has them
 * @param progress (stage) => void
 */
export async function startPython(runtime, downloads, progress) {
  const folder = new URL(runtime.pyodide, runtime.base).href;
  const site = downloads.bytes(runtime.site).then(readPack);
  const app = downloads.bytes(runtime.app).then(readPack);
  const [{ loadPyodide }, stdlib] = await Promise.all([
    import(`${folder}pyodide.mjs`),
    downloads.bytes(runtime.stdlib),
    import(`${folder}pyodide.asm.js`),
    serveWasm(downloads.bytes(runtime.wasm)),
  ]);
  progress("python");
  const stdlibURL = URL.createObjectURL(new Blob([stdlib]));
  const python = await loadPyodide(settings(folder, stdlibURL, runtime.lockInfo));
  for (const pack of await Promise.all([site, app])) writeFiles(python.FS, SITE_PACKAGES, pack);
  progress("libraries");
  const browser = python.pyimport("playground.browser");
  progress("document");
  return browser.Bridge();
}

/** Pyodide's settings, with which it looks up nothing elsewhere. */
function settings(folder, stdLibURL, info) {
  return {
    indexURL: folder,
    stdLibURL,
    packageBaseUrl: folder,
    lockFileContents: { info, packages: {} },
    env: environment,
  };
}

/** Let Pyodide's own request for its WebAssembly be answered from the download. */
async function serveWasm(download) {
  const wasm = await gunzip(await download);
  const fetchFromNetwork = self.fetch;
  self.fetch = (resource, options) => {
    if (!String(resource).endsWith("/pyodide.asm.wasm")) return fetchFromNetwork(resource, options);
    self.fetch = fetchFromNetwork;
    return Promise.resolve(
      new Response(wasm, { headers: { "Content-Type": "application/wasm" } }),
    );
  };
}
