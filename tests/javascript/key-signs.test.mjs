// The signs of keys: the same deed on every keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";

import { signOf } from "../../static/key-signs.js";

test("a letter is the same with Shift, with Caps Lock and without", () => {
  assert.equal(signOf({ key: "p", code: "KeyP" }), "p");
  assert.equal(signOf({ key: "P", code: "KeyP" }), "p");
});

test("what is written on the key counts, not where it lies", () => {
  assert.equal(signOf({ key: "w", code: "KeyZ" }), "w");
  assert.equal(signOf({ key: "é", code: "KeyP" }), "é");
});

test("a keyboard of another alphabet has our letters where an English one has them", () => {
  assert.equal(signOf({ key: "ح", code: "KeyP" }), "p");
  assert.equal(signOf({ key: "Т", code: "KeyN" }), "n");
  assert.equal(signOf({ key: "؟", code: "Slash" }), "?");
});

test("keys without a sign keep their name", () => {
  assert.equal(signOf({ key: "Escape", code: "Escape" }), "Escape");
});
