// Downloads are decompressed as they arrive, and only whole.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Brotli, DamageError, gunzip } from "../../static/brotli.js";
import { FetchError } from "../../static/steady-fetch.js";
import { decoderPack, withoutBrotli } from "./decoder.mjs";

/** Neither all alike nor without any order; longer than what the decoder gives at a time. */
const CONTENT = Uint8Array.from({ length: 3_000_001 }, (_, i) => ((i * i) % 251) ^ (i >> 12));

const COMPRESSED = brotliCompressSync(CONTENT);

let undo;
before(() => (undo = withoutBrotli()));
after(() => undo());

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
  new Brotli(decoderPack).decompress(streamOf(bytes, size), length);

test("a decoder that cannot be had is said to be missing, and asked for again", async () => {
  const missing = new Brotli(() => Promise.reject(new Error("status 404")));
  await assert.rejects(missing.decompress(streamOf(COMPRESSED, 99), CONTENT.length), /404/);
  assert.deepEqual(await decompress(COMPRESSED, CONTENT.length), CONTENT);
});

test("the decoder is asked for once", async () => {
  const unwanted = new Brotli(() => assert.fail());
  assert.deepEqual(await unwanted.decompress(streamOf(COMPRESSED, 65536), CONTENT.length), CONTENT);
});

for (const [name, bytes] of [
  ["as the build has made it", gzipSync(CONTENT)],
  ["unpacked already", CONTENT],
]) {
  test(`gzip is read ${name}`, async () => {
    assert.deepEqual(await gunzip(streamOf(bytes, 65536), CONTENT.length), CONTENT);
    await assert.rejects(gunzip(streamOf(bytes, 65536), CONTENT.length + 1), DamageError);
  });
}

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
  await assert.rejects(new Brotli(decoderPack).decompress(failing, 1), new FetchError("silent"));
});
