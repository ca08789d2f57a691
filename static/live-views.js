// Bokeh's views of what changes in every frame: they do again what a frame changes, and no more.
//
// Bokeh prepares five looks of each glyph whenever its data change, four of them for selected, muted
// and thinned out glyphs, which this page has none of; makes each image's pixels twice; and finds
// every place anew. At sixty frames a second that is most of what a frame costs.

import { Maps } from "./maps.js";

/** Bokeh's column of images; of a source with maps it is as long as the others, and empty. */
export const IMAGES = "image";

/** Data sources whose map fills a figure and is smoothed, so that no pixels show. */
const SMOOTHED = new Set(["large_map"]);

/** @type {WeakMap<BokehModel, Set<LiveRendererView>>} data source -> what draws it */
const renderers = new WeakMap();

/** @type {WeakMap<BokehModel, FrameMaps>} data source -> its maps, which Bokeh knows nothing of */
const latestMaps = new WeakMap();

/** @type {Set<BokehPlotView>} those in which something has got other places in the present frame */
const unpainted = new Set();

/** Whether a frame is being taken up. */
let isFrame = false;

/**
 * Show maps in place of a source's images, now or as soon as there is something that draws them.
 *
 * @param {BokehModel} source
 * @param {FrameMaps} maps
 */
export function keepMaps(source, maps) {
  latestMaps.set(source, maps);
}

/**
 * Take up columns of a source if all that has changed is how its glyphs look, not how many there
 * are nor where.
 *
 * @param {BokehModel} source
 * @param {ReadonlySet<string>} columns those that have changed
 * @returns {BokehPlotView[] | null} the plots that want to be painted; null if Bokeh has to do it
 */
export function refresh(source, columns) {
  const drawn = [...(renderers.get(source) ?? [])];
  if (drawn.length === 0 || drawn.some((renderer) => renderer.isPlacedBy(columns))) return null;
  return drawn.filter((renderer) => renderer.refresh(columns)).map(({ plot_view }) => plot_view);
}

/**
 * Paint all that gets other places meanwhile as a part of the present frame. Left to itself Bokeh would
 * wait for another one, and the browser would compute all of the page once more.
 *
 * @param {() => void} action
 */
export function withinFrame(action) {
  isFrame = true;
  try {
    action();
  } finally {
    isFrame = false;
  }
}

/** Have all views that are built from now on be live ones. */
export function installLiveViews() {
  const { GlyphRenderer, GlyphRendererView } = Bokeh.require("models/renderers/glyph_renderer");
  const { ImageRGBA, ImageRGBAView } = Bokeh.require("models/glyphs/image_rgba");
  GlyphRenderer.prototype.default_view = liveRendererView(GlyphRendererView);
  ImageRGBA.prototype.default_view = liveImageView(ImageRGBAView);
  writeChangesOnly(Bokeh.require("core/dom").InlineStyleSheet.prototype);
  // Colours come with the document, never from style sheets, where Bokeh looks for each at every
  // painting.
  Bokeh.require("core/visuals/visual").VisualProperties.prototype._get_css_value = () => "";
}

/**
 * Bokeh writes the places of its parts into style sheets at every painting, which makes the browser
 * compute all styles anew.
 *
 * @param {BokehStyleSheet} sheet
 */
function writeChangesOnly(sheet) {
  const write = sheet._update;
  sheet._update = function (css) {
    if (this.css !== css) write.call(this, css);
  };
}

/**
 * Paint a plot when all that has got other places has found them, which takes Bokeh some microtasks.
 *
 * @param {BokehPlotView} plot
 */
function paintWithFrame(plot) {
  if (unpainted.has(plot)) return;
  unpainted.add(plot);
  queueMicrotask(() => {
    unpainted.delete(plot);
    // Ranges that change while a plot is painted have it painted once more.
    plot.pause();
    plot._range_manager.update_dataranges();
    plot.unpause(true);
    plot.repaint();
  });
}

/** @param {BokehClass<GlyphRendererView>} Base */
function liveRendererView(Base) {
  return class extends Base {
    /** What its glyph draws from which columns. */
    get #columns() {
      return (this.#known ??= drawnColumns(this.glyph));
    }

    /** @type {ReturnType<typeof drawnColumns> | undefined} */
    #known;

    /** @override */
    initialize() {
      super.initialize();
      const source = this.model.data_source;
      if (!renderers.has(source)) renderers.set(source, new Set());
      renderers.get(source)?.add(this);
    }

    /** @override */
    remove() {
      renderers.get(this.model.data_source)?.delete(this);
      super.remove();
    }

    /** @param {ReadonlySet<string>} columns */
    isPlacedBy(columns) {
      const { looks, all } = this.#columns;
      return [...columns].some((column) => all.has(column) && !looks.has(column));
    }

    /**
     * @param {ReadonlySet<string>} columns
     * @returns {boolean} whether it has to be painted
     */
    refresh(columns) {
      const { looks, showsMaps } = this.#columns;
      const looksNew = [...columns].some((column) => looks.has(column));
      const hasNewMaps = showsMaps && columns.has(IMAGES);
      if (looksNew) this.glyph.set_visuals(this.model.data_source, this.all_indices);
      if (hasNewMaps) this.glyph.showMaps?.();
      if (looksNew || hasNewMaps) this.plot_view.invalidate_painters(this);
      return looksNew || hasNewMaps;
    }

    /**
     * @param {readonly number[]} [indices]
     * @override
     */
    async update_data(indices) {
      if (!isFrame) {
        await super.update_data(indices);
        return;
      }
      if (this.#isPlacing) return;
      this.#isPlacing = true;
      await null; // its source tells of new rows first, then of new data
      this.#isPlacing = false;
      await this.set_data();
      this.plot_view.invalidate_painters(this);
      paintWithFrame(this.plot_view);
    }

    #isPlacing = false;

    /**
     * @param {readonly number[]} [indices]
     * @override
     */
    async set_data(indices) {
      const source = this.model.data_source;
      this.all_indices = this.model.view.indices;
      await this.glyph.set_data(source, this.all_indices, indices);
      await this.set_visuals();
      this._update_masked_indices();
      this.plot_view.invalidate_dataranges = true;
    }

    /** @override */
    async set_visuals() {
      this.glyph.set_visuals(this.model.data_source, this.all_indices);
      this.glyph.after_visuals();
      await this.glyph.after_lazy_visuals();
    }

    /** @override */
    map_data() {
      this.glyph.map_data();
    }
  };
}

/** @param {BokehClass<ImageView>} Base */
function liveImageView(Base) {
  return class extends Base {
    /** @type {Maps | null} until a frame brings the first ones, Bokeh draws those of the document */
    #maps = null;

    /**
     * Show the maps that the source has now.
     *
     * @returns {boolean} whether it has any
     * @override
     */
    showMaps() {
      const maps = latestMaps.get(this.renderer.model.data_source);
      if (maps === undefined) return false;
      this.#maps ??= new Maps();
      this.#maps.show(maps);
      this._define_attr("image_data", [this.#maps.canvas]);
      return true;
    }

    /**
     * @param {readonly number[] | null} indices
     * @override
     */
    _set_data(indices) {
      if (!this.showMaps()) super._set_data(indices);
    }

    /**
     * @param {CanvasRenderingContext2D} context
     * @param {readonly number[]} indices
     * @override
     */
    _paint(context, indices) {
      const maps = this.#maps;
      if (maps === null) {
        super._paint(context, indices);
        return;
      }
      const { sx, sy, sdw, sdh, xy_sign: sign, xy_scale: scale } = this;
      const { xy_offset: offset, xy_anchor: anchor } = this;
      context.save();
      const isSmoothed = SMOOTHED.has(this.renderer.model.data_source.name ?? "");
      for (const i of indices) {
        const [width, height] = [sdw[i], sdh[i]];
        context.save();
        // In a smaller picture parts of thin signs would be missing.
        context.imageSmoothingEnabled = isSmoothed || width * devicePixelRatio < maps.width;
        context.translate(sx[i] - sign.x * anchor.x * width, sy[i] - sign.y * anchor.y * height);
        context.scale(sign.x * scale.x, sign.y * scale.y);
        this.visuals.image.set_vectorize(context, i);
        maps.draw(context, i, -offset.x * width, -offset.y * height, width, height);
        context.restore();
      }
      context.restore();
    }
  };
}

/** @param {GlyphView} glyph */
function drawnColumns(glyph) {
  const showsMaps = glyph.showMaps !== undefined;
  const all = new Set([...glyph.model].flatMap(columnOf));
  if (showsMaps) all.delete(IMAGES);
  return { looks: new Set([...glyph._iter_visuals()].flatMap(columnOf)), all, showsMaps };
}

/** @param {BokehProperty} property */
function columnOf(property) {
  const value = /** @type {{ field?: string } | null} */ (property.get_value());
  return value?.field === undefined ? [] : [value.field];
}
