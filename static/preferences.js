// What a visitor has chosen about the page itself, kept in the browser if that keeps anything.

const PREFIX = "playground.preference.";

/** @typedef {"keys" | "tone" | "tour"} Preference */

/**
 * @param {Preference} name
 * @param {string} usual
 */
export const preference = (name, usual) => kept(PREFIX + name) ?? usual;

/**
 * @param {Preference} name
 * @param {string} value
 */
export const prefer = (name, value) => keep(PREFIX + name, value);

/**
 * @param {string} key
 * @returns {string | null} null if nothing is kept under it
 */
export function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {string} value
 */
export function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it holds for this visit only.
  }
}
