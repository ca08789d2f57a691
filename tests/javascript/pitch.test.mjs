// The tone of a loss: higher for more, within four octaves, and steps by ratios.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pitchOf } from "../../static/pitch.js";

test("a loss of 0 is the lowest tone, of 10 and more the highest", () => {
  assert.equal(pitchOf(0), 110);
  assert.equal(pitchOf(-1), 110);
  assert.ok(Math.abs(pitchOf(10) - 1760) < 1e-9);
  assert.equal(pitchOf(50), pitchOf(10));
});

test("the loss of a run that diverges is heard, and that of digits at first", () => {
  const pitches = [0.5, 1, 2.3, 5, 9].map(pitchOf);
  assert.ok(pitches.every((pitch, i) => i === 0 || pitch > 1.05 * pitches[i - 1]));
});

test("every tenth of the loss is nearly the same interval", () => {
  const [high, middle, low] = [0.5, 0.05, 0.005].map(pitchOf);
  assert.ok(high > middle && middle > low);
  const ratio = high / middle / (middle / low);
  assert.ok(ratio > 0.95 && ratio < 1.1);
});
