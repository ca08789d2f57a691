// A worker that is gone is noticed within five seconds; one that sleeps or is hidden is not taken for dead.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Heartbeat } from "../../static/heartbeat.js";

/** The ends of the channel; what is sent to the worker is answered at once while it lives. */
let page;
let lives;
let ended;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [lives, ended] = [true, 0];
  globalThis.document = { hidden: false };
  page = { onmessage: null, close() {}, postMessage: () => lives && page.onmessage({}) };
  globalThis.MessageChannel = class {
    port1 = page;
    port2 = {};
  };
  new Heartbeat(() => (ended += 1));
});

afterEach(() => mock.timers.reset());

/** @param {number} seconds */
function pass(seconds) {
  for (let i = 0; i < seconds; i += 1) mock.timers.tick(1000);
}

test("a worker that is gone is noticed within five seconds, once", () => {
  pass(3);
  lives = false;
  pass(5);
  assert.equal(ended, 1);
  pass(60);
  assert.equal(ended, 1);
});

test("one that has not begun yet is waited for", () => {
  lives = false;
  pass(60);
  assert.equal(ended, 0);
});

test("in a hidden page it may be held back", () => {
  pass(3);
  lives = false;
  globalThis.document.hidden = true;
  pass(3600);
  assert.equal(ended, 0);
  globalThis.document.hidden = false;
  lives = true;
  pass(60);
  assert.equal(ended, 0);
});
