// The browser keeps texts, and no tab replaces the work of another one unasked.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BrowserStorage } from "../../static/browser-storage.js";

/** The browser's storage as several tabs see it; each is told what the others change. */
function browser() {
  const tabs = [];
  const texts = {};
  const open = () => {
    const tab = { problems: [], storage: null, follow: null };
    globalThis.addEventListener = (_, listener) => (tab.follow = listener);
    const tell = (key, newValue) => {
      for (const other of tabs) if (other !== tab) other.follow({ key, newValue });
    };
    const methods = {
      getItem: (key) => texts[key] ?? null,
      setItem: (key, text) => tell(key, (texts[key] = text)),
      removeItem: (key) => delete texts[key] && tell(key, null),
    };
    const view = () => Object.assign(Object.create(methods), texts);
    tab.storage = new BrowserStorage((problem) => tab.problems.push(problem), view);
    tabs.push(tab);
    return tab;
  };
  return { open, texts };
}

const KEY = "playground.exercise.one";
const entry = (text) => ({ to: "exercise_work", key: '["answer","why"]', text });

test("a text is kept from visit to visit, and an empty one is forgotten", () => {
  const { open, texts } = browser();
  open().storage.write("one", "a");
  assert.deepEqual(open().storage.read("one"), { texts: { one: "a" }, entries: [] });
  assert.deepEqual(open().storage.read(""), { texts: { one: "a" }, entries: [] });
  open().storage.write("one", "");
  assert.deepEqual(texts, {});
});

test("another tab's newer text is told and not replaced until this tab knows it", () => {
  const { open, texts } = browser();
  const [first, second] = [open(), open()];
  for (const { storage } of [first, second]) storage.read("one");
  first.storage.write("one", "better");
  assert.deepEqual(second.problems, [{ cause: "conflict", name: "one", text: "better" }]);
  second.storage.write("one", "mine after all");
  assert.equal(texts[KEY], "mine after all");
  assert.deepEqual(first.problems, [{ cause: "conflict", name: "one", text: "mine after all" }]);
});

test("a change that the tab was not told of, as while it was frozen, is found before writing", () => {
  const { open, texts } = browser();
  const [first, second] = [open(), open()];
  for (const { storage } of [first, second]) storage.read("one");
  second.follow = () => {};
  first.storage.write("one", "better");
  second.storage.write("one", "worse");
  assert.equal(texts[KEY], "better");
  assert.deepEqual(second.problems, [{ cause: "conflict", name: "one", text: "better" }]);
});

test("a text that is erased elsewhere is told as an empty one", () => {
  const { open } = browser();
  const [first, second] = [open(), open()];
  first.storage.write("one", "a");
  for (const { storage } of [first, second]) storage.read("one");
  first.storage.write("one", "");
  assert.deepEqual(second.problems, [{ cause: "conflict", name: "one", text: "" }]);
});

test("what was typed last comes back beside the text, and goes with the next one", () => {
  const { open, texts } = browser();
  const { storage } = open();
  storage.write("one", '{"version":1}');
  storage.read("one");
  storage.keepEntries("one", [entry("B")]);
  storage.keepEntries("one", [entry("Because")]);
  const again = open().storage.read("one");
  assert.deepEqual(again, { texts: { one: '{"version":1}' }, entries: [entry("Because")] });
  storage.write("one", '{"version":2}');
  assert.equal(texts[KEY], '{"version":2}');
});

test("what is kept is not trusted to hold entries", () => {
  const { open, texts } = browser();
  texts[KEY] = '{"entries":[{"to":"a","key":"b","text":"c"},{"to":1},null]}';
  const { storage } = open();
  assert.deepEqual(storage.read("one"), { texts: {}, entries: [{ to: "a", key: "b", text: "c" }] });
  texts[KEY] = '{"entries":7,"version":1}';
  assert.deepEqual(storage.read("one"), { texts: { one: '{"version":1}' }, entries: [] });
});

for (const [name, cause] of [
  ["SecurityError", "off"],
  ["QuotaExceededError", "full"],
]) {
  test(`a storage that fails by a ${name} is said to be ${cause}`, () => {
    const problems = [];
    globalThis.addEventListener = () => {};
    const storage = new BrowserStorage(
      (problem) => problems.push(problem),
      () => {
        throw new DOMException("no", name);
      },
    );
    storage.write("one", "a");
    assert.deepEqual(problems, [{ cause }]);
  });
}
