// Files that are chosen or dropped, of any number and size: the worker reads them where they lie.

/** Files at most; a class has far fewer. */
const MOST_FILES = 20_000;

/** Names at most of files that cannot be read. */
const MOST_NAMES = 20;

/** Parts of a path that would lead elsewhere, or nowhere. */
const NO_NAMES = new Set(["", ".", ".."]);

/** Folders so far; each delivery has one of its own. */
let count = 0;

/**
 * Give files to the worker, and return the folder in which Python finds them, followed by how many
 * were too many and by the names of those that cannot be read, each on a line; null if nobody takes
 * them, or there are none.
 *
 * @param {GivenFiles} given
 * @returns {string | null}
 */
export function handOver({ files, unreadable }) {
  if (files.length + unreadable.length === 0) return null;
  count += 1;
  const detail = { folder: `/handed-in/${count}`, files: distinct(files.slice(0, MOST_FILES)) };
  // Whoever takes them says so by preventing the default.
  const isRefused = dispatchEvent(new CustomEvent("files", { detail, cancelable: true }));
  if (isRefused) return null;
  const tooMany = Math.max(0, files.length - MOST_FILES);
  const names = unreadable.slice(0, MOST_NAMES).map((name) => name.replaceAll(/\s/g, " "));
  return [detail.folder, tooMany, ...names].join("\n");
}

/**
 * List the files of a field in which files, or a folder, were chosen.
 *
 * @param {Iterable<File>} chosen
 * @returns {GivenFiles}
 */
export function chosenFiles(chosen) {
  const files = [...chosen].map((file) => handed(file, file.webkitRelativePath || file.name));
  return { files, unreadable: [] };
}

/**
 * List the files among what was dropped, those in folders too.
 *
 * @param {readonly (FileSystemEntry | null)[]} entries
 * @returns {Promise<GivenFiles>}
 */
export async function droppedFiles(entries) {
  const lists = await Promise.all(
    entries.filter((entry) => entry !== null).map((entry) => filesIn(entry)),
  );
  return {
    files: lists.flatMap(({ files }) => files),
    unreadable: lists.flatMap(({ unreadable }) => unreadable),
  };
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<GivenFiles>}
 */
async function filesIn(entry) {
  try {
    if (!entry.isFile) return await droppedFiles(await entriesIn(entry));
    const { file } = /** @type {FileSystemFileEntry} */ (entry);
    /** @type {File} */
    const found = await new Promise((...settle) => file.call(entry, ...settle));
    return { files: [handed(found, entry.fullPath)], unreadable: [] };
  } catch {
    return { files: [], unreadable: [entry.fullPath.slice(1)] };
  }
}

/** @param {FileSystemEntry} folder */
async function entriesIn(folder) {
  const reader = /** @type {FileSystemDirectoryEntry} */ (folder).createReader();
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} a hundred at a time */
    const some = await new Promise((...settle) => reader.readEntries(...settle));
    if (some.length === 0) return found;
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
