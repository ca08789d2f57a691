// <live-text>: HTML whose texts come with the frames. It may stand anywhere, in shadow roots too.

import { columnsOf, findSource } from "./frames.js";
import { mailbox } from "./mailbox.js";

/** Elements that have a value, not a text. */
const FIELDS = new Set(["input", "textarea", "progress"]);

/** Milliseconds without a key pressed after which a field with data-live enters what it has. */
const TYPING_PAUSE = 300;

/**
 * The attribute "name" names a data source.
 *
 * From it, each element inside with data-key="a" shows the text "a"; an input field does so only
 * while it has not the focus. An element with data-share="a" gets the text "a" as its CSS variable
 * --share. Python is told what is entered in a field, and the data-enter of a button that is
 * pressed. An element with data-keys="a,b" that has the focus enters which of these keys is pressed. A radio
 * button or an option of a list that is chosen enters its value for its data-choose, a box "true" or
 * "false", and <details> that are opened their data-toggle. A field with data-live enters its text
 * while one types, too. An element with data-first is brought into sight, one with data-focus gets
 * the focus.
 */
class LiveText extends HTMLElement {
  #source = null;
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
    const [bokehDocument] = Bokeh.documents;
    this.#source = findSource(bokehDocument, this.getAttribute("name"));
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
    mailbox.post("entry", { to: this.getAttribute("name"), key, text });
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
