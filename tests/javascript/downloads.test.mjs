// Downloads name the file that is missing, be it only the one that unpacks the others.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Downloads, LoadError } from "../../static/downloads.js";
import { decoderPack, withoutBrotli } from "./decoder.mjs";

const BASE = "https://school.example/";
const CONTENT = new TextEncoder().encode("What Python consists of. ".repeat(99));
const PACKED = brotliCompressSync(CONTENT);
const HTML = { "Content-Type": "text/html" };

/** What the host has: name -> function of the kind of cache that makes an answer. */
let host;
let runtime;

const natural = { fetch };
let undo;
before(() => {
  undo = withoutBrotli();
  globalThis.fetch = async (address, { cache }) => host[new URL(address).pathname](cache);
});
after(() => {
  undo();
  Object.assign(globalThis, natural);
});

beforeEach(async () => {
  const decoder = await decoderPack();
  const gzipped = gzipSync(decoder);
  host = {
    "/decoder.pack": () => new Response(gzipped),
    "/app.pack": () => new Response(PACKED),
  };
  runtime = {
    files: { app: { url: "app.pack", bytes: PACKED.length, size: CONTENT.length } },
    decoder: { url: "decoder.pack", bytes: gzipped.length, size: decoder.length },
    base: BASE,
  };
});

/** What has been downloaded, and what was told last of how much it is. */
async function downloaded() {
  let progress = [];
  const downloads = new Downloads(runtime, (...counts) => (progress = counts));
  downloads.start(["app"]);
  return { content: await downloads.bytes("app"), progress };
}

// One that is there stays there, so those without it come first.
const NO_DECODERS = [
  ["is not there", () => new Response("", { status: 404 }), "status 404"],
  ["is a page for signing in", () => new Response("Sign in", { headers: HTML }), "html"],
  ["is something else", () => new Response(gzipSync("?".repeat(99_999))), "damaged"],
];
NO_DECODERS.forEach(([name, answer, reason]) =>
  test(`a decoder that ${name} is named`, async () => {
    host["/decoder.pack"] = answer;
    runtime.decoder.bytes = 9;
    const error = new LoadError("decoder.pack", reason);
    await assert.rejects(downloaded(), error);
  }),
);

test("what a cache has in place of the decoder is not taken, and all is counted", async () => {
  const { "/decoder.pack": ours } = host;
  host["/decoder.pack"] = (cache) =>
    cache === "force-cache" ? new Response("Sign in", { headers: HTML }) : ours();
  const total = PACKED.length + runtime.decoder.bytes;
  const { content, progress } = await downloaded();
  assert.deepEqual(content, CONTENT);
  assert.deepEqual(progress.slice(0, 2), [total, total]);
});

test("a file that is not there is named itself", async () => {
  host["/app.pack"] = () => new Response("", { status: 404 });
  await assert.rejects(downloaded(), new LoadError("app.pack", "status 404"));
});
