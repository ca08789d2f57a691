// The time that a download still takes is told without jumping.

import assert from "node:assert/strict";
import { test } from "node:test";

import { TimeLeft } from "../../static/time-left.js";

const TOTAL = 10_000_000;

/** What is told every 200 ms of a download whose rate in bytes per second depends on the time. */
function told(rateAt, until = Infinity) {
  let time = 0;
  let loaded = 0;
  const left = new TimeLeft(() => time);
  const answers = [];
  while (loaded < TOTAL && time < until) {
    answers.push({ time: time / 1000, seconds: left.seconds(loaded, TOTAL) });
    time += 200;
    loaded = Math.min(TOTAL, loaded + rateAt(time / 1000) / 5);
  }
  return answers;
}

test("nothing is told before the rate is known", () => {
  const first = told(() => 500_000).filter(({ time }) => time < 1.5);
  assert.ok(first.every(({ seconds }) => seconds === null));
});

test("a steady rate is counted down to its end", () => {
  const answers = told(() => 500_000).filter(({ seconds }) => seconds !== null);
  for (const { time, seconds } of answers) assert.ok(Math.abs(20 - time - seconds) <= 5);
  const figures = answers.map(({ seconds }) => seconds);
  assert.deepEqual(
    figures,
    [...figures].sort((a, b) => b - a),
  );
});

test("a rate that goes up and down makes no figure go up again", () => {
  // Twice and nearly no rate, for half a second each.
  const figures = told((time) => (Math.floor(2 * time) % 2 ? 950_000 : 50_000))
    .map(({ seconds }) => seconds)
    .filter((seconds) => seconds !== null);
  const jumps = figures.filter((seconds, i) => i > 0 && seconds > figures[i - 1]);
  assert.deepEqual(jumps, []);
});

test("a line that becomes much slower is told", () => {
  const answers = told((time) => (time < 5 ? 1_000_000 : 100_000), 30_000);
  assert.ok(answers.at(-1).seconds >= 20);
});

test("another download begins anew", () => {
  let time = 0;
  const left = new TimeLeft(() => time);
  for (; time < 3000; time += 200) left.seconds(time * 100, TOTAL);
  assert.notEqual(left.seconds(300_000, TOTAL), null);
  assert.equal(left.seconds(0, TOTAL), null);
});
