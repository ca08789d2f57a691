// Files that are chosen or dropped, of any number and size: the worker reads them where they lie.

/** Files at most; a class has far fewer. */
const MOST_FILES = 20_000;

/** Parts of a path that would lead elsewhere, or nowhere. */
const NO_NAMES = new Set(["", ".", ".."]);

/** Folders so far; each delivery has one of its own. */
let count = 0;

/**
 * Give files to the worker, and return the folder in which Python finds them; null if nobody takes
 * them.
 *
 * @param {readonly HandedFile[]} files
 * @returns {string | null}
 */
export function handOver(files) {
  if (files.length === 0) return null;
  count += 1;
  const detail = { folder: `/handed-in/${count}`, files: distinct(files.slice(0, MOST_FILES)) };
  // Whoever takes them says so by preventing the default.
  const isRefused = dispatchEvent(new CustomEvent("files", { detail, cancelable: true }));
  return isRefused ? null : detail.folder;
}

/**
 * List the files of a field in which files, or a folder, were chosen.
 *
 * @param {Iterable<File>} files
 */
export function chosenFiles(files) {
  return [...files].map((file) => handed(file, file.webkitRelativePath || file.name));
}

/**
 * List the files among what was dropped, those in folders too.
 *
 * @param {readonly (FileSystemEntry | null)[]} entries
 * @returns {Promise<HandedFile[]>}
 */
export async function droppedFiles(entries) {
  const lists = await Promise.all(
    entries.filter((entry) => entry !== null).map((entry) => filesIn(entry)),
  );
  return lists.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<HandedFile[]>}
 */
async function filesIn(entry) {
  if (entry.isFile) {
    const { file } = /** @type {FileSystemFileEntry} */ (entry);
    const found = await new Promise((...settle) => file.call(entry, ...settle)).catch(() => null);
    return found === null ? [] : [handed(found, entry.fullPath)];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} a hundred at a time */
    const some = await new Promise((...settle) => reader.readEntries(...settle));
    if (some.length === 0) return droppedFiles(found);
    found.push(...some);
  }
}

/**
 * @param {File} file
 * @param {string} path
 * @returns {HandedFile}
 */
function handed(file, path) {
  const name = path.split("/").filter((part) => !NO_NAMES.has(part));
  // Python has no time zone here: it shall see what the clock on the wall showed.
  const zone = new Date(file.lastModified).getTimezoneOffset() * 60_000;
  return { name: name.join("/") || "?", blob: file, time: file.lastModified - zone };
}

/**
 * Give files of the same path different ones, as Python's file system needs.
 *
 * @param {readonly HandedFile[]} files
 */
function distinct(files) {
  const known = new Map();
  return files.map((file) => {
    const times = known.get(file.name) ?? 0;
    known.set(file.name, times + 1);
    return times === 0 ? file : { ...file, name: `${times + 1}/${file.name}` };
  });
}
