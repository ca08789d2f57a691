// The browser's own storage, which may be switched off or full, and which other tabs change, too.

import { splitEntries, withEntries } from "./kept-texts.js";

const PREFIX = "playground.exercise.";

/**
 * Keeps texts by their names.
 *
 * What this page has read or written last it may replace. Where another tab has changed it since,
 * the text is left alone and the page is told, by "conflict"; from then on it knows of the change,
 * and what it writes next replaces that.
 */
export class BrowserStorage {
  #report;
  #storage;
  /** @type {Map<string, string>} the texts that are open here, as they were kept last */
  #known = new Map();
  /** @type {Set<string>} those that another tab has changed, until this one writes */
  #contested = new Set();
  /** @type {"" | "off" | "full"} */
  #trouble = "";

  /**
   * @param {(problem: StorageProblem) => void} report
   * @param {() => Storage} storage gives the browser's, which throws where it is switched off
   */
  constructor(report, storage = () => localStorage) {
    this.#report = report;
    this.#storage = storage;
    addEventListener("storage", (event) => this.#follow(event));
  }

  /**
   * Read a text; all there are if the name is empty, which opens none.
   *
   * @param {string} name
   */
  read(name) {
    const texts = this.#attempt("off", {}, () => this.#find(name));
    if (name === "") return { texts, entries: [] };
    this.#known.set(name, texts[name] ?? "");
    const { text, entries } = splitEntries(texts[name] ?? "");
    return { texts: text === "" ? {} : { [name]: text }, entries };
  }

  /**
   * @param {string} name
   * @param {string} text an empty one is forgotten
   */
  write(name, text) {
    this.#attempt("full", undefined, () => {
      const kept = this.#storage().getItem(PREFIX + name) ?? "";
      if (this.#known.has(name) && kept !== this.#known.get(name)) this.#tell(name, kept);
      else this.#put(name, text);
    });
  }

  /**
   * Add what was typed and has not reached Python, for it may never do.
   *
   * @param {string} name
   * @param {readonly Entry[]} entries
   */
  keepEntries(name, entries) {
    if (this.#contested.has(name)) return;
    const { text } = splitEntries(this.#known.get(name) ?? "");
    this.write(name, withEntries(text, entries));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #put(name, text) {
    this.#contested.delete(name);
    if (text === "") this.#storage().removeItem(PREFIX + name);
    else this.#storage().setItem(PREFIX + name, text);
    if (this.#known.has(name)) this.#known.set(name, text);
  }

  /**
   * @param {string} name
   * @returns {Record<string, string>}
   */
  #find(name) {
    const storage = this.#storage();
    const isWanted = (/** @type {string} */ key) =>
      name === "" ? key.startsWith(PREFIX) : key === PREFIX + name;
    const keys = Object.keys(storage).filter(isWanted);
    return Object.fromEntries(
      keys.map((key) => [key.slice(PREFIX.length), storage.getItem(key) ?? ""]),
    );
  }

  /** @param {StorageEvent} event of another tab; without a key, all is gone */
  #follow({ key, newValue }) {
    for (const [name, known] of this.#known) {
      if (key !== null && key !== PREFIX + name) continue;
      if ((newValue ?? "") !== known) this.#tell(name, newValue ?? "");
    }
  }

  /**
   * @param {string} name
   * @param {string} kept
   */
  #tell(name, kept) {
    this.#known.set(name, kept);
    this.#contested.add(name);
    this.#report({ cause: "conflict", name, text: splitEntries(kept).text });
  }

  /**
   * Do something with the storage; where that fails, say so and go on.
   *
   * @template T
   * @param {"off" | "full"} cause of a failure, unless the browser says that it is switched off
   * @param {T} otherwise what to return then
   * @param {() => T} action
   */
  #attempt(cause, otherwise, action) {
    try {
      const value = action();
      if (this.#trouble === cause) {
        this.#trouble = "";
        this.#report({ cause: "none" });
      }
      return value;
    } catch (error) {
      this.#trouble = error.name === "SecurityError" ? "off" : cause;
      this.#report({ cause: this.#trouble });
      return otherwise;
    }
  }
}
