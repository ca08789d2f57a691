// Kept texts as this side looks at them: JSON, which Python writes and reads, and which may carry
// what was typed but has not reached Python before the page was left.

/**
 * Read the JSON of an object; null for anything else.
 *
 * @param {string} text
 * @returns {Record<string, any> | null}
 */
export function parsed(text) {
  try {
    const content = JSON.parse(text);
    return Object.prototype.toString.call(content) === "[object Object]" ? content : null;
  } catch {
    return null;
  }
}

/**
 * Put entries into a text, in place of those that it has.
 *
 * @param {string} text
 * @param {readonly Entry[]} entries
 */
export function withEntries(text, entries) {
  const content = text === "" ? {} : parsed(text);
  return content === null ? text : JSON.stringify({ ...content, entries });
}

/**
 * Take the entries out of a text.
 *
 * @param {string} text
 * @returns {{ text: string, entries: Entry[] }}
 */
export function splitEntries(text) {
  const content = parsed(text);
  if (content === null || content.entries === undefined) return { text, entries: [] };
  const { entries, ...rest } = content;
  return {
    text: Object.keys(rest).length === 0 ? "" : JSON.stringify(rest),
    entries: Array.isArray(entries) ? entries.filter(isEntry) : [],
  };
}

/**
 * @param {any} value
 * @returns {value is Entry}
 */
function isEntry(value) {
  return [value?.to, value?.key, value?.text].every((part) => typeof part === "string");
}
