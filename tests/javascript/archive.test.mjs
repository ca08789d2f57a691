// Archives are read as playground/packaging/archive.py writes them, and never half.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { gunzip, readPack, writeFiles } from "../../static/archive.js";

/** pack({"folder/file.txt": b"content\n", "empty": b"", "umlaut-ä": bytes(range(250, 256))}) */
const FROM_PYTHON = Buffer.from(
  "H4sIAAAAAAAC//NhYGCIjlZKy89JSS3ST8vMSdUrqShR0jHQsYjViVZKzS0oqVTSsdAxAPFKc3MSS0t0Y0oNDFJNQKJm" +
    "sbEKqCA5P68kNa+E69fvP3///QcAmjiEbl4AAAA=",
  "base64",
);

const FILES = {
  "folder/file.txt": [...Buffer.from("content\n")],
  empty: [],
  "umlaut-ä": [250, 251, 252, 253, 254, 255],
};

/** A stream of these bytes in parts of a size. */
function streamOf(bytes, size = bytes.length || 1) {
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) {
        controller.enqueue(Uint8Array.from(bytes.subarray(i, i + size)));
      }
      controller.close();
    },
  });
}

/** What is put into Pyodide's file system, and the folders that are made for it. */
function fileSystem() {
  const [files, folders] = [{}, []];
  const FS = {
    mkdirTree: (path) => folders.push(path),
    writeFile: (path, content) => {
      files[path] = [...content];
    },
  };
  return { FS, files, folders };
}

async function fromPython() {
  return gunzip(streamOf(FROM_PYTHON));
}

test("an archive of Python's is read", async () => {
  const { index, blob } = readPack(await fromPython());
  const files = index.map(([name, offset, length]) => [
    name,
    [...blob.subarray(offset, offset + length)],
  ]);
  assert.deepEqual(Object.fromEntries(files), FILES);
});

test("files are views into one buffer, not copies", async () => {
  const raw = await fromPython();
  assert.equal(readPack(raw).blob.buffer, raw.buffer);
});

test("an archive may lie anywhere in a buffer", async () => {
  const raw = await fromPython();
  const moved = new Uint8Array(raw.length + 7);
  moved.set(raw, 7);
  assert.deepEqual(readPack(moved.subarray(7)), readPack(raw));
});

for (const size of [1, 2, 7, 1000]) {
  test(`a stream that comes in parts of ${size} bytes is decompressed`, async () => {
    const bytes = Buffer.from(Array.from({ length: 999 }, (_, i) => (i * i) % 251));
    assert.deepEqual([...(await gunzip(streamOf(gzipSync(bytes), size)))], [...bytes]);
  });

  test(`what a server has decompressed stays as it is, in parts of ${size} bytes`, async () => {
    const bytes = Buffer.from(Array.from({ length: 999 }, (_, i) => i % 251));
    assert.deepEqual([...(await gunzip(streamOf(bytes, size)))], [...bytes]);
  });
}

test("what begins only half like something compressed is not", async () => {
  assert.deepEqual([...(await gunzip(streamOf(Buffer.from([0x1f, 0x8c, 8]))))], [0x1f, 0x8c, 8]);
  assert.deepEqual([...(await gunzip(streamOf(Buffer.from([0x1f]))))], [0x1f]);
});

test("an empty stream has no bytes", async () => {
  assert.equal((await gunzip(streamOf(new Uint8Array()))).length, 0);
});

test("a compressed stream that is cut off is refused", async () => {
  for (const length of [2, 10, FROM_PYTHON.length - 9, FROM_PYTHON.length - 1]) {
    await assert.rejects(gunzip(streamOf(FROM_PYTHON.subarray(0, length))));
  }
});

test("an archive that is cut off anywhere is refused", async () => {
  const raw = await fromPython();
  for (let length = 0; length < raw.length; length++) {
    assert.throws(() => readPack(raw.slice(0, length)), RangeError);
  }
});

test("files are written below their folder, which is made once", () => {
  const { FS, files, folders } = fileSystem();
  const index = [
    ["a.py", 0, 2],
    ["deep/er/b.py", 2, 1],
    ["deep/er/c.py", 3, 0],
  ];
  writeFiles(FS, "/lib", { index, blob: Uint8Array.from([1, 2, 3]) });
  assert.deepEqual(files, {
    "/lib/a.py": [1, 2],
    "/lib/deep/er/b.py": [3],
    "/lib/deep/er/c.py": [],
  });
  assert.deepEqual(folders, ["/lib", "/lib/deep/er"]);
});
