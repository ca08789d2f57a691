// The service worker keeps what is of its build, all of it or nothing, and mixes no builds.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../static/service-worker.js", import.meta.url), "utf8");
const FOLDER = "https://school.example/page/";

const absolute = (request) => new URL(request.url ?? request, FOLDER).href;
const sha256 = (text) => createHash("sha256").update(text).digest("base64");

/** What a service worker has of its browser, and which is the same here. */
const LIBRARY = ["btoa", "crypto", "Request", "Response", "TextDecoder", "Uint8Array", "URL"];

/** Name of a cache -> address -> text. */
let kept;
/** Address relative to the folder -> text, or a function that makes a response. */
let host;
let requests;
let areCachesRefused;
/** Text that is kept -> the headers with it. */
const types = new Map();

beforeEach(() => {
  [kept, requests, areCachesRefused] = [new Map(), [], false];
});

const caches = {
  keys: async () => {
    if (areCachesRefused) throw new DOMException("denied", "SecurityError");
    return [...kept.keys()];
  },
  delete: async (name) => kept.delete(name),
  open: async (name) => {
    if (areCachesRefused) throw new DOMException("denied", "SecurityError");
    if (!kept.has(name)) kept.set(name, new Map());
    const texts = kept.get(name);
    return {
      match: async (request) => {
        const text = texts.get(absolute(request));
        return text === undefined ? undefined : new Response(text, { headers: types.get(text) });
      },
      keys: async () => [...texts.keys()].map((url) => ({ url })),
      put: async (request, response) => {
        const text = await response.text();
        types.set(text, response.headers);
        texts.set(absolute(request), text);
      },
    };
  },
};

/** What a build lists, and what its host has. */
function build(number, files = { [`build-${number}/start.js`]: `start ${number}` }) {
  const pages = { "./": `<p>build-${number}/`, "index.html": `<p>build-${number}/` };
  const packs = {
    de: {
      [`build-${number}/languages/de.json`]: "Wörter",
      "runtime/exercises-de.pack": "Aufgaben",
    },
    fr: { [`build-${number}/languages/fr.json`]: "mots" },
  };
  const digests = (texts) =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, sha256(text)]));
  return {
    list: {
      version: `v${number}`,
      mark: `build-${number}/`,
      pages: Object.keys(pages),
      files: digests(files),
      languages: { de: digests(packs.de), fr: digests(packs.fr) },
    },
    host: { ...pages, ...files, ...packs.de, ...packs.fr },
  };
}

/** A service worker of this build; an event is handed to it, and its end awaited. */
function worker(list) {
  const listeners = {};
  const scope = {
    build: list,
    clients: { claim: async () => {} },
    skipWaiting: async () => {},
    addEventListener: (type, listener) => (listeners[type] = listener),
  };
  const fetchFromHost = async (request, { cache = "default" } = {}) => {
    const name = absolute(request).slice(FOLDER.length) || "./";
    requests.push([name, cache]);
    const answer = host[name];
    if (answer === undefined) return new Response("", { status: 404 });
    return typeof answer === "function" ? answer(cache) : new Response(answer);
  };
  const location = new URL("service-worker.js", FOLDER);
  const library = Object.fromEntries(LIBRARY.map((name) => [name, globalThis[name]]));
  vm.runInNewContext(SOURCE, { ...library, self: scope, location, caches, fetch: fetchFromHost });
  return {
    tell: (type) => new Promise((waitUntil) => listeners[type]({ waitUntil })),
    ask: async (name, mode = "no-cors", as = "text") => {
      const request = { method: "GET", url: new URL(name, FOLDER).href, mode };
      const others = [];
      const waitUntil = (work) => others.push(work);
      const answer = await new Promise((respondWith) =>
        listeners.fetch({ request, respondWith, waitUntil }),
      );
      await Promise.all(others);
      return as === "text" ? answer.text() : answer.headers.get("Content-Type");
    },
  };
}

async function installed({ list, host: files }) {
  host = files;
  const made = worker(list);
  await made.tell("install");
  await made.tell("activate");
  return made;
}

test("without a network the page and its files come from what is kept", async () => {
  const own = await installed(build(1));
  host = {};
  assert.equal(await own.ask("./?offline#x", "navigate"), "<p>build-1/");
  assert.equal(await own.ask("index", "navigate"), "<p>build-1/");
  assert.equal(await own.ask("build-1/start.js"), "start 1");
});

test("the whole language of a page is kept, and of no other", async () => {
  const own = await installed(build(1));
  await own.ask("build-1/languages/de.json");
  host = {};
  assert.equal(await own.ask("build-1/languages/de.json"), "Wörter");
  assert.equal(await own.ask("runtime/exercises-de.pack"), "Aufgaben");
  assert.equal(await own.ask("build-1/languages/fr.json"), "");
});

test("a language that was kept is kept of the next build from the beginning", async () => {
  const first = await installed(build(1));
  await first.ask("build-1/languages/de.json");
  const second = await installed(build(2));
  host = {};
  assert.equal(await second.ask("build-2/languages/de.json"), "Wörter");
  assert.equal(await second.ask("build-2/languages/fr.json"), "");
});

test("English and a language of another build need nothing more", async () => {
  const own = await installed(build(1));
  for (const language of ["en", "tlh"]) await own.ask(`build-1/languages/${language}.json`);
});

test("a language that cannot be had leaves the rest as it is", async () => {
  const made = build(1);
  const own = await installed({
    ...made,
    host: { ...made.host, "runtime/exercises-de.pack": "?" },
  });
  await own.ask("build-1/languages/de.json");
  assert.equal(await own.ask("build-1/start.js"), "start 1");
  host = made.host;
  await own.ask("build-1/languages/de.json");
  host = {};
  assert.equal(await own.ask("runtime/exercises-de.pack"), "Aufgaben");
});

const NOT_OURS = [
  ["a page for signing in", "build-1/start.js", "<title>Sign in</title>"],
  ["a page of another build", "index.html", "<p>build-2/"],
  ["a missing file", "build-1/start.js", () => new Response("", { status: 404 })],
];
for (const row of NOT_OURS) test(`${row[0]} is not kept, and the build is not taken`, refuse(row));

/** A test of a host that has something else in place of a file. */
function refuse([, name, answer]) {
  return async () => {
    const { list, host: files } = build(1);
    host = { ...files, [name]: answer };
    await assert.rejects(worker(list).tell("install"));
    assert.notEqual(kept.get("playground-/page/?v1")?.get(absolute(name)), answer);
  };
}

test("what only the browser's cache has wrong is fetched", async () => {
  const { list, host: files } = build(1);
  for (const old of [new Response("stale"), new Response("", { status: 404 })]) {
    kept.clear();
    const stale = (cache) => (cache === "force-cache" ? old : new Response("start 1"));
    const own = await installed({ list, host: { ...files, "build-1/start.js": stale } });
    assert.equal(await own.ask("build-1/start.js"), "start 1");
  }
});

test("a tab that is older finds what it has not loaded yet", async () => {
  const heap = "runtime/heap.pack";
  const first = await installed(build(1, { "build-1/late.js": "late 1", [heap]: "heap" }));
  requests = [];
  const second = await installed(build(2, { "build-2/late.js": "late 2", [heap]: "heap" }));
  assert.equal(await first.ask("build-1/late.js"), "late 1");
  assert.equal(await second.ask("build-1/late.js"), "late 1");
  assert.equal(await second.ask("./", "navigate"), "<p>build-2/");
  assert.ok(!requests.some(([name]) => name === heap)); // it was here
});

test("only one earlier build is kept, and none of other folders is touched", async () => {
  kept.set("playground-/other/?v1", new Map());
  for (const number of [1, 2, 3]) await installed(build(number));
  assert.deepEqual([...kept.keys()].sort(), [
    "playground-/other/?v1",
    "playground-/page/?v2",
    "playground-/page/?v3",
  ]);
});

test("what could not be kept is forgotten, and the build before it is not", async () => {
  await installed(build(1, { "build-1/late.js": "late 1" }));
  const second = build(2);
  host = { ...second.host, "index.html": "<p>build-1/" };
  await assert.rejects(worker(second.list).tell("install"));
  assert.deepEqual([...kept.keys()], ["playground-/page/?v1"]);
  const third = await installed(build(3));
  assert.deepEqual([...kept.keys()], ["playground-/page/?v1", "playground-/page/?v3"]);
  assert.equal(await third.ask("build-1/late.js"), "late 1");
});

test("what a browser has left of a build when it ended is forgotten instead of a whole one", async () => {
  await installed(build(1));
  kept.set("playground-/page/?v2", new Map([[absolute("build-2/start.js"), "start 2"]]));
  await installed(build(3));
  assert.deepEqual([...kept.keys()], ["playground-/page/?v1", "playground-/page/?v3"]);
});

test("a build that is kept stays when it cannot be kept once more", async () => {
  const { list, host: files } = build(1);
  const own = await installed({ list, host: files });
  host = { ...files, "index.html": "<p>Sign in" };
  await assert.rejects(worker(list).tell("install"));
  assert.equal(await own.ask("build-1/start.js"), "start 1");
});

test("each kind of file is given as what it is", async () => {
  const files = {
    "build-1/style.css": "{}",
    "runtime.json": "[]",
    "starts/xor.png": "PNG",
    "runtime/heap.pack": "pages",
  };
  const own = await installed(build(1, files));
  const kinds = Object.keys({ ...files, "./": "" }).map((name) => own.ask(name, "no-cors", "type"));
  assert.deepEqual(await Promise.all(kinds), [
    "text/css",
    "application/json",
    "image/png",
    "application/octet-stream",
    "text/html; charset=utf-8",
  ]);
});

test("where the browser refuses its caches, the network answers", async () => {
  const own = await installed(build(1));
  areCachesRefused = true;
  assert.equal(await own.ask("./", "navigate"), "<p>build-1/");
  assert.equal(await own.ask("build-1/start.js"), "start 1");
});
