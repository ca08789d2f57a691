// The container of our own archives: a length, a JSON index [[name, offset, length], …] and a blob,
// all of it compressed with gzip.  Written by playground/packaging/archive.py.

const GZIP = [0x1f, 0x8b];

/** Bytes of the length with which an archive begins. */
const HEADER = 4;

/**
 * Decompress a stream while it arrives, unless a server has already done so because it took the
 * file for an encoding.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {Promise<Uint8Array<ArrayBuffer>>} all its bytes
 */
export async function gunzip(stream) {
  const reader = stream.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  /** @type {number[]} */
  const start = [];
  while (start.length < GZIP.length) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    start.push(...value.subarray(0, GZIP.length));
  }
  const whole = new ReadableStream({
    async pull(controller) {
      const { done, value } = parts.length > 0 ? { value: parts.shift() } : await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const isPacked = GZIP.every((byte, i) => start[i] === byte);
  const unpacked = isPacked ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

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
