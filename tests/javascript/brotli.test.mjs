// Downloads are decompressed as they arrive, and only whole.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Brotli } from "../../static/brotli.js";

const MODULE = new URL("../../node_modules/brotli-dec-wasm/pkg/", import.meta.url);
const FILES = { script: "brotli_dec_wasm.js", wasm: "brotli_dec_wasm_bg.wasm" };

/** Neither all alike nor without any order; longer than what the decoder gives at a time. */
const CONTENT = Uint8Array.from({ length: 3_000_001 }, (_, i) => ((i * i) % 251) ^ (i >> 12));

const COMPRESSED = brotliCompressSync(CONTENT);

const natural = { fetch, DecompressionStream };

before(() => {
  globalThis.fetch = async (address) => new Response(gzipSync(await readFile(new URL(address))));
  // A browser that knows this format by itself does not load the decoder.
  globalThis.DecompressionStream = class extends natural.DecompressionStream {
    constructor(format) {
      if (format === "brotli") throw new TypeError("unknown format");
      super(format);
    }
  };
});

after(() => Object.assign(globalThis, natural));

/** A stream of these bytes in parts of a size. */
function streamOf(bytes, size) {
  return new ReadableStream({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) {
        controller.enqueue(Uint8Array.from(bytes.subarray(i, i + size)));
      }
      controller.close();
    },
  });
}

const decompress = (bytes, length, size = 65536) =>
  new Brotli(FILES, MODULE.href).decompress(streamOf(bytes, size), length);

for (const size of [50, COMPRESSED.length]) {
  test(`a stream that comes in parts of ${size} bytes is decompressed`, async () => {
    assert.deepEqual(await decompress(COMPRESSED, CONTENT.length, size), CONTENT);
  });
}

test("nothing is decompressed to nothing", async () => {
  assert.equal((await decompress(brotliCompressSync(""), 0)).length, 0);
});

test("what is cut off, damaged, or of another length is refused", async () => {
  const half = COMPRESSED.subarray(0, COMPRESSED.length / 2);
  const damaged = Uint8Array.from(COMPRESSED, (byte, i) => (i === 1000 ? byte ^ 0xff : byte));
  await assert.rejects(decompress(half, CONTENT.length));
  await assert.rejects(decompress(new Uint8Array(), CONTENT.length));
  await assert.rejects(decompress(damaged, CONTENT.length));
  await assert.rejects(decompress(COMPRESSED, CONTENT.length - 1), RangeError);
  await assert.rejects(decompress(COMPRESSED, CONTENT.length + 1), RangeError);
  await assert.rejects(decompress(Buffer.from("<!doctype html>"), 15));
});

test("without its decoder nothing is decompressed, and said so", async () => {
  globalThis.fetch = async () => new Response("", { status: 404 });
  await assert.rejects(decompress(COMPRESSED, CONTENT.length), /404/);
});
