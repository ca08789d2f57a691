// Frames become columns, and maps images that are enlarged as a textbook would do it.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { applyFrame, columnsOf, enlarge, findSource, requireSource } from "../../static/frames.js";
import { BokehDocument, Source } from "./bokeh.mjs";

const RGBA = Array.from({ length: 256 }, (_, i) => 0xff000000 + i * 0x010101);
const CLASS_RGBA = [0xff0000ff, 0xff00ff00, 0xffff0000, 0xff808080];

before(() => {
  globalThis.Bokeh = {
    require: () => ({ ndarray: (buffer, { dtype, shape }) => ({ buffer, dtype, shape }) }),
  };
});

function documentWith(sources) {
  return new BokehDocument({
    palette: new Source({ rgba: RGBA, class_rgba: CLASS_RGBA }),
    ...sources,
  });
}

const map = (data, ...shape) => ({ data: Uint8Array.from(data), shape });
const pixels = ({ buffer }) => [...new Uint32Array(buffer)];
const parts = ({ buffer }) => new Uint8Array(buffer);

/** Numbers that look random, but are the same each time: a linear congruential generator. */
function someBytes(count) {
  let state = 1;
  return Uint8Array.from({ length: count }, () => {
    state = (1103515245 * state + 12345) % 2 ** 31;
    return state >> 16;
  });
}

/**
 * Bilinear interpolation as a sum over all pixels, each weighted by a tent around its centre.
 *
 * Pixels have their centres at half numbers, and the picture goes on beyond the outermost ones as
 * it is there.
 */
function interpolated(values, height, width, factor, row, column) {
  const place = (i, count) => Math.min(Math.max((i + 0.5) / factor - 0.5, 0), count - 1);
  const [y, x] = [place(row, height), place(column, width)];
  const tent = (distance) => Math.max(0, 1 - Math.abs(distance));
  let sum = 0;
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) sum += values[i * width + j] * tent(y - i) * tent(x - j);
  }
  return sum;
}

/** Whether a value is one rounded down; single precision may round a whole number off by one. */
const isRoundedDown = (value, exact) => value <= exact + 1e-4 && value > exact - 1 - 1e-4;

for (const [height, width, factor] of [
  [2, 2, 2],
  [5, 4, 3],
  [4, 7, 2],
  [3, 9, 5],
]) {
  test(`a map of ${height} x ${width} is ${factor} times as large by interpolation`, () => {
    const values = someBytes(height * width);
    const enlarged = enlarge(values, height, width, factor);
    assert.equal(enlarged.length, values.length * factor ** 2);
    for (let row = 0; row < height * factor; row++) {
      for (let column = 0; column < width * factor; column++) {
        const exact = interpolated(values, height, width, factor, row, column);
        const value = enlarged[row * width * factor + column];
        assert.ok(isRoundedDown(value, exact), `${value} for ${exact} at ${row}, ${column}`);
      }
    }
  });
}

test("a map that is not enlarged stays as it is", () => {
  const values = someBytes(30);
  assert.deepEqual(enlarge(values, 5, 6, 1), values);
});

for (const value of [0, 1, 127, 255]) {
  test(`a map of nothing but ${value} stays one`, () => {
    assert.deepEqual(
      enlarge(new Uint8Array(12).fill(value), 3, 4, 3),
      new Uint8Array(108).fill(value),
    );
  });
}

test("a ramp stays one between the centres of its pixels", () => {
  const [row] = [enlarge([0, 60, 120, 0, 60, 120], 2, 3, 3).slice(0, 9)];
  assert.deepEqual([...row], [0, 0, 20, 40, 60, 80, 100, 120, 120]);
});

// Columns

test("columns are replaced or added, and all others stay, without Python being told", () => {
  const source = new Source({ x: [1, 2], label: ["a", "b"] });
  const weights = { data: Float64Array.of(0.5, -0.5), shape: [2] };
  applyFrame({ edges: { x: [3, 4], weight: weights } }, documentWith({ edges: source }));
  assert.equal(source.set.length, 1);
  assert.deepEqual(source.data, { x: [3, 4], label: ["a", "b"], weight: weights.data });
  assert.deepEqual(source.set[0].options, { sync: false });
});

test("columns of a drawer that was closed meanwhile are left out", () => {
  const open = new Source({ x: [] });
  applyFrame({ closed: { x: [1] }, open: { x: [2] } }, documentWith({ open }));
  assert.deepEqual(open.data, { x: [2] });
});

test("numbers and texts that are no lists stay what they are", () => {
  const source = new Source({});
  applyFrame({ a: { zero: 0, text: "", nothing: null } }, documentWith({ a: source }));
  assert.deepEqual(source.data, { zero: 0, text: "", nothing: null });
});

test("maps become images by their palette", () => {
  const source = new Source({});
  const maps = map([0, 1, 2, 3, 4, 255], 2, 1, 3);
  applyFrame({ units: { image: maps } }, documentWith({ units: source }));
  const [first, second] = source.data.image;
  assert.deepEqual([first.dtype, first.shape], ["uint32", [1, 3]]);
  assert.deepEqual(pixels(first), [RGBA[0], RGBA[1], RGBA[2]]);
  assert.deepEqual(pixels(second), [RGBA[3], RGBA[4], RGBA[255]]);
});

test("maps of classes are images, too, in the colours of the classes", () => {
  const source = new Source({});
  applyFrame({ units: { class_image: map([3, 1], 1, 1, 2) } }, documentWith({ units: source }));
  assert.deepEqual(pixels(source.data.image[0]), [CLASS_RGBA[3], CLASS_RGBA[1]]);
  assert.equal(source.data.class_image, undefined);
});

test("the large map's indices are enlarged, which lie on one ramp", () => {
  const source = new Source({});
  const values = someBytes(12);
  applyFrame(
    { large_map: { image: { data: values, shape: [1, 3, 4] } } },
    documentWith({ large_map: source }),
  );
  const [image] = source.data.image;
  assert.deepEqual(image.shape, [9, 12]);
  assert.deepEqual(
    pixels(image),
    [...enlarge(values, 3, 4, 3)].map((i) => RGBA[i]),
  );
});

test("between two classes lies a mixture of their colours, not the class between them", () => {
  const source = new Source({});
  const values = [0, 2, 3, 1, 3, 0];
  applyFrame(
    { large_map: { class_image: map(values, 1, 2, 3) } },
    documentWith({ large_map: source }),
  );
  const [image] = source.data.image;
  const found = parts(image);
  for (let part = 0; part < 3; part++) {
    const own = values.map((i) => (CLASS_RGBA[i] >>> (8 * part)) & 255);
    for (let i = 0; i < 54; i++) {
      const exact = interpolated(own, 2, 3, 3, Math.floor(i / 9), i % 9);
      assert.ok(isRoundedDown(found[4 * i + part], exact));
    }
  }
  assert.ok(pixels(image).every((pixel) => pixel >>> 24 === 255));
});

// Sources

test("a source is found again where another one has taken its place", () => {
  const bokehDocument = documentWith({ a: new Source({}) });
  const first = findSource(bokehDocument, "a");
  assert.equal(findSource(bokehDocument, "a"), first);
  first.document = null; // Bokeh takes a model that is used no more out of its document
  const second = new Source({});
  second.document = bokehDocument;
  bokehDocument.sources.a = second;
  assert.equal(findSource(bokehDocument, "a"), second);
});

test("sources of two documents are not mixed up", () => {
  const documents = [documentWith({ a: new Source({}) }), documentWith({ a: new Source({}) })];
  const found = documents.map((bokehDocument) => findSource(bokehDocument, "a"));
  assert.deepEqual(
    found.map(({ document }) => document),
    documents,
  );
});

test("a source that must be there is missed by its name", () => {
  assert.throws(() => requireSource(documentWith({}), "units"), /no data source called units/);
});

for (const [what, data] of [
  ["an object", { x: [1] }],
  ["a map", new Map([["x", [1]]])],
]) {
  test(`the columns of ${what} are an object of their own`, () => {
    const source = new Source(data);
    const columns = columnsOf(source);
    assert.deepEqual(columns, { x: [1] });
    columns.x = [2];
    assert.deepEqual(columnsOf(source), { x: [1] });
  });
}
