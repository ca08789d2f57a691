// What the page tells Python: a few texts in one data source, which Python watches.

import { columnsOf, findSource } from "./frames.js";

/** The part under the pointer, the part edited, the colour theme, the open drawer. */
export class PageState {
  #source;

  constructor(document) {
    this.#source = findSource(document, "page");
  }

  get(name) {
    return columnsOf(this.#source)[name][0];
  }

  set(name, value, options = {}) {
    if (this.get(name) === value) return;
    this.#source.setv({ data: { ...columnsOf(this.#source), [name]: [value] } }, options);
  }
}

