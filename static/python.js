// Starts Pyodide with the bridge of playground/browser.py: from a memory snapshot, in which
// everything is imported and the document built, or from the beginning, by what lets one play sooner;
// where one way fails, by the other.

import { Downloads, LoadError } from "./downloads.js";
import { LineSpeed, slowness, soonest } from "./line-speed.js";
import { filesOf, readPack, writeFiles } from "./archive.js";

/**
 * Environment variables of Python: Panel's style sheets are ours, hashes the same each time.
 *
 * @type {Record<string, string>}
 */
export const environment = { PANEL_CDN_ROOT: "./panel/", PYTHONHASHSEED: "0" };

/** Files of both ways to start, which come first, of each, and those that no start needs. */
const COMMON = ["pyodide", "wasm"];
const FILES = {
  fromSnapshot: ["modules", "heap", "early"],
  fromBeginning: ["stdlib", "site", "app", "early"],
};
/** How the name of a page begins that is to be combined with the one that is there. */
const DIFFERENCE = "^";
/** The language of a start from the beginning, and of a snapshot where there is none in another. */
const ENGLISH = "en";
const REST = ["restStdlib", "rest"];

/** An archive without files: a restored Python has imported what it needs of the library. */
const NO_LIBRARY = Uint8Array.from({ length: 22 }, (_, i) => [0x50, 0x4b, 5, 6][i] ?? 0);

/** @typedef {{ python: Pyodide, bridge: Bridge, language: string }} StartedPython what it speaks */

/** @typedef {"fromSnapshot" | "fromBeginning"} Way */

/** @type {Readonly<Record<Way, Way>>} what is left where a way fails */
const OTHER = { fromSnapshot: "fromBeginning", fromBeginning: "fromSnapshot" };

/**
 * Start Python by the way that is sooner on this line, and where that fails, by the other one.
 *
 * @param {Runtime} runtime
 * @param {boolean} plain whether to do without the memory snapshot in any case
 * @param {string} language that it should speak if it can at once, else it speaks English
 * @param {Progress} progress
 * @returns {Promise<StartedPython>}
 */
export async function startPython(runtime, plain, language, progress) {
  const spoken = ownPages(language) in runtime.files ? language : ENGLISH;
  /** @param {Way | null} wanted */
  const begin = async (wanted) => {
    const { downloads, way } = await startDownloads(runtime, wanted, spoken, progress);
    const start = way === "fromSnapshot" ? fromSnapshot : fromBeginning;
    return { downloads, way, started: start(runtime, spoken, downloads, progress) };
  };
  const { downloads, way, started } = await begin(plain ? "fromBeginning" : null);
  try {
    const python = await started;
    downloads.forget();
    return python;
  } catch (error) {
    if (plain || isCommon(error, runtime)) throw error;
    console.warn(`Python cannot start as it should, ${way}:`, error);
    downloads.abort();
    const other = await begin(OTHER[way]);
    return other.started;
  }
}

/**
 * Whether what cannot be had is needed by the other way, too.
 *
 * @param {unknown} error
 * @param {Runtime} runtime
 */
function isCommon(error, { files, decoder }) {
  if (!(error instanceof LoadError)) return false;
  const common = [decoder, ...[...COMMON, "early"].map((name) => files[name])];
  return common.some(({ url }) => url.endsWith(error.file));
}

/**
 * Download a pack of files that are needed only now, after which they can be imported.
 *
 * @param {Pyodide} python
 * @param {Runtime} runtime
 * @param {string} name
 * @param {Promise<unknown>} rest what Python needs to look for modules anew may be in it
 */
export async function addPack(python, runtime, name, rest) {
  const downloads = new Downloads(runtime);
  downloads.start([name]);
  const [pack] = await Promise.all([downloads.bytes(name), rest]);
  writeFiles(python.FS, runtime.sitePackages, readPack(pack));
  python.pyimport("importlib").invalidate_caches();
}

/**
 * Download what no start needs, but drawers and packs do.
 *
 * @param {Pyodide} python
 * @param {Runtime} runtime
 */
export async function addRest(python, runtime) {
  const downloads = new Downloads(runtime);
  downloads.start(REST);
  const [archive, pack] = await Promise.all(REST.map((name) => downloads.bytes(name)));
  // It takes the place of the library that the start has imported as a whole.
  python.FS.writeFile(runtime.library, archive, { canOwn: true });
  writeFiles(python.FS, runtime.sitePackages, readPack(pack));
  python.pyimport("importlib").invalidate_caches();
}

/**
 * Let Python read files of the user's, of which it only takes what it reads.
 *
 * @param {Pyodide} python
 * @param {HandedFiles} given
 */
export function mountFiles({ FS }, { folder, files }) {
  const blobs = files.map(({ name, blob }) => ({ name, data: blob }));
  FS.mkdirTree(folder);
  FS.mount(FS.filesystems.WORKERFS, { blobs }, folder);
  for (const { name, time } of files) FS.utime(`${folder}/${name}`, time, time);
}

/**
 * The pack with the pages of memory that are a language's own.
 *
 * @param {string} language
 */
const ownPages = (language) => `heap-${language}`;

/**
 * @param {Runtime} runtime
 * @param {string} language one with pages of its own
 * @param {Downloads} downloads
 * @param {Progress} progress
 * @returns {Promise<StartedPython>}
 */
async function fromSnapshot(runtime, language, downloads, progress) {
  const early = downloads.bytes("early").then(readPack);
  const modules = downloads.bytes("modules").then(readPack).then(compileModules);
  const heap = Promise.all(
    ["heap", ownPages(language)].map((name) => downloads.bytes(name).then(readPack)),
  );
  const { memory, head, kept } = runtime.snapshot;
  /** @type {Restore} */
  const restore = { memory };
  // All that is downloaded: news of it after that of restoring would say that Python is awake.
  const parts = Promise.all([modules, heap, early, downloads.bytes("wasm")]);
  const ready = parts.then(([compiled, pages]) => {
    restore.modules = compiled;
    restore.fill = (target) => fillMemory(target, pages, kept);
    progress("restore");
  });
  // Whatever fails first is reported; what fails after that is not news.
  for (const part of [early, ready]) part.catch(() => {});
  restore.ready = ready;
  const loadPyodide = await loadScripts(downloads);
  const python = await loadPyodide({
    ...pyodideSettings(runtime, NO_LIBRARY),
    _loadSnapshot: Uint8Array.from(atob(head), (character) => character.charCodeAt(0)),
    _restore: restore,
  });
  restore.fill = null;
  writeFiles(python.FS, runtime.sitePackages, await early);
  const bridge = python.pyimport("playground.browser").bridge();
  bridge.check();
  return { python, bridge, language };
}

/**
 * @param {Runtime} runtime
 * @param {string} _language it speaks English at first
 * @param {Downloads} downloads
 * @param {Progress} progress
 * @returns {Promise<StartedPython>}
 */
async function fromBeginning(runtime, _language, downloads, progress) {
  const names = ["site", "app", "early"];
  const packs = Promise.all(names.map((name) => downloads.bytes(name).then(readPack)));
  packs.catch(() => {});
  const loadPyodide = await loadScripts(downloads);
  const settings = pyodideSettings(runtime, await downloads.bytes("stdlib"));
  progress("python");
  const python = await loadPyodide(settings);
  for (const pack of await packs) writeFiles(python.FS, runtime.sitePackages, pack);
  progress("libraries");
  const browser = python.pyimport("playground.browser");
  progress("document");
  return { python, bridge: browser.bridge(), language: ENGLISH };
}

/**
 * Download what every start needs, and then, when the line is known, what the sooner way needs.
 *
 * @param {Runtime} runtime
 * @param {Way | null} wanted the way, if that is known
 * @param {string} language
 * @param {Progress} progress
 */
async function startDownloads(runtime, wanted, language, progress) {
  const line = new LineSpeed();
  let isDecided = wanted !== null;
  const downloads = new Downloads(runtime, (loaded, total, arrived) => {
    line.add(arrived);
    progress("download", loaded, isDecided ? total : 0);
  });
  downloads.start(COMMON);
  const names = { ...FILES, fromSnapshot: [...FILES.fromSnapshot, ownPages(language)] };
  const way = wanted ?? (await soonestWay(downloads, line, names));
  isDecided = true;
  downloads.start(names[way]);
  return { downloads, way };
}

/**
 * @param {Downloads} downloads
 * @param {LineSpeed} line
 * @param {typeof FILES} ways
 */
async function soonestWay(downloads, line, ways) {
  const common = Promise.all(COMMON.map((name) => downloads.bytes(name)));
  // What cannot be downloaded is reported where it is needed.
  common.catch(() => {}).then(() => line.end());
  const slow = slowness();
  const rate = await line.measured;
  const { files, loaded, total } = downloads;
  /** @param {readonly string[]} names */
  const left = (names) => names.reduce((sum, name) => sum + files[name].bytes, total - loaded);
  const bytes = {
    fromSnapshot: left(ways.fromSnapshot),
    fromBeginning: left(ways.fromBeginning),
  };
  return soonest(bytes, rate, slow);
}

/**
 * Load Pyodide's scripts and let its request for its WebAssembly be answered from ours.
 *
 * @param {Downloads} downloads
 * @returns {Promise<LoadPyodide>}
 */
async function loadScripts(downloads) {
  const scripts = filesOf(readPack(await downloads.bytes("pyodide")));
  const [{ loadPyodide }] = await Promise.all([
    ...scripts.map((script) => import(URL.createObjectURL(script))),
    serveWasm(downloads.bytes("wasm")),
  ]);
  return loadPyodide;
}

/** @param {Promise<Uint8Array<ArrayBuffer>>} download */
async function serveWasm(download) {
  const wasm = await download;
  const fetchFromNetwork = self.fetch;
  self.fetch = (resource, options) => {
    if (!String(resource).endsWith("/pyodide.asm.wasm")) return fetchFromNetwork(resource, options);
    self.fetch = fetchFromNetwork;
    return Promise.resolve(new Response(wasm, { headers: { "Content-Type": "application/wasm" } }));
  };
}

/**
 * Pyodide's settings, with which it looks up nothing elsewhere.
 *
 * @param {Runtime} runtime
 * @param {Uint8Array<ArrayBuffer>} library the archive of the standard library
 * @returns {PyodideSettings}
 */
function pyodideSettings(runtime, library) {
  const folder = new URL(runtime.pyodide, runtime.base).href;
  return {
    indexURL: folder,
    stdLibURL: URL.createObjectURL(new Blob([library])),
    packageBaseUrl: folder,
    lockFileContents: { info: runtime.lockInfo, packages: {} },
    env: environment,
  };
}

/**
 * @param {Pack} pack
 * @returns {Promise<Record<string, WebAssembly.Module>>}
 */
async function compileModules({ index, blob }) {
  /** @param {Pack["index"][number]} file */
  const compile = async ([name, offset, length]) => [
    name,
    await WebAssembly.compile(blob.subarray(offset, offset + length)),
  ];
  return Object.fromEntries(await Promise.all(index.map(compile)));
}

/**
 * Make the memory what it was: the heap's used pages, what Pyodide has put there already, and zeros
 * between and after them.
 *
 * @param {Uint8Array} memory
 * @param {readonly Pack[]} heap the pages by their addresses; of some only what to change in them
 * @param {readonly [number, number][]} kept from where to where it stays as it is
 */
export function fillMemory(memory, heap, kept) {
  const runs = heap.flatMap(({ index, blob }) =>
    index.map(([name, offset, length]) => {
      const isChange = name.startsWith(DIFFERENCE);
      const start = Number(isChange ? name.slice(DIFFERENCE.length) : name);
      return {
        start,
        end: start + length,
        pages: blob.subarray(offset, offset + length),
        isChange,
      };
    }),
  );
  const untouched = kept.map(([start, end]) => ({ start, end, pages: null }));
  const whole = [...runs.filter(({ isChange }) => !isChange), ...untouched];
  let last = 0;
  for (const { start, end, pages } of whole.sort((a, b) => a.start - b.start)) {
    if (last < start) memory.fill(0, last, start);
    if (pages !== null) memory.set(pages, start);
    last = Math.max(last, end);
  }
  memory.fill(0, last);
  for (const { start, pages, isChange } of runs) {
    if (isChange) for (let i = 0; i < pages.length; i++) memory[start + i] ^= pages[i];
  }
}
