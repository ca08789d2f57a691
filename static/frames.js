// Puts the columns of frames into the document's data sources.

import { IMAGES, keepMaps, refresh, withinFrame } from "./live-views.js";

/** @typedef {keyof Sources["palette"]} PaletteName */

/** @type {ReadonlyMap<string, PaletteName>} the columns that are maps -> palettes of their indices */
const PALETTES = new Map([
  ["image", "rgba"],
  ["class_image", "class_rgba"],
]);

/** @type {WeakMap<BokehDocument, Map<string, DataSource | null>>} */
const sources = new WeakMap();

/**
 * Give data sources new columns, without telling Python, which knows them.
 *
 * What only looks different is painted at once; where a source has got other rows, Bokeh does
 * everything that has to be done.
 *
 * @param {FrameColumns} columns
 * @param {BokehDocument} bokehDocument in which the sources have these names
 */
export function applyFrame(columns, bokehDocument) {
  withinFrame(() => takeUpAll(columns, bokehDocument));
}

/**
 * @param {FrameColumns} columns
 * @param {BokehDocument} bokehDocument
 */
function takeUpAll(columns, bokehDocument) {
  /** @type {Set<BokehPlotView>} */
  const plots = new Set();
  for (const [name, values] of Object.entries(columns)) {
    const source = findSource(bokehDocument, name);
    if (source === null) continue; // of a drawer that was closed meanwhile
    const data = columnsOf(source);
    const changed = takeUp(values, data, source, bokehDocument);
    const stale = refresh(source, changed);
    // Not silently, Bokeh would compare all values, look for models among them, and tell Python.
    source.setv({ data }, { silent: true });
    source.properties.data.change.emit();
    if (stale === null) source.change.emit();
    for (const plot of stale ?? []) plots.add(plot);
  }
  for (const plot of plots) plot.repaint();
}

/**
 * Put the columns of a frame among those of a source.
 *
 * @param {Record<string, FrameColumn>} values
 * @param {Columns} data
 * @param {DataSource} source
 * @param {BokehDocument} bokehDocument
 * @returns {ReadonlySet<string>} those that have changed
 */
function takeUp(values, data, source, bokehDocument) {
  const changed = new Set();
  for (const [column, value] of Object.entries(values)) {
    const name = PALETTES.get(column);
    if (name === undefined) {
      data[column] = plain(value);
      changed.add(column);
      continue;
    }
    const palette = columnsOf(requireSource(bokehDocument, "palette"))[name];
    const maps = { .../** @type {ShapedArray} */ (value), palette };
    keepMaps(source, maps);
    changed.add(IMAGES);
    const [count] = maps.shape;
    if (/** @type {unknown[]} */ (data[IMAGES])?.length !== count) {
      data[IMAGES] = new Array(count).fill(null);
    }
  }
  return changed;
}

/**
 * Find a data source by its name; finding one in the document is slow, so it is remembered.
 *
 * @param {BokehDocument} bokehDocument
 * @param {string} name
 * @returns {DataSource | null}
 */
export function findSource(bokehDocument, name) {
  const known = sources.get(bokehDocument) ?? new Map();
  sources.set(bokehDocument, known);
  if (known.get(name)?.document !== bokehDocument) {
    known.set(name, bokehDocument.get_model_by_name(name));
  }
  return known.get(name);
}

/**
 * Find a data source that is always there.
 *
 * @template {keyof Sources} N
 * @param {BokehDocument} bokehDocument
 * @param {N} name
 * @returns {DataSource<Sources[N]>}
 * @throws {Error} if it is not
 */
export function requireSource(bokehDocument, name) {
  const source = findSource(bokehDocument, name);
  if (source === null) throw new Error(`The document has no data source called ${name}.`);
  return /** @type {DataSource<any>} */ (source);
}

/**
 * Give a source's columns as a new plain object.
 *
 * @template C
 * @param {DataSource<C>} source
 * @returns {C}
 */
export function columnsOf({ data }) {
  return data instanceof Map ? /** @type {C} */ (Object.fromEntries(data)) : { ...data };
}

/** @param {FrameColumn} column */
const plain = (column) => /** @type {Partial<ShapedArray>} */ (column)?.data ?? column;
