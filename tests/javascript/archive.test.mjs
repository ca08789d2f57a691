// Archives are read as playground/packaging/archive.py writes them, and never half.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";

import { readPack, writeFiles } from "../../static/archive.js";

/** gzip of pack({"folder/file.txt": b"content\n", "empty": b"", "umlaut-ä": bytes(range(250, 256))}) */
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

function fromPython() {
  return Uint8Array.from(gunzipSync(FROM_PYTHON));
}

test("an archive of Python's is read", () => {
  const { index, blob } = readPack(fromPython());
  const files = index.map(([name, offset, length]) => [
    name,
    [...blob.subarray(offset, offset + length)],
  ]);
  assert.deepEqual(Object.fromEntries(files), FILES);
});

test("files are views into one buffer, not copies", () => {
  const raw = fromPython();
  assert.equal(readPack(raw).blob.buffer, raw.buffer);
});

test("an archive may lie anywhere in a buffer", () => {
  const raw = fromPython();
  const moved = new Uint8Array(raw.length + 7);
  moved.set(raw, 7);
  assert.deepEqual(readPack(moved.subarray(7)), readPack(raw));
});

test("an archive that is cut off anywhere is refused", () => {
  const raw = fromPython();
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
