// Downloads are decompressed as they arrive, and only whole.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Brotli, DamageError } from "../../static/brotli.js";
import { FetchError } from "../../static/steady-fetch.js";

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

const damaged = Uint8Array.from(COMPRESSED, (byte, i) => (i === 1000 ? byte ^ 0xff : byte));

for (const [name, bytes, length] of [
  ["is cut off", COMPRESSED.subarray(0, COMPRESSED.length / 2), CONTENT.length],
  ["is nothing", new Uint8Array(), CONTENT.length],
  ["is damaged", damaged, CONTENT.length],
  ["is too long", COMPRESSED, CONTENT.length - 1],
  ["is too short", COMPRESSED, CONTENT.length + 1],
  ["is something else", Buffer.from("<!doctype html>"), 15],
]) {
  test(`what ${name} is known as damaged`, async () => {
    await assert.rejects(decompress(bytes, length), DamageError);
  });
}

test("what did not arrive is not damaged", async () => {
  const failing = new ReadableStream({ start: (c) => c.error(new FetchError("silent")) });
  const brotli = new Brotli(FILES, MODULE.href);
  await assert.rejects(brotli.decompress(failing, 1), new FetchError("silent"));
});

test("without its decoder nothing is decompressed, and said so", async () => {
  globalThis.fetch = async () => new Response("", { status: 404 });
  await assert.rejects(decompress(COMPRESSED, CONTENT.length), /404/);
});
