// What keys do in the field of a weight or bias: arrows step it, and what was entered is taken back.

const MINUS = "\u2212";
const STEP = 0.1;
const LARGE = 10;

/** @type {ReadonlyMap<string, number>} by the name of the key */
const DIRECTIONS = new Map([
  ["ArrowUp", 1],
  ["ArrowDown", -1],
]);

/** The texts of one field that were there before the present one. */
export class EditorKeys {
  /** @type {string[]} */
  #past = [];
  #present = "";

  /**
   * Begin with another weight or bias.
   *
   * @param {string} text
   */
  begin(text) {
    this.#past = [];
    this.#present = text;
  }

  /**
   * Take note of what has been entered.
   *
   * @param {string} text
   */
  entered(text) {
    if (text === this.#present) return;
    this.#past.push(this.#present);
    this.#present = text;
  }

  /**
   * The text that a key asks for instead of the one in the field; null if it is none of these keys.
   *
   * @param {Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">} event
   * @param {string} text
   * @returns {string | null}
   */
  answer({ key, shiftKey, ctrlKey, metaKey }, text) {
    const direction = DIRECTIONS.get(key);
    if (direction !== undefined) return stepped(text, direction * STEP * (shiftKey ? LARGE : 1));
    const isUndo = key.toLowerCase() === "z" && (ctrlKey || metaKey) && !shiftKey;
    // What is only typed the browser takes back.
    if (!isUndo || text !== this.#present) return null;
    const before = this.#past.pop();
    if (before !== undefined) this.#present = before;
    return before ?? null;
  }
}

/**
 * @param {string} text
 * @param {number} step
 */
function stepped(text, step) {
  const number = Number(text.trim().replaceAll(MINUS, "-").replace(",", "."));
  if (!Number.isFinite(number)) return null;
  const written = String(Number((number + step).toPrecision(12)));
  return text.includes(",") ? written.replace(".", ",") : written;
}
