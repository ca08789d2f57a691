// The container of our own archives: a length, a JSON index [[name, offset, length], …] and a blob.
// Written by playground/packaging/archive.py.

/** Bytes of the length with which an archive begins. */
const HEADER = 4;

/**
 * Read a decompressed pack.
 *
 * @param {Uint8Array<ArrayBuffer>} raw
 * @returns {Pack} whose blob is a view into it
 * @throws {RangeError} if its end is missing
 */
export function readPack(raw) {
  if (raw.length < HEADER) throw cutOff();
  const start = HEADER + new DataView(raw.buffer, raw.byteOffset).getUint32(0, true);
  if (raw.length < start) throw cutOff();
  /** @type {Pack["index"]} */
  const index = JSON.parse(new TextDecoder().decode(raw.subarray(HEADER, start)));
  const blob = raw.subarray(start);
  if (index.some(([, offset, length]) => offset + length > blob.length)) throw cutOff();
  return { index, blob };
}

/**
 * The files of a pack in their order.
 *
 * @param {Pack} pack
 */
export function filesOf({ index, blob }) {
  return index.map(
    ([name, offset, length]) =>
      new File([blob.subarray(offset, offset + length)], name, { type: "text/javascript" }),
  );
}

const cutOff = () => new RangeError("the end of an archive is missing");

/**
 * Write the files of a pack below a folder of Pyodide's file system.
 *
 * @param {PyodideFiles} FS
 * @param {string} folder
 * @param {Pack} pack
 */
export function writeFiles(FS, folder, { index, blob }) {
  const known = new Set();
  for (const [name, offset, length] of index) {
    const parent = `${folder}/${name}`.replace(/\/[^/]*$/, "");
    if (!known.has(parent)) FS.mkdirTree(parent);
    known.add(parent);
    FS.writeFile(`${folder}/${name}`, blob.subarray(offset, offset + length), { canOwn: true });
  }
}
