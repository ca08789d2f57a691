// Puts the columns of frames into the document's data sources.

/** How many times finer than it was sent a map is drawn, so that no pixels show. */
const SMOOTHING = new Map([["large_map", 3]]);

/** @typedef {keyof Sources["palette"]} PaletteName */

/** @type {ReadonlyMap<string, PaletteName>} the columns that are images -> palettes of their indices */
const PALETTES = new Map([
  ["image", "rgba"],
  ["class_image", "class_rgba"],
]);

/** The palette that is one ramp: between two of its indices lies the colour between theirs. */
const RAMP = "rgba";

/** @type {WeakMap<BokehDocument, Map<string, DataSource | null>>} */
const sources = new WeakMap();

/**
 * Give data sources new columns, without telling Python, which knows them.
 *
 * @param {FrameColumns} columns
 * @param {BokehDocument} bokehDocument in which the sources have these names
 */
export function applyFrame(columns, bokehDocument) {
  for (const [name, values] of Object.entries(columns)) {
    const source = findSource(bokehDocument, name);
    if (source === null) continue; // of a drawer that was closed meanwhile
    const data = columnsOf(source);
    const factor = SMOOTHING.get(name) ?? 1;
    for (const [column, value] of Object.entries(values)) {
      const palette = PALETTES.get(column);
      if (palette === undefined) data[column] = plain(value);
      else data.image = images(/** @type {ShapedArray} */ (value), palette, bokehDocument, factor);
    }
    source.setv({ data }, { sync: false });
  }
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

/**
 * Turn maps of palette indices, one behind the other, into the RGBA images that Bokeh draws.
 *
 * @param {ShapedArray} maps
 * @param {PaletteName} name
 * @param {BokehDocument} bokehDocument
 * @param {number} factor
 */
function images({ data, shape: [count, height, width] }, name, bokehDocument, factor) {
  const palette = columnsOf(requireSource(bokehDocument, "palette"))[name];
  const enlarged = name === RAMP ? enlargeRamp : enlargeColors;
  const size = height * width;
  return Array.from({ length: count }, (_, i) => {
    const map = data.subarray(i * size, (i + 1) * size);
    const rgba =
      factor === 1 ? colors(map, palette) : enlarged(map, height, width, factor, palette);
    const { ndarray } = Bokeh.require("core/util/ndarray");
    return ndarray(rgba.buffer, { dtype: "uint32", shape: [height * factor, width * factor] });
  });
}

/**
 * @param {ArrayLike<number>} map
 * @param {NumberColumn} palette
 */
function colors(map, palette) {
  const rgba = new Uint32Array(map.length);
  for (let i = 0; i < map.length; i++) rgba[i] = palette[map[i]];
  return rgba;
}

/**
 * @param {TypedArray} map
 * @param {number} height
 * @param {number} width
 * @param {number} factor
 * @param {NumberColumn} palette
 */
function enlargeRamp(map, height, width, factor, palette) {
  return colors(enlarge(map, height, width, factor), palette);
}

/**
 * Enlarge a map whose neighbouring indices may be unrelated: each part of its colours by itself.
 *
 * @param {TypedArray} map
 * @param {number} height
 * @param {number} width
 * @param {number} factor
 * @param {NumberColumn} palette
 */
function enlargeColors(map, height, width, factor, palette) {
  const parts = new Uint8Array(colors(map, palette).buffer);
  const result = new Uint8Array(parts.length * factor ** 2).fill(255);
  for (let part = 0; part < 3; part++) {
    const values = enlarge(
      map.map((_, i) => parts[4 * i + part]),
      height,
      width,
      factor,
    );
    for (let i = 0; i < values.length; i++) result[4 * i + part] = values[i];
  }
  return new Uint32Array(result.buffer);
}

/**
 * Enlarge a map with bilinear interpolation.
 *
 * @param {ArrayLike<number>} values whole numbers from 0 to 255, row by row
 * @param {number} height rows, at least 2
 * @param {number} width columns, at least 2
 * @param {number} factor a whole number
 * @returns {Uint8Array<ArrayBuffer>} rounded down
 */
export function enlarge(values, height, width, factor) {
  const across = new Float32Array(height * width * factor);
  for (let row = 0; row < height; row++) {
    interpolate(values, row * width, 1, width, across, row * width * factor, 1, factor);
  }
  const wide = width * factor;
  const result = new Uint8Array(height * factor * wide);
  for (let column = 0; column < wide; column++) {
    interpolate(across, column, wide, height, result, column, wide, factor);
  }
  return result;
}

/**
 * Interpolate one row or column.
 *
 * @param {ArrayLike<number>} from
 * @param {number} fromStart
 * @param {number} fromStep
 * @param {number} count
 * @param {Float32Array | Uint8Array} to
 * @param {number} toStart
 * @param {number} toStep
 * @param {number} factor
 */
function interpolate(from, fromStart, fromStep, count, to, toStart, toStep, factor) {
  for (let i = 0; i < count * factor; i++) {
    const position = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), count - 1);
    const left = Math.min(Math.floor(position), count - 2);
    const share = position - left;
    const a = from[fromStart + left * fromStep];
    const b = from[fromStart + (left + 1) * fromStep];
    to[toStart + i * toStep] = a + share * (b - a);
  }
}
