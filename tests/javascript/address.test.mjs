// The link is found wherever it came to lie in the address, and the address becomes a proper one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { languageIn, linkIn, withLink } from "../../static/address.js";

const KEYS = "dataset hidden batch_size exercise";
const at = (/** @type {string} */ rest) => new URL(rest, "https://school.example/playground/");

for (const [rest, link] of Object.entries({
  "": "",
  "#": "",
  "#dataset=xor": "dataset=xor",
  "#dataset%3Dxor": "dataset%3Dxor",
  "?dataset=xor": "dataset=xor",
  "?Dataset=xor&amp;batchsize=3": "Dataset=xor&batchsize=3",
  "?dataset%3Dxor%26hidden%3D6": "dataset=xor&hidden=6",
  "?exercise=NNE2.a.b": "exercise=NNE2.a.b",
  "?dataset=plane#dataset=xor": "dataset=xor",
  "?origin=https://a.example&hidden=3": "hidden=3",
  "?utm_source=mail&session=7": "",
  "?%E0%A4=1": "",
  "?dataset": "",
})) {
  test(`the link in ${rest || "nothing"}`, () => assert.equal(linkIn(at(rest), KEYS), link));
}

for (const [rest, address] of Object.entries({
  "": "/playground/#seed=3",
  "?dataset=xor": "/playground/#seed=3",
  "?origin=https://a.example&dataset=xor&x": "/playground/?origin=https://a.example&x#seed=3",
  "embed.html?origin=https://a.example": "/playground/embed.html?origin=https://a.example#seed=3",
  "?a=%26&b#hidden=3": "/playground/?a=%26&b#seed=3",
})) {
  test(`the proper address after ${rest || "none"}`, () =>
    assert.equal(withLink(at(rest), KEYS, "seed=3"), address));
}

test("without settings there is no number sign", () =>
  assert.equal(withLink(at("?dataset=xor"), KEYS, ""), "/playground/"));

for (const [link, wanted, rest] of [
  ["", "", ""],
  ["lang=it", "it", ""],
  ["dataset=xor&lang=pt_br&seed=3", "pt_br", "dataset=xor&seed=3"],
  ["exercise=NNE2.a.b&lang=de", "de", "exercise=NNE2.a.b"],
  ["language=de", "", "language=de"],
]) {
  test(`the language in ${link || "nothing"}`, () =>
    assert.deepEqual(languageIn(link ?? ""), { wanted, rest }));
}
