// What a visitor has chosen about the page itself, kept in the browser if that keeps anything.

const PREFIX = "playground.preference.";

/** @typedef {"keys" | "tone" | "tour"} Preference */

/**
 * @param {Preference} name
 * @param {string} usual
 */
export function preference(name, usual) {
  try {
    return localStorage.getItem(PREFIX + name) ?? usual;
  } catch {
    return usual;
  }
}

/**
 * @param {Preference} name
 * @param {string} value
 */
export function prefer(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Then it holds for this visit only.
  }
}
