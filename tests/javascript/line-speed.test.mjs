// The line is measured by its first bytes, and decides which way of starting Python is sooner.

import assert from "node:assert/strict";
import { test } from "node:test";

import { LineSpeed, slowness, soonest } from "../../static/line-speed.js";

/** A clock that is set by hand, in milliseconds. */
function handClock() {
  const clock = { time: 5000, now: () => clock.time };
  return clock;
}

/** What a line tells if pieces of this size come at these times. */
function measure(size, times) {
  const clock = handClock();
  const line = new LineSpeed(clock.now);
  for (const time of times) {
    clock.time = 5000 + time;
    line.add(size);
  }
  return line;
}

test("a slow line is known after a while, without what came before the first piece", async () => {
  const line = measure(10_000, [3000, 3500, 4000, 4500]);
  assert.equal(await line.measured, 20_000);
});

test("a fast line is known as soon as enough has come", async () => {
  assert.equal(await measure(500_000, [200, 250, 300]).measured, 1e7);
});

test("what comes all at once, or was there already, is as fast as can be", async () => {
  const line = measure(100_000, [40, 40]);
  line.end();
  assert.equal(await line.measured, Infinity);
  const nothing = new LineSpeed(handClock().now);
  nothing.end();
  assert.equal(await nothing.measured, Infinity);
});

test("a machine is as slow as its fastest try", () => {
  const times = [0, 20, 20, 25, 25, 40];
  assert.equal(
    slowness(() => times.shift()),
    2,
  );
});

const LEFT = { fromSnapshot: 8e6, fromBeginning: 3e6 };

for (const [name, rate, slow, way] of [
  ["a fast line", 5e6, 1, "fromSnapshot"],
  ["what lies in the cache", Infinity, 1, "fromSnapshot"],
  ["a slow line", 2e5, 1, "fromBeginning"],
  ["a line between them", 1e6, 1, "fromBeginning"],
  ["a slow machine on the same line", 1e6, 4, "fromSnapshot"],
]) {
  test(`${name} makes one start ${way}`, () => {
    assert.equal(soonest(LEFT, rate, slow), way);
  });
}
