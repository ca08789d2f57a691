// Makes Node.js the same host each time and everywhere: its clock moves only when it is asked, what
// it calls random is the same in every run, and it tells nothing of the folder or the language. Then the same files give the same memory snapshot, so that a
// page that is built again need not be downloaded again. Where the snapshot is used, Python is
// given new random numbers (see attach in playground/browser.py).

import { createRequire } from "node:module";

const START = Date.UTC(2026, 0, 1);

/** How often the time was asked for: so many milliseconds; of the finer clock, microseconds. */
let ticks = 0;
let state = 1;

const now = () => START + ++ticks;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length ? given : [now()], newTarget),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
performance.now = () => ++ticks / 1000;
Math.random = () => next() / 2 ** 32;

/** Xorshift (Marsaglia 2003): whole numbers from 1 to 2^32 - 1. */
function next() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>>= 0);
}

/**
 * @template {ArrayBufferView} View
 * @param {View} view
 */
function fill(view) {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  bytes.forEach((_, i) => (bytes[i] = next() >>> 24));
  return view;
}

createRequire(import.meta.url)("node:crypto").randomFillSync = fill;
globalThis.crypto.getRandomValues = fill;

// Python's environment says the name of the program and the language, its clock the time zone.
process.argv[1] = "python";
process.env.TZ = "UTC";
Object.defineProperty(globalThis, "navigator", {
  value: { languages: ["en"], userAgent: "Node.js" },
});
