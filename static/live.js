// <live-text>: HTML whose texts come with the frames. It may stand anywhere, in shadow roots too.

import { columnsOf, findSource } from "./frames.js";

const ENTRIES_KEPT = 20;

/** Elements that have a value, not a text. */
const FIELDS = new Set(["input", "textarea", "progress"]);

/** Milliseconds without a key pressed after which a field with data-live enters what it has. */
const TYPING_PAUSE = 300;

/**
 * The attributes "source" and "entries" name two data sources.
 *
 * From the first one, each element inside with data-key="a" shows the text "a"; an input field does
 * so only while it has not the focus. An element with data-share="a" gets the text "a" as its CSS
 * variable --share. The second one takes what is entered in a field, and the data-enter of a button
 * that is pressed; each entry has a serial number, so that none is lost while Python is busy. An
 * element with data-keys="a,b" that has the focus enters which of these keys is pressed. A radio
 * button or an option of a list that is chosen enters its value for its data-choose, a box "true" or
 * "false", and <details> that are opened their data-toggle. A field with data-live enters its text
 * while one types, too. An element with data-first is brought into sight, one with data-focus gets
 * the focus.
 */
class LiveText extends HTMLElement {
  #source = null;
  #entries = null;
  #edited = null;
  #typing = 0;
  #show = () => this.#showTexts();

  constructor() {
    super();
    this.addEventListener("input", ({ target }) => this.#edit(target));
    this.addEventListener("keydown", (event) => this.#press(event));
    this.addEventListener("focusout", ({ target }) => this.#leave(target));
    this.addEventListener("click", ({ target }) => this.#click(target));
    this.addEventListener("change", ({ target }) => this.#choose(target));
    this.addEventListener("toggle", ({ target }) => this.#toggle(target), { capture: true });
  }

  connectedCallback() {
    const [document] = Bokeh.documents;
    this.#source = findSource(document, this.getAttribute("source"));
    this.#entries = findSource(document, this.getAttribute("entries"));
    this.#source.properties.data.change.connect(this.#show);
    this.#showTexts();
    this.querySelector("[data-first]")?.scrollIntoView({ block: "nearest" });
    this.querySelector("[data-focus]")?.focus();
  }

  disconnectedCallback() {
    this.#source.properties.data.change.disconnect(this.#show);
  }

  #showTexts() {
    const { key, text } = columnsOf(this.#source);
    const texts = new Map(key.map((name, i) => [name, text[i]]));
    const focused = this.getRootNode().activeElement;
    for (const element of this.querySelectorAll("[data-key]")) {
      const value = texts.get(element.dataset.key);
      if (value !== undefined && element !== focused) showLiveText(element, value);
    }
    for (const element of this.querySelectorAll("[data-share]")) {
      element.style.setProperty("--share", texts.get(element.dataset.share) ?? "0");
    }
  }

  #press(event) {
    const { key, target } = event;
    if (target.dataset.keys?.split(",").includes(key)) {
      event.preventDefault();
      this.#enter(target.dataset.keys, key);
    }
    if (target.localName !== "input") return;
    if (key === "Enter") this.#enter(target.dataset.key, target.value);
    if (key !== "Escape") return;
    this.#edited = null;
    target.blur();
  }

  #edit(target) {
    this.#edited = target;
    clearTimeout(this.#typing);
    if (target.dataset.live === undefined) return;
    this.#typing = setTimeout(() => {
      if (this.#edited === target) this.#enter(target.dataset.key, target.value);
    }, TYPING_PAUSE);
  }

  // A field that was left unchanged shows the present value again, once the focus is elsewhere.
  #leave(target) {
    if (target === this.#edited) this.#enter(target.dataset.key, target.value);
    else queueMicrotask(this.#show);
  }

  #click(target) {
    const button = target.closest("[data-enter]");
    if (button !== null) this.#enter(button.dataset.enter, "");
  }

  #choose({ dataset, type, value, checked }) {
    const chosen = type === "checkbox" ? String(checked) : value;
    if (dataset.choose !== undefined) this.#enter(dataset.choose, chosen);
  }

  #toggle({ dataset, open }) {
    if (dataset.toggle !== undefined && open) this.#enter(dataset.toggle, "");
  }

  #enter(key, text) {
    this.#edited = null;
    const before = columnsOf(this.#entries);
    const add = (column, value) => [...before[column], value].slice(-ENTRIES_KEPT);
    const serial = (before.serial.at(-1) ?? 0) + 1;
    const data = { key: add("key", key), text: add("text", text), serial: add("serial", serial) };
    this.#entries.setv({ data });
  }
}

function showLiveText(element, value) {
  if (FIELDS.has(element.localName)) {
    if (element.value !== value) element.value = value;
  } else if (element.textContent !== value) {
    element.textContent = value;
  }
}

customElements.define("live-text", LiveText);
