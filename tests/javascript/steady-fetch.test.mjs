// Downloads over lines that break: what has arrived is not asked for again, silence ends.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { steadyFetch } from "../../static/steady-fetch.js";

const ADDRESS = new URL("https://school.example/heap-0123.pack");
const CONTENT = Uint8Array.from({ length: 100 }, (_, i) => i);

/** Requests so far: the first byte that was asked for, and how caches were to be used. */
let requests;
/** What happens to each request, one after the other; after that all goes well. */
let plan;

beforeEach(() => {
  [requests, plan] = [[], []];
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  globalThis.fetch = async (_address, { headers, cache, signal }) => {
    signal.throwIfAborted();
    const start = Number(headers.Range?.match(/bytes=(\d+)-/)[1] ?? 0);
    requests.push([start, cache]);
    return (plan.shift() ?? sent())(start, signal);
  };
});

afterEach(() => mock.timers.reset());

/** A server that sends a part of what is asked for, and then ends or breaks the connection. */
function sent({ part = 1, isBroken = false, knowsRanges = true, headers = {} } = {}) {
  return (start) => {
    const first = knowsRanges ? start : 0;
    const length = Math.round((CONTENT.length - first) * part);
    const body = new ReadableStream({
      pull(controller) {
        if (length > 0) controller.enqueue(CONTENT.slice(first, first + length));
        if (isBroken) controller.error(new TypeError("network error"));
        else controller.close();
      },
    });
    return new Response(body, { status: first > 0 ? 206 : 200, headers });
  };
}

/** A connection that breaks only once a part was read; what was not read may be lost with it. */
const broken = (part) => (start) => {
  const parts = [CONTENT.slice(start, Math.round(CONTENT.length * part))];
  const pull = (controller) => {
    if (parts.length > 0) controller.enqueue(parts.pop());
    else controller.error(new TypeError("network error"));
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
};

const refused = (status, headers) => () => new Response("no", { status, headers });
const gone = () => () => Promise.reject(new TypeError("Failed to fetch"));
const silent = () => (_start, signal) =>
  new Promise((_resolve, reject) =>
    signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError"))),
  );

/** All bytes, or the reason why there are none; time passes meanwhile. */
async function download(signal = new AbortController().signal) {
  const body = steadyFetch(ADDRESS, CONTENT.length, signal);
  const answered = new Response(body).arrayBuffer();
  answered.catch(() => {});
  for (let i = 0; i < 100; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(500);
  }
  return answered.then(
    (bytes) => assert.deepEqual(new Uint8Array(bytes), CONTENT),
    (error) => error.message,
  );
}

test("a file that comes at once is asked for once, of caches too", async () => {
  assert.equal(await download(), undefined);
  assert.deepEqual(requests, [[0, "force-cache"]]);
});

test("after a break only the rest is asked for", async () => {
  // A stream that breaks may lose what was not read: a break comes after a part that was.
  plan = [sent({ part: 0.5 }), gone(), sent({ part: 0.5 })];
  assert.equal(await download(), undefined);
  assert.deepEqual(
    requests.map(([start]) => start),
    [0, 50, 50, 75],
  );
});

test("a server that knows no parts sends all of it, and nothing is taken twice", async () => {
  plan = [sent({ part: 0.5 }), sent({ knowsRanges: false })];
  assert.equal(await download(), undefined);
  assert.equal(requests.length, 2);
});

test("a server that sends more than the rest is taken at its word", async () => {
  const headers = { "Content-Range": "bytes 20-99/100" };
  plan = [sent({ part: 0.5 }), () => new Response(CONTENT.slice(20), { status: 206, headers })];
  assert.equal(await download(), undefined);
  assert.equal(requests.length, 2);
});

test("less than the rest leaves no gap", async () => {
  const headers = { "Content-Range": "bytes 60-99/100" };
  plan = [sent({ part: 0.5 }), () => new Response(CONTENT.slice(60), { status: 206, headers })];
  assert.equal(await download(), undefined);
  assert.deepEqual(
    requests.map(([start]) => start),
    [0, 50, 50],
  );
});

test("a connection that breaks after the last byte has brought all", async () => {
  plan = [broken(1)];
  assert.equal(await download(), undefined);
  assert.equal(requests.length, 1);
});

test("what is given up during a pause is not asked for again", async () => {
  const giver = new AbortController();
  plan = [
    () => {
      setTimeout(() => giver.abort(new Error("given up")), 100);
      throw new TypeError("Failed to fetch");
    },
  ];
  assert.equal(await download(giver.signal), "given up");
  assert.equal(requests.length, 1);
});

test("a file that a server has unpacked may be longer or shorter than the one it has", async () => {
  plan = [sent({ headers: { "Content-Encoding": "gzip" } })];
  assert.equal(await download(), undefined);
  assert.equal(requests.length, 1);
});

const HTML = { "Content-Type": "text/html; charset=utf-8" };

const FAILURES = [
  ["that a file is not there may be a cache's", refused(404), "status 404", 2],
  ["a server in trouble is asked a few times", refused(500), "status 500", 4],
  ["a network that is gone is tried a few times", gone(), "Failed to fetch", 4],
  [
    "a line that breaks at the same place each time is tried a few times",
    sent({ part: 0.5, isBroken: true, knowsRanges: false }),
    "cut",
    4,
  ],
  ["who never answers is asked twice", silent(), "silent", 2],
  ["a page for signing in may be a cache's", refused(200, HTML), "html", 2],
  [
    "a file that is too short on the server is no break",
    sent({ part: 0.5, knowsRanges: false }),
    "cut",
    2,
  ],
];
for (const row of FAILURES) test(row[0], fails(row));

/** A test of a server that always answers alike. */
function fails([, answer, reason, count]) {
  return async () => {
    plan = Array(9).fill(answer);
    assert.equal(await download(), reason);
    assert.equal(requests.length, count);
  };
}

test("what a cache has of a page for signing in is not taken again", async () => {
  plan = [refused(200, HTML)];
  assert.equal(await download(), undefined);
  assert.deepEqual(requests, [
    [0, "force-cache"],
    [0, "reload"],
  ]);
});
