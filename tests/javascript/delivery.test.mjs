// Who saves a file learns whether the frame around the page lets it through.

import assert from "node:assert/strict";
import { test } from "node:test";

import { allowsDownloads } from "../../static/delivery.js";

const top = {};
top.parent = top;

/** A window in a frame with these words in its attribute "sandbox"; null for no such attribute. */
function framed(sandbox, parent = top) {
  const words = new Set(sandbox ?? []);
  const frameElement = {
    hasAttribute: () => sandbox !== null,
    sandbox: { contains: (word) => words.has(word) },
  };
  return { parent, frameElement };
}

for (const [what, place, expected] of [
  ["a page of its own", top, true],
  ["a frame", framed(null), true],
  ["a sandbox with downloads", framed(["allow-scripts", "allow-downloads"]), true],
  ["a sandbox without", framed(["allow-scripts", "allow-same-origin"]), false],
  ["a frame in a sandbox without", framed(null, framed([])), false],
  ["a frame of another site", { parent: top, frameElement: null }, null],
]) {
  test(`${what} lets files through: ${expected}`, () => {
    assert.equal(allowsDownloads(place), expected);
  });
}
