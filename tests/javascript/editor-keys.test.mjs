// Keys in the field of a weight: what is there afterwards.

import assert from "node:assert/strict";
import { test } from "node:test";

import { EditorKeys } from "../../static/editor-keys.js";

const press = (key, held = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...held,
});
const UNDO = press("z", { ctrlKey: true });

for (const [text, event, wanted] of [
  ["0.2", press("ArrowUp"), "0.3"],
  ["0,2", press("ArrowDown"), "0,1"],
  ["\u22120.1", press("ArrowUp"), "0"],
  ["\u22123.000e\u221205", press("ArrowUp"), "0.09997"],
  ["\u22121,5e\u22121", press("ArrowDown"), "-0,25"],
  ["0.25", press("ArrowDown", { shiftKey: true }), "-0.75"],
  ["rubbish", press("ArrowUp"), null],
  ["0.2", press("ArrowLeft"), null],
  ["0.2", press("z"), null],
]) {
  test(`${event.key} makes ${wanted} of ${text}`, () => {
    assert.equal(new EditorKeys().answer(event, text), wanted);
  });
}

test("what was entered is taken back, one after the other, and no further", () => {
  const keys = new EditorKeys();
  keys.begin("1");
  keys.entered("2");
  keys.entered("3");
  assert.equal(keys.answer(UNDO, "3"), "2");
  assert.equal(keys.answer(UNDO, "2"), "1");
  assert.equal(keys.answer(UNDO, "1"), null);
});

test("what is only typed is left to the browser", () => {
  const keys = new EditorKeys();
  keys.begin("1");
  keys.entered("2");
  assert.equal(keys.answer(UNDO, "2.5"), null);
});

test("another weight has a past of its own", () => {
  const keys = new EditorKeys();
  keys.begin("1");
  keys.entered("2");
  keys.begin("7");
  assert.equal(keys.answer(UNDO, "7"), null);
});
