// Puts the columns of frames into the document's data sources.

/** How many times finer than it was sent a map is drawn, so that no pixels show. */
const SMOOTHING = { large_map: 3 };

/** The columns that are images, with the palettes of their indices. */
const PALETTES = { image: "rgba", class_image: "class_rgba" };

/** The palette that is one ramp: between two of its indices lies the colour between theirs. */
const RAMP = "rgba";

const sources = new WeakMap();

/**
 * Give data sources new columns, without telling Python, which knows them.
 *
 * @param columns source name -> column name -> list, or {data: TypedArray, shape: [...]}
 * @param bokehDocument Bokeh's document, in which the sources have these names
 */
export function applyFrame(columns, bokehDocument) {
  for (const [name, values] of Object.entries(columns)) {
    const source = findSource(bokehDocument, name);
    if (source === null) continue; // of a drawer that was closed meanwhile
    const data = columnsOf(source);
    for (const [column, value] of Object.entries(values)) {
      const palette = PALETTES[column];
      if (palette === undefined) data[column] = plain(value);
      else data.image = images(value, palette, bokehDocument, SMOOTHING[name] ?? 1);
    }
    source.setv({ data }, { sync: false });
  }
}

/** Find a data source by its name; finding one in the document is slow, so it is remembered. */
export function findSource(bokehDocument, name) {
  if (!sources.has(bokehDocument)) sources.set(bokehDocument, new Map());
  const known = sources.get(bokehDocument);
  if (known.get(name)?.document !== bokehDocument) {
    known.set(name, bokehDocument.get_model_by_name(name));
  }
  return known.get(name);
}

/** Give a source's columns as a new plain object. */
export function columnsOf(source) {
  const { data } = source;
  return data instanceof Map ? Object.fromEntries(data) : { ...data };
}

const plain = (value) => value?.data ?? value;

/** Turn maps of palette indices, one behind the other, into the RGBA images that Bokeh draws. */
function images({ data, shape: [count, height, width] }, name, bokehDocument, factor) {
  const palette = columnsOf(findSource(bokehDocument, "palette"))[name];
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

function colors(map, palette) {
  const rgba = new Uint32Array(map.length);
  for (let i = 0; i < map.length; i++) rgba[i] = palette[map[i]];
  return rgba;
}

const enlargeRamp = (map, height, width, factor, palette) =>
  colors(enlarge(map, height, width, factor), palette);

/** Enlarge a map whose neighbouring indices may be unrelated: each part of its colours by itself. */
function enlargeColors(map, height, width, factor, palette) {
  const parts = new Uint8Array(colors(map, palette).buffer);
  const result = new Uint8Array(parts.length * factor ** 2).fill(255);
  for (let part = 0; part < 3; part++) {
    const values = enlarge(map.map((_, i) => parts[4 * i + part]), height, width, factor);
    for (let i = 0; i < values.length; i++) result[4 * i + part] = values[i];
  }
  return new Uint32Array(result.buffer);
}

/** Enlarge a map by a whole factor with bilinear interpolation. */
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
