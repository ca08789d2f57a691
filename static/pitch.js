// The pitch of a loss: even steps for equal ratios, down to a loss of a thousandth.

/** Hertz at a loss of 0 and of 1. */
const LOW = 110;
const HIGH = 880;

/** What a loss is compared with, so that 0 has a pitch, too. */
const FLOOR = 0.001;

/** How many times higher the second tone is. */
export const FIFTH = 1.5;

/**
 * @param {number} loss
 * @returns {number} hertz
 */
export function pitchOf(loss) {
  const inside = Math.min(1, Math.max(0, loss));
  return LOW * (HIGH / LOW) ** (Math.log1p(inside / FLOOR) / Math.log1p(1 / FLOOR));
}
