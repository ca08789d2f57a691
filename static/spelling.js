// How the page writes numbers.

/**
 * Spell a number as the page's language does.
 *
 * @param {string} number as in a program
 */
export function spelled(number) {
  // Panel's own server shows the page in English, without what chooses a language.
  return /** @type {Opening | undefined} */ (window.opening)?.spelled(number) ?? number;
}
