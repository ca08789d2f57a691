// Long work lets the browser do what is waiting, but not at every look.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { breathe } from "../../static/tasks.js";

test("the browser has its turn after long work only", async () => {
  let now = 1000;
  let turns = 0;
  mock.method(performance, "now", () => now);
  globalThis.scheduler = { yield: async () => (turns += 1) };
  const afterWork = async (milliseconds) => {
    now += milliseconds;
    await breathe();
    return turns;
  };
  assert.equal(await afterWork(0), 1);
  assert.equal(await afterWork(20), 1);
  assert.equal(await afterWork(20), 2);
  assert.equal(await afterWork(20), 2);
});

test("a browser without a scheduler has its turn, too", async () => {
  mock.restoreAll();
  delete globalThis.scheduler;
  let hasCome = false;
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    hasCome = true;
    channel.port1.close();
  };
  channel.port2.postMessage(null);
  mock.method(performance, "now", () => Infinity);
  await breathe();
  assert.equal(hasCome, true);
});
