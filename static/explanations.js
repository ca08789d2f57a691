// Explains the page where it is: what the pointer rests on, has the focus or is held by a finger
// gets its term's sentences beside it. Escape takes them away; the pointer may go into them.

import { loadGlossary, termAt } from "./glossary.js";

/** Milliseconds until an explanation comes, and until it goes when the pointer has left. */
const PATIENCE = { rest: 700, hold: 500, leave: 300 };

const GAP = 8;

/** In the names of features, which are no words that begin with a capital. */
const INDEX = /[₀-₉]/;

/** What a finger works with; all else is explained as soon as it is tapped. */
const CONTROLS = "button, a, input, select, textarea, summary, label, [role='slider'], .noUi-base";

/** What a component of the page stands in. */
const PLACE = "[data-root]";

/** @typedef {{ anchor: HTMLElement, keys: string[] }} Found */

/** The one explanation that is shown, if any. */
class Explanations {
  #tip = makeTip();
  /** @type {Found | null} */
  #shown = null;
  /** What was used or sent away: not explained again before it is left.  @type {Element | null} */
  #refused = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Element | null} */
  #described = null;
  /** Whether it is about what has the focus, wherever the pointer is. */
  #isFocused = false;
  /** Whether a finger rests on the page. */
  #holding = false;
  /** What it explains can move while it is shown, as when a drawer opens. */
  #moved = new ResizeObserver(() => this.#settle());

  constructor() {
    const capture = true;
    addEventListener("pointerover", (event) => this.#point(event), { capture });
    addEventListener("focusin", (event) => this.#focus(event), { capture });
    addEventListener("focusout", () => this.#hide(), { capture });
    addEventListener("pointerdown", (event) => this.#press(event), { capture });
    addEventListener("pointerup", () => this.#release(), { capture });
    addEventListener("click", (event) => this.#tap(event), { capture });
    addEventListener("contextmenu", (event) => this.#holding && event.preventDefault(), {
      capture,
    });
    addEventListener("pointercancel", () => this.#hide(), { capture });
    addEventListener("keydown", (event) => this.#key(event), { capture });
    addEventListener("scroll", () => this.#settle(), { capture, passive: true });
    document.documentElement.addEventListener("pointerleave", () => this.#leave());
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (event.pointerType !== "touch" && event.buttons === 0) this.consider(event.composedPath());
  }

  /**
   * Explain what the pointer rests on, if it stays there.
   *
   * @param {readonly EventTarget[]} path
   */
  async consider(path) {
    if (path.includes(this.#tip)) {
      clearTimeout(this.#timer);
      return;
    }
    if (this.#refused !== null && !path.includes(this.#refused)) this.#refused = null;
    const found = await findTerm(path);
    if (found === null || this.#refused !== null) this.#leave();
    else if (found.anchor === this.#shown?.anchor) clearTimeout(this.#timer);
    else this.#later(found, PATIENCE.rest);
  }

  /** @param {FocusEvent} event */
  async #focus(event) {
    const path = event.composedPath();
    const [inner] = path;
    if (!(inner instanceof HTMLElement) || !inner.matches(":focus-visible")) return;
    const found = await findTerm(path);
    if (found === null || (this.#refused !== null && path.includes(this.#refused))) return;
    this.#later(found, PATIENCE.rest, inner);
  }

  /** @param {PointerEvent} event */
  async #press(event) {
    const path = event.composedPath();
    if (path.includes(this.#tip)) return;
    this.#hide();
    this.#holding = event.pointerType === "touch";
    // Its own button may be drawn anew by being pressed; its place stays.
    this.#refused = elementsOf(path).find((one) => one.matches(PLACE)) ?? elementsOf(path)[0];
    const found = await findTerm(path);
    if (found !== null && this.#holding) this.#later(found, PATIENCE.hold);
  }

  #release() {
    this.#holding = false;
    if (this.#shown === null) clearTimeout(this.#timer);
  }

  /**
   * A control that was held to have it explained is not used by letting go; words are only tapped.
   *
   * @param {PointerEvent | MouseEvent} event
   */
  async #tap(event) {
    if (!("pointerType" in event) || event.pointerType !== "touch") return;
    const path = event.composedPath();
    if (this.#shown !== null && !path.includes(this.#tip)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (!path.some((one) => one instanceof HTMLElement && one.matches(CONTROLS))) {
      const found = await findTerm(path);
      if (found !== null) this.#later(found, 0);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.#shown === null) return;
    if (event.key === "Escape" || event.key === "Enter") {
      this.#refused = this.#shown.anchor;
      this.#hide();
    }
  }

  /**
   * @param {Found} found
   * @param {number} delay
   * @param {HTMLElement} [focused]
   */
  #later(found, delay, focused) {
    clearTimeout(this.#timer);
    this.#isFocused = focused !== undefined;
    this.#timer = setTimeout(() => this.#show(found, focused), delay);
  }

  #leave() {
    if (this.#isFocused) return;
    clearTimeout(this.#timer);
    if (this.#shown !== null) this.#timer = setTimeout(() => this.#hide(), PATIENCE.leave);
  }

  /**
   * @param {Found} found
   * @param {HTMLElement} [focused]
   */
  async #show(found, focused) {
    const { terms } = await loadGlossary();
    if (!found.anchor.isConnected) return;
    this.#hide();
    this.#isFocused = focused !== undefined;
    this.#shown = found;
    const chosen = found.keys.map((key) => terms[key]);
    this.#tip.replaceChildren(...chosen.flatMap(written));
    this.#tip.hidden = false;
    this.#settle();
    const around = [this.#tip, found.anchor, this.#tip.parentElement];
    for (const one of around) if (one !== null) this.#moved.observe(one);
    if (focused) this.#describe(focused, chosen.map(({ words }) => words).join(" "));
  }

  #settle() {
    if (this.#shown !== null) placeBeside(this.#tip, this.#shown.anchor.getBoundingClientRect());
  }

  // An id does not reach out of a shadow root, a description does.
  /**
   * @param {Element} element
   * @param {string} words
   */
  #describe(element, words) {
    element.setAttribute("aria-description", words);
    this.#described = element;
  }

  #hide() {
    clearTimeout(this.#timer);
    this.#isFocused = false;
    this.#shown = null;
    this.#moved.disconnect();
    this.#tip.hidden = true;
    this.#described?.removeAttribute("aria-description");
    this.#described = null;
  }
}

function makeTip() {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.querySelector("main")?.append(tip); // a landmark, as all content has to be in one
  return tip;
}

/** @param {readonly EventTarget[]} path */
const elementsOf = (path) => path.filter((one) => one instanceof HTMLElement);

/** @param {readonly EventTarget[]} path */
async function findTerm(path) {
  const open = document.querySelector(".drawers [aria-expanded='true']");
  const drawer = open instanceof HTMLElement ? (open.dataset.drawer ?? "") : "";
  // Without a network at the first time there is nothing to say.
  return loadGlossary().then(
    (glossary) => termAt(path, glossary, drawer),
    () => null,
  );
}

/**
 * Write a term: its title, its sentences, and its picture if it has one.
 *
 * @param {Term} term
 * @returns {Element[]}
 */
export function written({ title, words, picture, caption = "" }) {
  const head = document.createElement("b");
  head.textContent = title.replace(/ \{.*/, "");
  head.classList.toggle("symbol", INDEX.test(title));
  const sentences = document.createElement("p");
  sentences.textContent = words;
  if (!picture) return [head, sentences];
  const drawn = new DOMParser().parseFromString(picture, "image/svg+xml").documentElement;
  const below = document.createElement("p");
  below.className = "tip-caption";
  below.textContent = caption;
  return [head, sentences, document.importNode(drawn, true), below];
}

/**
 * Put a card below a control, or above, or else beside it, and over it only where all is full.
 *
 * @param {HTMLElement} tip
 * @param {DOMRect} control
 */
export function placeBeside(tip, control) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const middle = control.left + control.width / 2 - width / 2;
  const left = Math.max(GAP, Math.min(middle, innerWidth - width - GAP));
  const beside = control.top + control.height / 2 - height / 2;
  const top = Math.max(GAP, Math.min(beside, innerHeight - height - GAP));
  const right = control.right + GAP;
  const places = [
    { left, top: control.bottom + GAP },
    { left, top: control.top - GAP - height },
    { left: right, top },
    { left: control.left - GAP - width, top },
  ];
  const fits = places.find(
    (one) =>
      one.left >= 0 &&
      one.top >= 0 &&
      one.left + width <= innerWidth &&
      one.top + height <= innerHeight,
  );
  const inside = Math.min(control.bottom + GAP, innerHeight - height - GAP);
  const chosen = fits ?? { left, top: Math.max(GAP, inside) };
  tip.style.left = `${chosen.left}px`;
  tip.style.top = `${chosen.top}px`;
}

export const explanations = new Explanations();
