// How the page writes numbers.

const MINUS = "\u2212";
const DIGITS = 4;
/** Smaller numbers are written with a power of ten. */
const LEAST_PLAIN = 1e-4;
const SUPERSCRIPTS = new Map([..."-0123456789"].map((sign, i) => [sign, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i]]));

/**
 * Spell a number as the page's language does.
 *
 * @param {string} number as in a program
 */
export function spelled(number) {
  // Panel's own server shows the page in English, without what chooses a language.
  return /** @type {Opening | undefined} */ (window.opening)?.spelled(number) ?? number;
}

/**
 * A number with four digits at most, as the editor and playground/number_format.py write it.
 *
 * @param {number} value
 */
export function rounded(value) {
  const short = Number(value.toPrecision(DIGITS));
  const isPlain = short === 0 || Math.abs(short) >= LEAST_PLAIN;
  if (isPlain) return spelled(String(short)).replace("-", MINUS);
  const [digits, exponent] = short.toExponential().split("e");
  const power = [...exponent].map((sign) => SUPERSCRIPTS.get(sign) ?? sign).join("");
  return `${spelled(digits)}·10${power}`.replace("-", MINUS);
}
