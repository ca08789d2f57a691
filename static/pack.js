// The container of our own archives: a length, a JSON index [[name, offset, length], …] and a blob,
// all of it compressed with gzip.  Written by playground/packaging/pack.py.

const GZIP = [0x1f, 0x8b];

/** Decompress unless a server has already done so because it took the file for an encoding. */
export async function gunzip(bytes) {
  if (bytes[0] !== GZIP[0] || bytes[1] !== GZIP[1]) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Read a pack: its index and its blob. */
export async function readPack(bytes) {
  const raw = await gunzip(bytes);
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
