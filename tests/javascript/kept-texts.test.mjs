// Kept texts with what was typed last: put in, taken out, and never at the cost of the text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { splitEntries, withEntries } from "../../static/kept-texts.js";

const ENTRY = { to: "exercise_work", key: "answer", text: "4" };

test("entries that were put into a text are taken out again, and the text is as it was", () => {
  for (const text of ['{"now":1}', ""]) {
    assert.deepEqual(splitEntries(withEntries(text, [ENTRY])), { text, entries: [ENTRY] });
  }
});

test("newer entries take the place of earlier ones", () => {
  const newer = { ...ENTRY, text: "5" };
  const text = withEntries(withEntries('{"now":1}', [ENTRY]), [newer]);
  assert.deepEqual(splitEntries(text).entries, [newer]);
});

test("what is no entry is left out", () => {
  const damaged = [null, "x", { to: "exercise_work" }, { ...ENTRY, text: 4 }];
  const text = JSON.stringify({ now: 1, entries: [...damaged, ENTRY] });
  assert.deepEqual(splitEntries(text).entries, [ENTRY]);
  assert.deepEqual(splitEntries('{"entries":7}'), { text: "", entries: [] });
});

test("a text that is no JSON of an object gets no entries and loses nothing", () => {
  for (const text of ["{", "[1]", "null"]) {
    assert.equal(withEntries(text, [ENTRY]), text);
    assert.deepEqual(splitEntries(text), { text, entries: [] });
  }
});
