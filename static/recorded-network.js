// What a recorded network answered: the forward pass of tanh units that are given x1 and x2, no more.

/**
 * Made by playground/packaging/recording.py. The parameters of a moment are, layer by layer, the
 * weights from each unit below to every unit, and the biases of these.
 *
 * @typedef {{
 *   shape: readonly number[],
 *   epochs: readonly number[],
 *   scale: number,
 *   extent: number,
 *   colors: number,
 *   moments: readonly (readonly number[])[],
 * }} Recording
 */

/**
 * The map of the output at a moment: its answers from the bottom row on, from left to right.
 *
 * @param {Recording} recording
 * @param {number} moment
 * @param {number} side points along each side
 * @returns {Float64Array}
 */
export function outputMap({ shape, scale, extent, moments }, moment, side) {
  const parameters = moments[moment].map((value) => value / scale);
  const at = (/** @type {number} */ i) => ((2 * i) / (side - 1) - 1) * extent;
  return Float64Array.from({ length: side * side }, (_, i) =>
    answer(shape, parameters, [at(i % side), at(Math.floor(i / side))]),
  );
}

/**
 * The indices of the colours of answers, as playground/views/palette.py gives them.
 *
 * @param {Float64Array} answers
 * @param {number} colors
 */
export function colorIndices(answers, colors) {
  const half = (colors - 1) / 2;
  return Uint8Array.from(answers, (value) => value * half + half + 0.5);
}

/**
 * @param {readonly number[]} shape
 * @param {readonly number[]} parameters
 * @param {number[]} units
 */
function answer(shape, parameters, units) {
  let first = 0;
  for (const count of shape.slice(1)) {
    const begin = first;
    const biases = begin + units.length * count;
    const below = units;
    units = Array.from({ length: count }, (_, unit) => {
      let sum = parameters[biases + unit];
      for (let i = 0; i < below.length; i++) sum += below[i] * parameters[begin + i * count + unit];
      return Math.tanh(sum);
    });
    first = biases + count;
  }
  return units[0];
}
