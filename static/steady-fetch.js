// Fetches a file whose content never changes, over a line that breaks: goes on where it was.

import { chunksOf } from "./streams.js";

/** @typedef {ReadableStream<Uint8Array<ArrayBuffer>>} Body */

/** Seconds without a byte of any file, after which a request is given up. */
const PATIENCE = 7;

/** Milliseconds before another try. */
const PAUSES = [300, 900, 2700];

/** Requests that may stay without an answer. */
const SILENCES = 2;

/** That a file did not arrive; what has arrived may be wrong for other reasons. */
export class FetchError extends Error {}

/** What another try would not change. */
class Refusal extends Error {}

/** Seconds without a byte of any file. */
let quiet = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let clock;
/** @type {Set<AbortController>} */
const pending = new Set();

/**
 * The bytes of a file as they arrive; the same ones are asked for once.
 *
 * @param {URL} address
 * @param {number} size in bytes, as it lies on the server
 * @param {AbortSignal} signal
 * @param {boolean} anew whether to leave out what caches have
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>} whose error is a `FetchError` that says "silent"
 *   where nothing came, "html" where a network answered with a page of its own, "cut" where there is
 *   no more of it, else "status 404" or the browser's word
 */
export function steadyFetch(address, size, signal, anew = false) {
  const chunks = fetchOn(address, size, signal, anew);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next().catch((error) => {
        throw new FetchError(error.message);
      });
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void chunks.return(),
  });
}

/**
 * @param {URL} address
 * @param {number} size
 * @param {AbortSignal} signal
 * @param {boolean} anew
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>}
 */
async function* fetchOn(address, size, signal, anew) {
  let loaded = 0;
  let failures = 0;
  let silences = 0;
  for (let isFirst = !anew; ; isFirst = false) {
    const before = loaded;
    // It may have been given up during a pause.
    if (signal.aborted) throw signal.reason;
    try {
      for await (const chunk of request(address, size, loaded, isFirst, signal)) {
        loaded += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if (signal.aborted || error instanceof Refusal) throw error;
      if (loaded > before) failures = silences = 0;
      if (error.message === "silent" && ++silences >= SILENCES) throw error;
      if (failures >= PAUSES.length) throw error;
      await pause(PAUSES[failures]);
      failures += 1;
    }
  }
}

/**
 * One request, for what comes after the first bytes.
 *
 * @param {URL} address
 * @param {number} size
 * @param {number} loaded
 * @param {boolean} isFirst
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<Uint8Array<ArrayBuffer>, void, void>}
 */
async function* request(address, size, loaded, isFirst, signal) {
  const halt = new AbortController();
  const giveUp = () => halt.abort();
  signal.addEventListener("abort", giveUp);
  const isOver = watch(halt);
  let hasBegun = false;
  let isEncoded = false;
  let total = 0;
  try {
    // The name has a digest: what a cache has of it is right however old it is, if it is ours.
    const again = loaded > 0 ? "no-store" : "reload";
    const response = await fetch(address, {
      signal: halt.signal,
      headers: loaded > 0 ? { Range: `bytes=${loaded}-` } : {},
      cache: isFirst ? "force-cache" : again,
    });
    check(response, isFirst);
    hasBegun = true;
    let skipped = firstByte(response, loaded);
    isEncoded = response.headers.has("Content-Encoding");
    total = skipped;
    for await (const chunk of chunksOf(/** @type {Body} */ (response.body))) {
      quiet = 0;
      total += chunk.length;
      const rest = chunk.subarray(Math.max(0, loaded - skipped));
      skipped += chunk.length - rest.length;
      if (rest.length > 0) yield rest;
    }
    // A server that does not tell the length cannot tell that the end is missing, either.
    if (total < size && !isEncoded) throw total > loaded ? new Error("cut") : new Refusal("cut");
  } catch (error) {
    // All of it is here, however the connection has ended.
    if (total >= size && !isEncoded) return;
    if (halt.signal.aborted) throw new Error("silent", { cause: error });
    if (!hasBegun || error instanceof Refusal) throw error;
    throw new Error("cut", { cause: error });
  } finally {
    signal.removeEventListener("abort", giveUp);
    isOver();
  }
}

/**
 * @param {Response} response
 * @param {boolean} isFirst
 */
function check(response, isFirst) {
  const isHtml = response.headers.get("Content-Type")?.includes("html");
  if (response.ok && response.body !== null && !isHtml) return;
  const reason = response.ok ? "html" : `status ${response.status}`;
  // The first answer may be an old one of a cache; of a server in trouble another may be better.
  throw isFirst || response.status >= 500 ? new Error(reason) : new Refusal(reason);
}

/**
 * Where an answer begins: a server may send more than what was asked for.
 *
 * @param {Response} response
 * @param {number} wanted
 */
function firstByte({ status, headers }, wanted) {
  if (status !== 206) return 0;
  const told = /^bytes (\d+)-/.exec(headers.get("Content-Range") ?? "");
  const first = told === null ? wanted : Number(told[1]);
  if (first > wanted) throw new Error("cut");
  return first;
}

/**
 * Give a request up when nothing comes, neither for it nor for another one: a slow line is not
 * silent. Seconds are counted, not measured: a machine that sleeps misses nothing.
 *
 * @param {AbortController} halt
 * @returns {() => void} for the end of the request
 */
function watch(halt) {
  quiet = 0;
  pending.add(halt);
  clock ??= setInterval(() => {
    quiet += 1;
    if (quiet >= PATIENCE) for (const other of pending) other.abort();
  }, 1000);
  return () => {
    pending.delete(halt);
    if (pending.size > 0) return;
    clearInterval(clock);
    clock = undefined;
  };
}

/**
 * Wait a moment; while the machine has no network at all, until it has one.
 *
 * @param {number} milliseconds
 */
async function pause(milliseconds) {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (globalThis.navigator?.onLine !== false) return;
  await new Promise((resolve) => addEventListener("online", resolve, { once: true }));
}
