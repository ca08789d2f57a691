// Frames become columns: what only looks different is painted at once, all else is Bokeh's business.

import assert from "node:assert/strict";
import { before, beforeEach, mock, test } from "node:test";

import { applyFrame, columnsOf, findSource, requireSource } from "../../static/frames.js";
import { installLiveViews } from "../../static/live-views.js";
import { BokehDocument, Source } from "./bokeh.mjs";

const RGBA = Array.from({ length: 256 }, (_, i) => 0xff000000 + i * 0x010101);
const CLASS_RGBA = [0xff0000ff, 0xff00ff00, 0xffff0000, 0xff808080];

/** Bokeh's views as far as ours build on them; what is done to them is kept in `done`. */
class RendererView {
  done = [];

  constructor(source, glyph, plot) {
    this.model = { data_source: source, view: { indices: "all" } };
    this.glyph = glyph;
    this.plot_view = plot;
    glyph.renderer = this;
  }

  initialize() {}

  remove() {}

  _update_masked_indices() {}
}

class GlyphView {
  looks = [];
  places = [];
  done = [];

  get model() {
    return [
      ...this.looks,
      ...this.places,
      { get_value: () => "a value" },
      { get_value: () => null },
    ];
  }

  _iter_visuals() {
    return this.looks;
  }

  set_visuals() {
    this.done.push("look");
  }
}

class ImageView extends GlyphView {
  visuals = { image: { set_vectorize() {} } };

  _define_attr(name, value) {
    this[name] = value;
  }

  _set_data() {
    this.done.push("Bokeh's images");
  }

  _paint() {
    this.done.push("Bokeh's painting");
  }
}

class Sheet {
  writes = 0;
  css = "";

  _update(css) {
    this.writes += 1;
    this.css = css;
  }
}

const models = {
  "models/renderers/glyph_renderer": {
    GlyphRenderer: class {},
    GlyphRendererView: RendererView,
  },
  "models/glyphs/image_rgba": { ImageRGBA: class {}, ImageRGBAView: ImageView },
  "core/dom": { InlineStyleSheet: Sheet },
  "core/visuals/visual": { VisualProperties: class {} },
};

/** What was put on the canvases of maps, and drawn from them. */
let put;

class Canvas {
  width = 0;
  height = 0;

  getContext() {
    return {
      createImageData: (width, height) => ({
        data: new Uint8ClampedArray(4 * width * height),
        width,
        height,
      }),
      putImageData: ({ data, width, height }) =>
        put.push({ pixels: [...new Uint32Array(data.buffer.slice(0))], width, height }),
    };
  }
}

before(() => {
  globalThis.Bokeh = { require: (name) => models[name] };
  globalThis.document = { createElement: () => new Canvas() };
  globalThis.devicePixelRatio = 1;
  installLiveViews();
});

beforeEach(() => {
  put = [];
});

function documentWith(sources) {
  return new BokehDocument({
    palette: new Source({ rgba: RGBA, class_rgba: CLASS_RGBA }),
    ...sources,
  });
}

const map = (data, ...shape) => ({ data: Uint8Array.from(data), shape });
const column = (field) => ({ get_value: () => ({ field }) });

/** A plot that counts how often it is painted. */
function fakePlot() {
  return {
    painted: 0,
    invalid: [],
    invalidate_painters(renderer) {
      this.invalid.push(renderer);
    },
    repaint() {
      this.painted += 1;
    },
  };
}

/** A live renderer of a source; the glyph is Bokeh's or a live image. */
function rendererOf(source, glyph, plot = fakePlot()) {
  const Live = models["models/renderers/glyph_renderer"].GlyphRenderer.prototype.default_view;
  const renderer = new Live(source, glyph, plot);
  renderer.initialize();
  return renderer;
}

function liveImage() {
  const Live = models["models/glyphs/image_rgba"].ImageRGBA.prototype.default_view;
  return Object.assign(new Live(), { places: [column("x"), column("image")] });
}

/** Counts how often a source is left to Bokeh, which hears of any change. */
function leftToBokeh(source) {
  const heard = mock.fn();
  source.change.connect(heard);
  return () => heard.mock.callCount();
}

function lines() {
  return Object.assign(new GlyphView(), { looks: [column("width")], places: [column("x")] });
}

// Columns

test("columns are replaced or added, and all others stay, without Python being told", () => {
  const source = new Source({ x: [1, 2], label: ["a", "b"] });
  const weights = { data: Float64Array.of(0.5, -0.5), shape: [2] };
  applyFrame({ edges: { x: [3, 4], weight: weights } }, documentWith({ edges: source }));
  assert.equal(source.set.length, 1);
  assert.deepEqual(source.data, { x: [3, 4], label: ["a", "b"], weight: weights.data });
  assert.deepEqual(source.set[0].options, { silent: true });
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

test("a source that looks different is painted at once, and Bokeh need not look at it", () => {
  const source = new Source({ x: [1, 2], width: [1, 1] });
  const renderer = rendererOf(source, lines());
  const left = leftToBokeh(source);
  let told = 0;
  source.properties.data.change.connect(() => (told += 1));
  applyFrame({ edges: { width: [2, 3] } }, documentWith({ edges: source }));
  assert.deepEqual(source.data, { x: [1, 2], width: [2, 3] });
  assert.equal(left(), 0);
  assert.deepEqual(renderer.glyph.done, ["look"]);
  assert.deepEqual([renderer.plot_view.painted, renderer.plot_view.invalid], [1, [renderer]]);
  assert.equal(told, 1);
});

test("rows that lie elsewhere are left to Bokeh", () => {
  const source = new Source({ x: [1, 2], width: [1, 1] });
  const renderer = rendererOf(source, lines());
  const left = leftToBokeh(source);
  applyFrame({ edges: { x: [3, 4], width: [2, 3] } }, documentWith({ edges: source }));
  assert.equal(left(), 1);
  assert.equal(renderer.plot_view.painted, 0);
});

test("columns that nothing draws are not painted", () => {
  const source = new Source({ x: [1], bias: [0] });
  const renderer = rendererOf(source, lines());
  applyFrame({ units: { bias: [1] } }, documentWith({ units: source }));
  assert.equal(source.data.bias[0], 1);
  assert.deepEqual([renderer.glyph.done, renderer.plot_view.painted], [[], 0]);
});

test("a plot of several sources is painted once", () => {
  const plot = fakePlot();
  const [a, b] = [new Source({ width: [1] }), new Source({ width: [1] })];
  rendererOf(a, lines(), plot);
  rendererOf(b, lines(), plot);
  applyFrame({ a: { width: [2] }, b: { width: [2] } }, documentWith({ a, b }));
  assert.equal(plot.painted, 1);
});

test("a renderer that is gone has no say any more", () => {
  const source = new Source({ x: [1], width: [1] });
  const left = leftToBokeh(source);
  rendererOf(source, lines()).remove();
  applyFrame({ edges: { width: [2] } }, documentWith({ edges: source }));
  assert.equal(left(), 1);
});

// Maps

test("maps become pixels by their palette, one below the other", () => {
  const source = new Source({ x: [0, 1], image: ["a", "b"] });
  const renderer = rendererOf(source, liveImage());
  const maps = map([0, 1, 2, 3, 4, 255], 2, 1, 3);
  applyFrame({ units: { image: maps } }, documentWith({ units: source }));
  const pixels = [0, 1, 2, 3, 4, 255].map((i) => RGBA[i] >>> 0);
  assert.deepEqual(put, [{ pixels, width: 3, height: 2 }]);
  assert.equal(renderer.plot_view.painted, 1);
});

test("maps of classes have the colours of the classes", () => {
  const source = new Source({ x: [0], image: ["a"] });
  rendererOf(source, liveImage());
  applyFrame({ units: { class_image: map([3, 1], 1, 1, 2) } }, documentWith({ units: source }));
  assert.deepEqual(put[0].pixels, [CLASS_RGBA[3], CLASS_RGBA[1]]);
  assert.equal(source.data.class_image, undefined);
});

test("with more maps than before the column of images is as long as the others", () => {
  const source = new Source({ x: [0], image: ["a"] });
  const glyph = liveImage();
  rendererOf(source, glyph);
  const columns = { x: [0, 1], image: map([5, 6], 2, 1, 1) };
  applyFrame({ units: columns }, documentWith({ units: source }));
  assert.deepEqual(source.data, { x: [0, 1], image: [null, null] });
  glyph._set_data(null); // as Bokeh does where rows have changed
  assert.deepEqual([put.at(-1).height, glyph.done], [2, []]);
});

test("maps that come before anything draws them are shown when it is there", () => {
  const source = new Source({});
  applyFrame({ late: { image: map([7], 1, 1, 1) } }, documentWith({ late: source }));
  assert.deepEqual(put, []);
  const glyph = liveImage();
  rendererOf(source, glyph);
  glyph._set_data(null);
  assert.deepEqual(put[0].pixels, [RGBA[7]]);
});

test("until a frame comes, Bokeh draws the images of the document", () => {
  const glyph = liveImage();
  rendererOf(new Source({ image: ["a"] }), glyph);
  glyph._set_data(null);
  glyph._paint(null, [0]);
  assert.deepEqual(glyph.done, ["Bokeh's images", "Bokeh's painting"]);
});

for (const [name, ratio, isSmooth] of [
  ["large_map", 1, true],
  ["units", 1, false],
  ["units", 0.4, true], // 4 pixels of the page are less than the map's 2
]) {
  test(`each map of ${name} at ${ratio} is drawn in its place from its part of the canvas`, () => {
    globalThis.devicePixelRatio = ratio;
    const source = Object.assign(new Source({ image: ["a", "b"] }), { name });
    const glyph = Object.assign(liveImage(), {
      sx: [10, 20],
      sy: [30, 40],
      sdw: [4, 4],
      sdh: [6, 6],
      xy_sign: { x: 1, y: 1 },
      xy_scale: { x: 1, y: -1 },
      xy_offset: { x: 0, y: 1 },
      xy_anchor: { x: 0.5, y: 0.5 },
    });
    rendererOf(source, glyph);
    applyFrame({ [name]: { image: map([1, 2, 3, 4], 2, 1, 2) } }, documentWith({ [name]: source }));
    const calls = [];
    const context = {
      save() {},
      restore() {},
      scale: (x, y) => calls.push(["scale", x, y]),
      translate: (x, y) => calls.push(["translate", x, y]),
      drawImage: (_canvas, ...places) => calls.push(["draw", ...places]),
    };
    glyph._paint(context, [1]);
    assert.deepEqual(calls, [
      ["translate", 18, 37],
      ["scale", 1, -1],
      ["draw", 0, 1, 2, 1, -0, -6, 4, 6],
    ]);
    assert.equal(context.imageSmoothingEnabled, isSmooth);
  });
}

// Style sheets

test("a style sheet is written only where it says something new", () => {
  const sheet = new Sheet();
  for (const css of ["a", "a", "b", "b"]) sheet._update(css);
  assert.deepEqual([sheet.writes, sheet.css], [2, "b"]);
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
