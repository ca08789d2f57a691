// Long work pauses now and then: what waits has its turn, and not more often than it must.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pause } from "../../static/pieces.js";

/** Whether a message that was sent before a pause arrives in it. */
async function isOthersTurn() {
  const { port1, port2 } = new MessageChannel();
  let hasArrived = false;
  port1.onmessage = () => {
    hasArrived = true;
  };
  port2.postMessage(null);
  await pause();
  port1.close();
  return hasArrived;
}

test("others have their turn after a while, and not before", async ({ mock }) => {
  let time = 1000;
  mock.method(performance, "now", () => time);
  assert.equal(await isOthersTurn(), true);
  time += 5;
  assert.equal(await isOthersTurn(), false);
  time += 20;
  assert.equal(await isOthersTurn(), true);
});
