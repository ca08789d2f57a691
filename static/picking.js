// Lets an author click on the page what an exercise shall lock or hide, beside the list in the form.

/** What the parts look like meanwhile; nobody else needs these rules. */
const STYLE = `
  .picking :is([data-root], [data-lock], [data-drawer], #stage) { cursor: crosshair; }
  .picking .pickable { outline: 2px dashed var(--accent); outline-offset: 3px; }
  .picking .picked-lock { outline: 3px solid var(--accent); outline-offset: 1px; }
  .picking .picked-hide { opacity: 0.35; outline: 3px dotted var(--accent); outline-offset: 1px; }
  .picking-menu { position: absolute; z-index: 90; display: grid; gap: var(--space-1);
    padding: var(--space-2); border: 1px solid var(--control-line); border-radius: var(--radius);
    background: var(--paper); color: var(--text); box-shadow: var(--shadow); }
  .picking-menu b { padding: 0 var(--space-1); }
  .picking-menu button { min-height: 32px; padding: 0 var(--space-3); border-radius: var(--radius-small);
    border: 1px solid var(--control-line); background: var(--paper); color: var(--text);
    font: inherit; text-align: left; cursor: pointer; }
  .picking-menu button[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }
  @media (forced-colors: active) {
    .picking-menu button[aria-pressed="true"] { outline: 3px solid Highlight; outline-offset: -3px; }
  }
`;

/** Weights and biases are edited there, and have no control. */
const WEIGHTS = "weights";

/** What may be done with a part. */
const WAYS = /** @type {const} */ (["lock", "hide", "free"]);

/** The picking that is going on. @type {Picking | null} */
let present = null;

/**
 * Begin, or end what was begun by the same button.
 *
 * @param {HTMLElement} button its data-names are all that can be picked, as JSON: name -> label,
 *   its data-locked and data-hidden what is locked and hidden now; data-words are the words
 *   of the menu
 * @param {(entered: string) => void} enter takes a way and a name, such as "lock noise"
 */
export function pick(button, enter) {
  if (present !== null) {
    present.end();
    return;
  }
  present = new Picking(button, enter);
}

class Picking {
  /** The form is shown anew after each choice, in the same place. @type {ShadowRoot} */
  #form;
  #enter;
  /** @type {Record<string, string>} */
  #labels;
  /** @type {Record<string, string>} */
  #words;
  /** @type {Record<"lock" | "hide", Set<string>>} */
  #picked;
  #abort = new AbortController();
  #renewed = new MutationObserver(() => this.#pressButton(true));
  #sheet = new CSSStyleSheet();
  /** @type {HTMLElement | null} */
  #menu = null;

  /**
   * @param {HTMLElement} button
   * @param {(entered: string) => void} enter
   */
  constructor(button, enter) {
    this.#form = /** @type {ShadowRoot} */ (button.getRootNode());
    this.#enter = enter;
    const { names, words, locked, hidden } = button.dataset;
    this.#labels = JSON.parse(names ?? "{}");
    this.#words = JSON.parse(words ?? "{}");
    this.#picked = { lock: listed(locked), hide: listed(hidden) };
    this.#sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(this.#sheet);
    document.documentElement.classList.add("picking");
    this.#renewed.observe(this.#form, { childList: true, subtree: true });
    this.#pressButton(true);
    const options = { capture: true, signal: this.#abort.signal };
    for (const kind of ["click", "pointerdown", "mousedown", "touchstart", "pointerup"]) {
      addEventListener(kind, (event) => this.#take(event), { ...options, passive: false });
    }
    addEventListener("keydown", (event) => this.#press(event), options);
    addEventListener("pointerover", (event) => this.#point(event), options);
    this.#show();
  }

  /** Give the page back. */
  end() {
    present = null;
    this.#abort.abort();
    this.#close();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.#sheet);
    document.documentElement.classList.remove("picking");
    this.#renewed.disconnect();
    this.#pressButton(false);
    for (const name of ["pickable", "picked-lock", "picked-hide"]) {
      for (const part of document.querySelectorAll(`.${name}`)) part.classList.remove(name);
    }
  }

  /** @param {boolean} isOn */
  #pressButton(isOn) {
    const button = this.#form.querySelector("[data-pick]");
    if (button?.getAttribute("aria-pressed") !== String(isOn)) {
      button?.setAttribute("aria-pressed", String(isOn));
    }
  }

  /** @param {Event} event */
  #take(event) {
    if (!this.#form.isConnected) {
      this.end(); // the form was closed
      return;
    }
    const path = event.composedPath();
    if (this.#menu !== null && path.includes(this.#menu)) return;
    const part = this.#partOf(path);
    if (part === null) {
      if (event.type === "click") this.#close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "click") this.#open(part);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Escape") {
      event.stopImmediatePropagation();
      if (this.#menu === null) this.end();
      else this.#close();
    } else if (event.key === "Enter" || event.key === " ") {
      this.#take(event);
      const part = this.#partOf(event.composedPath());
      if (part !== null && !this.#menu?.contains(document.activeElement)) this.#open(part);
    }
  }

  /** @param {Event} event */
  #point(event) {
    const part = this.#partOf(event.composedPath());
    for (const one of document.querySelectorAll(".pickable")) one.classList.remove("pickable");
    part?.classList.add("pickable");
  }

  /**
   * Find the part of the page that something happens in; null if it is none that can be picked.
   *
   * @param {EventTarget[]} path
   * @returns {HTMLElement | null}
   */
  #partOf(path) {
    const elements = path.filter((one) => one instanceof HTMLElement);
    if (elements.some(({ id }) => id === "drawer")) return null;
    return elements.find((one) => this.#nameOf(one) !== "") ?? null;
  }

  /** @param {HTMLElement} part */
  #nameOf(part) {
    const { lock, root, drawer, hide } = part.dataset;
    const own = [lock, root, drawer, hide?.split(" ")[0], part.id === "stage" ? WEIGHTS : ""];
    return own.find((name) => name && name in this.#labels) ?? "";
  }

  /** @param {HTMLElement} part */
  #open(part) {
    this.#close();
    const name = this.#nameOf(part);
    const menu = document.createElement("div");
    menu.className = "picking-menu";
    menu.setAttribute("role", "group");
    menu.setAttribute("aria-label", this.#labels[name]);
    const title = document.createElement("b");
    title.textContent = this.#labels[name];
    menu.append(title, ...WAYS.map((way) => this.#choice(way, name)));
    document.body.append(menu);
    const place = part.getBoundingClientRect();
    const least = 8;
    const left = Math.min(place.left, innerWidth - menu.offsetWidth - least);
    const below = place.bottom + menu.offsetHeight + least < innerHeight;
    const top = below ? place.bottom + 4 : Math.max(least, place.top - menu.offsetHeight - 4);
    menu.style.left = `${Math.max(least, left) + scrollX}px`;
    menu.style.top = `${Math.min(top, innerHeight - menu.offsetHeight - least) + scrollY}px`;
    this.#menu = menu;
    menu.querySelector("button")?.focus();
  }

  /**
   * @param {(typeof WAYS)[number]} way
   * @param {string} name
   */
  #choice(way, name) {
    const button = document.createElement("button");
    const { lock, hide } = this.#picked;
    const is = {
      lock: lock.has(name),
      hide: hide.has(name),
      free: !lock.has(name) && !hide.has(name),
    };
    button.type = "button";
    button.textContent = this.#words[way];
    button.setAttribute("aria-pressed", String(is[way]));
    button.addEventListener("click", () => this.#choose(way, name));
    return button;
  }

  /**
   * @param {(typeof WAYS)[number]} way
   * @param {string} name
   */
  #choose(way, name) {
    for (const one of ["lock", "hide"]) {
      const names = this.#picked[/** @type {"lock" | "hide"} */ (one)];
      if (way === one) names.add(name);
      else names.delete(name);
    }
    this.#close();
    this.#show();
    this.#enter(`${way} ${name}`);
  }

  /** Mark what is locked and hidden. */
  #show() {
    const parts = document.querySelectorAll("[data-root], [data-lock], [data-drawer], #stage");
    for (const part of parts) {
      const name = this.#nameOf(/** @type {HTMLElement} */ (part));
      part.classList.toggle("picked-lock", this.#picked.lock.has(name));
      part.classList.toggle("picked-hide", this.#picked.hide.has(name));
    }
  }

  #close() {
    this.#menu?.remove();
    this.#menu = null;
  }
}

/** @param {string | undefined} names separated by blanks */
function listed(names) {
  return new Set((names ?? "").split(" ").filter(Boolean));
}
