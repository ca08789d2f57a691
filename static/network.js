// Makes the network's picture a thing to point at, tap and walk through by keyboard.

import { EditorKeys } from "./editor-keys.js";
import { elementById } from "./elements.js";
import { columnsOf, requireSource } from "./frames.js";
import { layerCentres, nearestCurve, nearestInDirection, smallestGap } from "./geometry.js";
import { mailbox } from "./mailbox.js";
import { rounded } from "./spelling.js";
import { keepInside, showBeside } from "./stage-cards.js";

const UNIT_SIZES = { least: 16, most: 58, share: 1 / 14 };
const STEPPER_WIDTH = 92;
const EDGE_REACH = 7;

/** @type {ReadonlyMap<string, Step>} by the name of the key */
const STEPS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** Connect the picture of the network in a document with pointer, touch and keyboard. */
export class NetworkPointer {
  #canvas = elementById("network", HTMLElement);
  #stage = elementById("stage", HTMLElement);
  #units = elementById("units", HTMLElement);
  #hoverCard = elementById("hover-card", HTMLElement);
  #hoverLabel = elementById("hover-label", HTMLElement);
  #hoverValue = elementById("hover-value", HTMLElement);
  #editor = elementById("editor", HTMLElement);

  #document;
  #hovered = "";
  #selected = "";
  #marked = "";
  #lastWish = 0;
  /** @type {readonly string[] | null} */
  #addresses = null;
  #keys = new EditorKeys();
  #edge = -1;
  /** @type {Point | null} */
  #opening = null;
  #cleanUp = new AbortController();
  #resize;

  /** @param {BokehDocument} bokehDocument */
  constructor(bokehDocument) {
    this.#document = bokehDocument;
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(this.#stage);
    this.#source("units").properties.data.change.connect(() => this.#showUnits());
    this.#source("edges").properties.data.change.connect(() => this.#showEdge());
    this.#showUnits();
    this.#listen();
  }

  /** Stop listening, because another document takes this one's place. */
  disconnect() {
    this.#cleanUp.abort();
    this.#resize.disconnect();
  }

  /**
   * Open the editor where the pointer asked for it, or close it.
   *
   * @param {string} address the part that Python edits; an empty text for none. Frames that are
   *   older than the user's last wish are none of its business.
   */
  showSelected(address) {
    if (!mailbox.isTaken(this.#lastWish)) return;
    this.#selected = address;
    if (address === "") this.#close();
    else if (this.#opening !== null) this.#open(this.#opening);
  }

  /**
   * Mark the neurons that the open drawer speaks of.
   *
   * @param {string} addresses by commas
   */
  showMarked(addresses) {
    if (addresses === this.#marked) return;
    this.#marked = addresses;
    this.#mark();
  }

  #mark() {
    const marked = new Set(this.#marked.split(","));
    for (const button of /** @type {Iterable<HTMLElement>} */ (this.#units.children)) {
      const isMarked = marked.has(button.dataset.address ?? "");
      if (isMarked) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /**
   * @template {"units" | "edges"} N
   * @param {N} name
   */
  #source(name) {
    return requireSource(this.#document, name);
  }

  /** @param {string} name of its renderer */
  #glyph(name) {
    return /** @type {GlyphRenderer} */ (this.#document.get_model_by_name(name)).glyph;
  }

  #listen() {
    const { signal } = this.#cleanUp;
    const [stage, units, editor] = [this.#stage, this.#units, this.#editor];
    stage.addEventListener("pointermove", (event) => this.#point(event), { signal });
    stage.addEventListener("pointerleave", () => this.#leave(), { signal });
    stage.addEventListener("click", (event) => this.#tap(event), { signal });
    units.addEventListener("focusin", (event) => this.#enterUnit(event), { signal });
    units.addEventListener("focusout", () => this.#hover(""), { signal });
    units.addEventListener("keydown", (event) => this.#walk(event), { signal });
    const leave = () => this.#leaveEditor();
    editor.addEventListener("keydown", ({ key }) => key === "Escape" && leave(), { signal });
    editor.addEventListener("keydown", (event) => this.#pressInEditor(event), { signal });
    addEventListener("resize", () => keepInside(editor, stage), { signal });
    elementById("close-editor", HTMLElement).addEventListener("click", leave, { signal });
  }

  // Units are as large as the closest two columns and rows allow.
  #fit() {
    const { x, y, address } = columnsOf(this.#source("units"));
    const { clientWidth, clientHeight } = this.#stage;
    const layerGap = smallestGap(layerCentres(address, x));
    const room = Math.min(
      clientWidth * Math.min(0.56 * layerGap, 0.8 * smallestGap(x)),
      0.78 * clientHeight * smallestGap(y),
    );
    const most = Math.max(UNIT_SIZES.most, UNIT_SIZES.share * clientHeight);
    const size = Math.round(Math.min(most, Math.max(UNIT_SIZES.least, room)));
    this.#stage.style.setProperty("--unit", `${size}px`);
    this.#canvas.classList.toggle("crowded", clientWidth * layerGap < STEPPER_WIDTH);
    const side = { value: size, units: "screen" };
    this.#glyph("maps").setv({ dw: side, dh: side }, { sync: false });
    this.#glyph("outlines").setv({ width: side, height: side }, { sync: false });
  }

  #showUnits() {
    const { x, y, address, label } = columnsOf(this.#source("units"));
    if (address === this.#addresses) return;
    this.#addresses = address;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.address;
    const features = address.filter((one) => one.startsWith("feature:"));
    this.#stage.style.setProperty("--rows", String(1 / smallestGap(y)));
    this.#stage.style.setProperty("--features", String(features.length));
    const output = address.indexOf(`unit:${address.at(-1)?.split(":")[1]}:0`);
    this.#stage.style.setProperty("--output-top", `${100 * (1 - y[output])}%`);
    const buttons = [...address.keys()]
      .filter((i) => address[i].startsWith("unit:"))
      .map((i) => unitButton(x[i], y[i], address[i], label[i]));
    this.#units.replaceChildren(...buttons);
    this.#makeTabStop(buttons[0]);
    this.#mark();
    buttons.find((button) => button.dataset.address === focused)?.focus();
    this.#fit();
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const place = this.#placeOf(event);
    const unit = this.#unitAt(place);
    this.#edge = unit === null ? this.#edgeAt(place) : -1;
    this.#hover(unit ?? "");
    this.#showEdge(place);
  }

  #leave() {
    this.#edge = -1;
    this.#hover("");
    this.#showEdge();
  }

  /** @param {MouseEvent} event */
  #tap(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (this.#editor.contains(target)) return;
    const unit = target.dataset.address;
    const place = this.#placeOf(unit === undefined ? event : centreOf(target));
    const index = unit === undefined ? this.#edgeAt(place) : -1;
    const address = unit ?? columnsOf(this.#source("edges")).address[index];
    if (address === undefined || target.closest("[data-root='features']")) return;
    if (address === this.#selected) return;
    this.#opening = place;
    this.#select(address);
  }

  /** @param {FocusEvent} event */
  #enterUnit({ target }) {
    const button = /** @type {HTMLElement} */ (target);
    this.#makeTabStop(button);
    this.#hover(button.dataset.address ?? "");
  }

  /** @param {string} address */
  #hover(address) {
    if (address === this.#hovered) return;
    this.#hovered = address;
    mailbox.post("hover", address);
  }

  /** @param {string} address */
  #select(address) {
    if (address === this.#selected) return;
    this.#selected = address;
    this.#lastWish = mailbox.post("select", address);
  }

  /** @param {Point} place */
  #open(place) {
    showBeside(this.#editor, this.#stage, place);
    this.#opening = null;
    this.#showEdge();
    const field = inputOf("editor_value");
    this.#keys.begin(field?.value ?? "");
    field?.focus();
  }

  #close() {
    this.#editor.hidden = true;
    this.#opening = null;
    this.#select("");
  }

  #leaveEditor() {
    const address = unitOf(this.#selected);
    this.#close();
    this.#buttons.find((button) => button.dataset.address === address)?.focus();
  }

  /** @param {KeyboardEvent} event */
  #pressInEditor(event) {
    const field = inputOf("editor_value");
    if (!field || event.composedPath()[0] !== field || field.disabled) return;
    if (event.key === "Enter") this.#keys.entered(field.value);
    const text = this.#keys.answer(event, field.value);
    if (text === null) return;
    event.preventDefault();
    if (event.key.startsWith("Arrow")) this.#keys.entered(text);
    field.value = text;
    // Bokeh sends what a field holds when it changes.
    field.dispatchEvent(new Event("change"));
  }

  get #buttons() {
    return /** @type {HTMLElement[]} */ ([...this.#units.children]);
  }

  /**
   * Give a place of the window in pixels from the stage's upper left corner.
   *
   * @param {Point} place
   */
  #placeOf({ x, y }) {
    const { left, top } = this.#stage.getBoundingClientRect();
    return { x: x - left, y: y - top };
  }

  /** @param {Point} place */
  #unitAt({ x, y }) {
    const columns = columnsOf(this.#source("units"));
    const { clientWidth, clientHeight } = this.#stage;
    const reach = parseFloat(this.#stage.style.getPropertyValue("--unit")) / 2;
    const index = columns.address.findIndex(
      (_, i) =>
        Math.abs(columns.x[i] * clientWidth - x) <= reach &&
        Math.abs((1 - columns.y[i]) * clientHeight - y) <= reach,
    );
    return index < 0 ? null : columns.address[index];
  }

  /** @param {Point} place */
  #edgeAt(place) {
    const size = { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
    return nearestCurve(columnsOf(this.#source("edges")), size, place, EDGE_REACH);
  }

  /** @param {Point} [place] */
  #showEdge(place) {
    const { address, label, weight } = columnsOf(this.#source("edges"));
    const isShown = this.#edge >= 0 && this.#edge < address.length && this.#editor.hidden === true;
    this.#hoverCard.hidden = !isShown;
    this.#stage.classList.toggle("over-edge", isShown);
    if (!isShown) return;
    this.#hoverLabel.textContent = label[this.#edge];
    this.#hoverValue.textContent = rounded(weight[this.#edge]);
    if (place) showBeside(this.#hoverCard, this.#stage, place);
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const step = STEPS.get(event.key);
    if (step === undefined) return;
    event.preventDefault();
    const from = centreOf(/** @type {HTMLElement} */ (event.target));
    this.#buttons[nearestInDirection(from, step, this.#buttons.map(centreOf))]?.focus();
  }

  /**
   * Let one button of the group be in the tab order.
   *
   * @param {HTMLElement} button
   */
  #makeTabStop(button) {
    for (const other of this.#buttons) other.tabIndex = other === button ? 0 : -1;
  }
}

/**
 * The address of the unit that a part belongs to: a weight to the one it leads to.
 *
 * @param {string} address
 */
function unitOf(address) {
  const [, layer, ...ends] = address.split(":");
  return `unit:${layer}:${ends.pop()}`;
}

/** @param {string} place */
function inputOf(place) {
  const host = document.querySelector(`[data-root="${place}"]`)?.lastElementChild;
  return host?.shadowRoot?.querySelector("input");
}

/**
 * @param {number} x from 0 to 1
 * @param {number} y from 0 to 1
 * @param {string} address
 * @param {string} label
 */
function unitButton(x, y, address, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.address = address;
  button.setAttribute("aria-label", label);
  button.style.left = `${100 * x}%`;
  button.style.top = `${100 * (1 - y)}%`;
  return button;
}

/**
 * Give the centre of an element in pixels from the window's upper left corner.
 *
 * @param {HTMLElement} element
 * @returns {Point}
 */
function centreOf(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
