// The tone of a loss: higher for more, within three octaves, and steps by ratios.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pitchOf } from "../../static/pitch.js";

test("a loss of 0 is the lowest tone, of 1 and more the highest", () => {
  assert.equal(pitchOf(0), 110);
  assert.equal(pitchOf(-1), 110);
  assert.ok(Math.abs(pitchOf(1) - 880) < 1e-9);
  assert.equal(pitchOf(50), pitchOf(1));
});

test("every tenth of the loss is nearly the same interval", () => {
  const [high, middle, low] = [0.5, 0.05, 0.005].map(pitchOf);
  assert.ok(high > middle && middle > low);
  const ratio = high / middle / (middle / low);
  assert.ok(ratio > 0.95 && ratio < 1.1);
});
