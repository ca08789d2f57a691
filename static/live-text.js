// <live-text>: HTML whose texts come with the frames. It may stand anywhere, in shadow roots too.

import { columnsOf, findSource } from "./frames.js";
import { keepInSight } from "./in-sight.js";
import { mailbox } from "./mailbox.js";

/** Elements that have a value, not a text. */
const FIELDS = new Set(["input", "textarea", "progress"]);

/** The texts that are shown. @type {Set<LiveText>} */
const shown = new Set();

/** What was typed on an earlier visit and not taken, by what Python keeps of it. */
/** @type {Map<string, readonly Entry[]>} */
const typed = new Map();

/** Keys that move an entry of a list, with Alt. */
const WAYS = new Map([
  ["ArrowUp", "up"],
  ["ArrowDown", "down"],
]);

/** Milliseconds without a key pressed after which a field with data-live enters what it has. */
const TYPING_PAUSE = 300;

/**
 * The attribute "name" names a data source; "data-kept" what Python keeps of what is entered here.
 *
 * From it, each element inside with data-key="a" shows the text "a"; an input field does so only
 * while it has not the focus. An element with data-share="a" gets the text "a" as its CSS variable
 * --share. Python is told what is entered in a field, and the data-enter of a button that is
 * pressed. An element with data-keys="a,b" that has the focus enters which of these keys is pressed. A radio
 * button or an option of a list that is chosen enters its value for its data-choose, a box "true" or
 * "false", and <details> that are opened their data-toggle. A field with data-live enters its text
 * while one types, too. An element with data-first is brought into sight, one with data-focus gets
 * the focus. Files that are chosen in a field with data-files, or dropped on such an element, are
 * handed over to Python, which is told their folder. A button with data-screen shows all of it on the
 * whole screen; with the value "leave" it ends that. An image that is chosen in a field with data-image
 * is entered as a data URL. Alt and an arrow press the button with data-way="up" or "down" of the
 * element with data-entry in which the focus is. A button with data-pick has parts of the page picked
 * (picking.js).
 */
class LiveText extends HTMLElement {
  /** @type {DataSource<LiveTextColumns> | null} */
  #source = null;
  /** @type {HTMLInputElement | null} the field that has been changed but not entered */
  #edited = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;
  #show = () => this.#showTexts();

  constructor() {
    super();
    this.addEventListener("input", (event) => this.#edit(fieldOf(event)));
    this.addEventListener("keydown", (event) => this.#press(event));
    this.addEventListener("focusout", (event) => this.#leave(fieldOf(event)));
    this.addEventListener("click", (event) => this.#click(fieldOf(event)));
    this.addEventListener("change", (event) => this.#choose(fieldOf(event)));
    this.addEventListener("dragover", (event) => this.#dragOver(event));
    this.addEventListener("drop", (event) => this.#drop(event));
    this.addEventListener("toggle", (event) => this.#toggle(event), { capture: true });
  }

  connectedCallback() {
    shown.add(this);
    const [bokehDocument] = Bokeh.documents;
    this.#source = /** @type {DataSource<any>} */ (findSource(bokehDocument, this.#name));
    this.#source.properties.data.change.connect(this.#show);
    this.#showTexts();
    this.showFirst();
    this.#elements("[data-focus]")[0]?.focus();
    this.#enterTyped();
  }

  /** Bring into sight what is to be seen first. */
  showFirst() {
    const [first] = this.#elements("[data-first]");
    if (first) keepInSight(first, this, "nearest");
  }

  disconnectedCallback() {
    shown.delete(this);
    this.#source?.properties.data.change.disconnect(this.#show);
  }

  get #name() {
    return this.getAttribute("name") ?? "";
  }

  /**
   * @param {string} selector
   * @returns {NodeListOf<HTMLElement>}
   */
  #elements(selector) {
    return this.querySelectorAll(selector);
  }

  #showTexts() {
    if (this.#source === null) return;
    const { key, text } = columnsOf(this.#source);
    const texts = new Map(key.map((name, i) => [name, text[i]]));
    const focused = /** @type {Document | ShadowRoot} */ (this.getRootNode()).activeElement;
    for (const element of this.#elements("[data-key]")) {
      const value = texts.get(element.dataset.key ?? "");
      if (value !== undefined && element !== focused) showLiveText(element, value);
    }
    for (const element of this.#elements("[data-share]")) {
      element.style.setProperty("--share", texts.get(element.dataset.share ?? "") ?? "0");
    }
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { key } = event;
    const field = fieldOf(event);
    const { keys } = field.dataset;
    if (event.altKey && WAYS.has(key)) this.#move(event, WAYS.get(key) ?? "");
    if (keys?.split(",").includes(key)) {
      event.preventDefault();
      this.#post(keys, key);
    }
    if (field.localName !== "input") return;
    if (key === "Enter") this.#enterValue(field);
    if (key !== "Escape") return;
    this.#edited = null;
    field.blur();
  }

  /**
   * Press the button that moves the entry in which a key was pressed.
   *
   * @param {KeyboardEvent} event
   * @param {string} way
   */
  #move(event, way) {
    /** @type {HTMLElement | null | undefined} */
    const button = fieldOf(event).closest("[data-entry]")?.querySelector(`[data-way=${way}]`);
    if (!button) return;
    event.preventDefault();
    this.enterEdited();
    button.click();
  }

  /** @param {HTMLInputElement} field */
  #edit(field) {
    this.#edited = field;
    clearTimeout(this.#typing);
    if (field.dataset.live === undefined) return;
    this.#typing = setTimeout(() => {
      if (this.#edited === field) this.#enterValue(field);
    }, TYPING_PAUSE);
  }

  /**
   * A field that was left unchanged shows the present value again, once the focus is elsewhere.
   *
   * @param {HTMLInputElement} field
   */
  #leave(field) {
    if (field === this.#edited) this.#enterValue(field);
    else queueMicrotask(this.#show);
  }

  /** @param {Element} target */
  #click(target) {
    /** @type {HTMLElement | null} */
    const button = target.closest("[data-enter]");
    if (button !== null) this.#post(button.dataset.enter, "");
    /** @type {HTMLElement | null} */
    const filling = target.closest("[data-screen]");
    if (filling !== null) this.#fillScreen(filling.dataset.screen === "leave");
    /** @type {HTMLElement | null} */
    const picking = target.closest("[data-pick]");
    if (picking !== null) this.#pick(picking);
  }

  /** @param {HTMLElement} button */
  async #pick(button) {
    const { pick } = await import("./picking.js");
    pick(button, (entered) => this.#enter(button.dataset.pick, entered));
  }

  /**
   * Show this text alone on the whole screen, or no longer.
   *
   * @param {boolean} isLeft
   */
  #fillScreen(isLeft) {
    const { host } = /** @type {ShadowRoot} */ (this.getRootNode());
    if (document.fullscreenElement !== null) document.exitFullscreen();
    else if (!isLeft) host.requestFullscreen();
  }

  /** @param {DragEvent} event */
  #dragOver(event) {
    if (fieldOf(event).closest("[data-files]") !== null) event.preventDefault();
  }

  /** @param {DragEvent} event */
  #drop(event) {
    /** @type {HTMLElement | null} */
    const place = fieldOf(event).closest("[data-files]");
    if (place === null) return;
    event.preventDefault();
    const items = [...(event.dataTransfer?.items ?? [])];
    const entries = items.map((item) => item.webkitGetAsEntry());
    this.#hand(place.dataset.files, ({ droppedFiles }) => droppedFiles(entries));
  }

  /**
   * Hand files over to Python, and enter the folder in which they are, with what is left out.
   *
   * @param {string | undefined} key
   * @param {(module: typeof import("./handed-files.js")) => GivenFiles | Promise<GivenFiles>} list
   */
  async #hand(key, list) {
    const module = await import("./handed-files.js");
    const entered = module.handOver(await list(module));
    if (entered !== null) this.#post(key, entered);
  }

  /** @param {HTMLInputElement} field */
  #choose(field) {
    const { dataset, type, value, checked, files } = field;
    if (dataset.files !== undefined && files !== null) {
      const chosen = [...files];
      field.value = ""; // so that the same file can be chosen again
      this.#hand(dataset.files, ({ chosenFiles }) => chosenFiles(chosen));
    }
    if (dataset.image !== undefined && files !== null) {
      this.#enterImage(dataset.image, files[0]);
      field.value = "";
      return;
    }
    const chosen = type === "checkbox" ? String(checked) : value;
    if (dataset.choose !== undefined) this.#enter(dataset.choose, chosen);
  }

  /**
   * Enter an image as a data URL, made small; one that cannot be shown as an empty text.
   *
   * @param {string} key
   * @param {File | undefined} file
   */
  async #enterImage(key, file) {
    if (file === undefined) return;
    const { smallImage } = await import("./small-image.js");
    this.#enter(key, (await smallImage(file).catch(() => null)) ?? "");
  }

  /** @param {Event} event */
  #toggle({ target }) {
    const { dataset, open } = /** @type {HTMLDetailsElement} */ (target);
    if (dataset.toggle !== undefined && open) this.#post(dataset.toggle, "");
  }

  /** Enter what was typed here on an earlier visit. */
  #enterTyped() {
    const name = this.dataset.kept ?? "";
    const entries = typed.get(name) ?? [];
    const isOwn = (/** @type {Entry} */ { to }) => to === this.#name;
    for (const { key, text } of entries.filter(isOwn)) this.#enter(key, text);
    const others = entries.filter((entry) => !isOwn(entry));
    typed.set(name, others);
  }

  /** Enter what was changed and not entered. */
  enterEdited() {
    if (this.#edited !== null) this.#enterValue(this.#edited);
  }

  /** @param {HTMLInputElement} field */
  #enterValue(field) {
    this.#enter(field.dataset.key, field.value);
  }

  /**
   * Enter a value, which is work and shall be kept.
   *
   * @param {string | undefined} key
   * @param {string} text
   */
  #enter(key, text) {
    this.#edited = null;
    this.#post(key, text, this.dataset.kept);
  }

  /**
   * @param {string | undefined} key
   * @param {string} text
   * @param {string} [keep]
   */
  #post(key, text, keep) {
    mailbox.post("entry", { to: this.#name, key, text, keep });
  }
}

/** Enter what was changed anywhere and not entered: the page may be left. */
export function enterEdited() {
  for (const text of shown) text.enterEdited();
}

/** Bring into sight what is to be seen first, now that the texts are. */
export function showFirst() {
  for (const text of shown) text.showFirst();
}

/**
 * Enter what was typed on an earlier visit once its fields are shown.
 *
 * @param {string} name of what Python keeps of it
 * @param {readonly Entry[]} entries
 */
export function enterAgain(name, entries) {
  typed.set(name, entries);
}

/**
 * Give what an event is about, of which other elements lack the value only.
 *
 * @param {Event} event
 */
function fieldOf(event) {
  return /** @type {HTMLInputElement} */ (event.target);
}

/**
 * @param {HTMLElement | HTMLInputElement} element
 * @param {string} value
 */
function showLiveText(element, value) {
  if ("value" in element && FIELDS.has(element.localName)) {
    if (element.value !== value) element.value = value;
  } else if (element.textContent !== value) {
    element.textContent = value;
  }
}

customElements.define("live-text", LiveText);
