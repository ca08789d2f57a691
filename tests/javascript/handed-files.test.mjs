// Files of a folder keep their paths, lead nowhere else, and none takes the place of another.

import assert from "node:assert/strict";
import test from "node:test";

import { chosenFiles, droppedFiles, handOver } from "../../static/handed-files.js";

/** @param {string} path */
function fileAt(path) {
  const file = new File(["x"], path.split("/").pop() ?? "");
  return Object.assign(file, { webkitRelativePath: path });
}

/** @param {unknown} taker */
function handOverTo(taker, files) {
  globalThis.dispatchEvent = taker;
  return handOver(files);
}

test("paths of a chosen folder lead nowhere else", () => {
  const { files } = chosenFiles([fileAt("8b/ada.json"), fileAt("../../etc/x"), fileAt("/./")]);
  assert.deepEqual(
    files.map(({ name }) => name),
    ["8b/ada.json", "etc/x", "?"],
  );
});

test("the time is what the clock on the wall showed", () => {
  const file = fileAt("a.json");
  const {
    files: [{ time }],
  } = chosenFiles([file]);
  const written = new Date(time).toISOString().slice(0, 16);
  const wall = new Date(file.lastModified);
  const two = (number) => String(number).padStart(2, "0");
  const date = [wall.getFullYear(), two(wall.getMonth() + 1), two(wall.getDate())].join("-");
  assert.equal(written, `${date}T${two(wall.getHours())}:${two(wall.getMinutes())}`);
});

const entry = (path) => ({
  isFile: true,
  fullPath: path,
  file: (resolve) => resolve(fileAt(path)),
});

test("folders are searched to the end, a hundred entries at a time", async () => {
  const batches = [[entry("/8b/a"), entry("/8b/b")], [entry("/8b/c")], []];
  const folder = {
    isFile: false,
    createReader: () => ({ readEntries: (resolve) => resolve(batches.shift()) }),
  };
  const { files, unreadable } = await droppedFiles([folder, null]);
  assert.deepEqual(
    files.map(({ name }) => name),
    ["8b/a", "8b/b", "8b/c"],
  );
  assert.deepEqual(unreadable, []);
});

test("files and folders that cannot be read are named, and keep no others back", async () => {
  const refuse = (_, reject) => reject(new Error("gone"));
  const file = { isFile: true, fullPath: "/8b/a\nb", file: refuse };
  const folder = {
    isFile: false,
    fullPath: "/8c",
    createReader: () => ({ readEntries: refuse }),
  };
  const given = await droppedFiles([file, folder, entry("/8b/c")]);
  assert.deepEqual(
    given.files.map(({ name }) => name),
    ["8b/c"],
  );
  const [, tooMany, ...names] = handOverTo(() => false, given).split("\n");
  assert.deepEqual([tooMany, ...names], ["0", "8b/a b", "8c"]);
  const alone = { files: [], unreadable: ["8c"] };
  assert.match(
    handOverTo(() => false, alone),
    /\n0\n8c$/,
  );
});

test("it is said how many files were too many", () => {
  const files = Array.from({ length: 20_003 }, () => fileAt("a.json"));
  const given = handOverTo(() => false, chosenFiles(files));
  assert.match(given, /^\/handed-in\/\d+\n3$/);
});

test("two files of one path both arrive, each delivery in a folder of its own", () => {
  const details = [];
  const take = (event) => {
    event.preventDefault();
    details.push(event.detail);
    return !event.defaultPrevented;
  };
  const files = chosenFiles([fileAt("a.json"), fileAt("a.json")]);
  assert.notEqual(handOverTo(take, files), handOverTo(take, files));
  assert.equal(new Set(details[0].files.map(({ name }) => name)).size, 2);
});

test("where nobody takes files, or there are none, nothing is entered", () => {
  assert.equal(
    handOverTo(() => true, chosenFiles([fileAt("a")])),
    null,
  );
  assert.equal(
    handOverTo(() => false, chosenFiles([])),
    null,
  );
});
