// The container of our own archives: a length, a JSON index [[name, offset, length], …] and a blob,
// all of it compressed with gzip.  Written by playground/packaging/archive.py.

const GZIP = [0x1f, 0x8b];

/**
 * Decompress a stream while it arrives, unless a server has already done so because it took the
 * file for an encoding.
 *
 * @returns a promise of all its bytes
 */
export async function gunzip(stream) {
  const reader = stream.getReader();
  const { value: first = new Uint8Array() } = await reader.read();
  const whole = new ReadableStream({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const isPacked = GZIP.every((byte, i) => first[i] === byte);
  const unpacked = isPacked ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** Read a decompressed pack: its index and its blob. */
export function readPack(raw) {
  const length = new DataView(raw.buffer, raw.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length)));
  return { index, blob: raw.subarray(4 + length) };
}

/** Write the files of a pack below a folder of Pyodide's file system. */
export function writeFiles(FS, folder, { index, blob }) {
  const known = new Set();
  for (const [name, offset, length] of index) {
    const parent = `${folder}/${name}`.replace(/\/[^/]*$/, "");
    if (!known.has(parent)) FS.mkdirTree(parent);
    known.add(parent);
    FS.writeFile(`${folder}/${name}`, blob.subarray(offset, offset + length), { canOwn: true });
  }
}
