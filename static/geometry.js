// The geometry of the network's picture: how much room there is, and what is closest to a place.

/** Parts into which a curve is cut; on a figure of 600 pixels they stray from it by one at most. */
const CURVE_SEGMENTS = 20;

/** Price of a pixel aside for each one along: one who goes up or down wants to stay in the layer. */
const ASIDE = { across: 0.5, down: 4 };

/** Pixels; units in the same column or row may differ by this much. */
const SAME_LINE = 1;

/** Distances below it are rounding errors of equal values; the figure's axes run from 0 to 1. */
const NO_GAP = 1e-6;

/**
 * Give the horizontal middle of each layer, some of which have several columns.
 *
 * @param {readonly string[]} addresses "unit:LAYER:INDEX" or, of the inputs, "feature:NAME"
 * @param {ArrayLike<number>} x the centres of these units
 */
export function layerCentres(addresses, x) {
  /** @type {Map<string, [number, number]>} */
  const ends = new Map();
  for (const [i, address] of addresses.entries()) {
    const [kind, layer] = address.split(":");
    const name = kind === "unit" ? layer : kind;
    const [least, most] = ends.get(name) ?? [x[i], x[i]];
    ends.set(name, [Math.min(least, x[i]), Math.max(most, x[i])]);
  }
  return [...ends.values()].map(([least, most]) => (least + most) / 2);
}

/**
 * Give the smallest distance between different values, at most 1.
 *
 * @param {Iterable<number>} values
 */
export function smallestGap(values) {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]);
  return Math.min(1, ...gaps.filter((difference) => difference > NO_GAP));
}

/**
 * Find the place that one gets to from another by an arrow key.
 *
 * @param {Point} from
 * @param {Step} direction
 * @param {readonly Point[]} places where one may go, in pixels
 * @returns {number} the index of the place, -1 if there is none in this direction
 */
export function nearestInDirection(from, [dx, dy], places) {
  const sideways = dx ? ASIDE.across : ASIDE.down;
  const costs = places.map(({ x, y }) => {
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    return along > SAME_LINE ? along + sideways * aside : Infinity;
  });
  const least = Math.min(...costs);
  return least < Infinity ? costs.indexOf(least) : -1;
}

/**
 * Find the curve closest to a place of a figure whose axes run from 0 to 1.
 *
 * @param {CurveColumns} curves as Bokeh draws them
 * @param {{ width: number, height: number }} size of the figure in pixels
 * @param {Point} place in pixels from the figure's upper left corner
 * @param {number} reach pixels; what is farther away is not found
 * @returns {number} the index of the curve, -1 if none is within reach
 */
export function nearestCurve({ x0, y0, x1, y1, middle }, { width, height }, place, reach) {
  const pixels = (/** @type {number} */ x, /** @type {number} */ y) => ({
    x: x * width,
    y: (1 - y) * height,
  });
  const [x, y] = [place.x / width, 1 - place.y / height];
  const [reachX, reachY] = [reach / width, reach / height];
  let [best, closest] = [-1, reach ** 2];
  for (let i = 0; i < x0.length; i++) {
    // A curve stays between its ends; most of many are seen at once to be too far away.
    if (x < Math.min(x0[i], x1[i]) - reachX || x > Math.max(x0[i], x1[i]) + reachX) continue;
    if (y < Math.min(y0[i], y1[i]) - reachY || y > Math.max(y0[i], y1[i]) + reachY) continue;
    const distance = squaredCurveDistance(place, [
      pixels(x0[i], y0[i]),
      pixels(middle[i], y0[i]),
      pixels(middle[i], y1[i]),
      pixels(x1[i], y1[i]),
    ]);
    if (distance < closest) [best, closest] = [i, distance];
  }
  return best;
}

/**
 * Square of the distance between a place and a cubic Bézier curve, cut into straight parts.
 *
 * @param {Point} place
 * @param {readonly [Point, Point, Point, Point]} controls
 */
export function squaredCurveDistance(place, controls) {
  let [from] = controls;
  let closest = Infinity;
  for (let i = 1; i <= CURVE_SEGMENTS; i++) {
    const to = pointOfCurve(controls, i / CURVE_SEGMENTS);
    closest = Math.min(closest, squaredSegmentDistance(place, from, to));
    from = to;
  }
  return closest;
}

/**
 * @param {readonly [Point, Point, Point, Point]} controls
 * @param {number} t from 0 to 1
 */
function pointOfCurve([a, b, c, d], t) {
  const s = 1 - t;
  const [first, second, third, last] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return {
    x: first * a.x + second * b.x + third * c.x + last * d.x,
    y: first * a.y + second * b.y + third * c.y + last * d.y,
  };
}

/**
 * @param {Point} place
 * @param {Point} from
 * @param {Point} to
 */
function squaredSegmentDistance(place, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [x, y] = [place.x - from.x, place.y - from.y];
  const along = Math.min(1, Math.max(0, (x * dx + y * dy) / (dx * dx + dy * dy || 1)));
  return (x - along * dx) ** 2 + (y - along * dy) ** 2;
}
