// The pitch of a loss: even steps for equal ratios, down to a loss of a thousandth.

/** The loss of the highest tone: training that diverges, and that on digits, begins below it. */
const LARGEST = 10;

/** Hertz at a loss of 0 and at the largest one; at a loss of 1 it is 880. */
const LOW = 110;
const HIGH = 1760;

/** What a loss is compared with, so that 0 has a pitch, too. */
const FLOOR = 0.001;

/** How many times higher the second tone is. */
export const FIFTH = 1.5;

/**
 * @param {number} loss
 * @returns {number} hertz
 */
export function pitchOf(loss) {
  const inside = Math.min(LARGEST, Math.max(0, loss));
  return LOW * (HIGH / LOW) ** (Math.log1p(inside / FLOOR) / Math.log1p(LARGEST / FLOOR));
}
