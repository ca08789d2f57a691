// Makes the network's picture a thing to point at, tap and walk through by keyboard.

import { columnsOf, findSource } from "./frames.js";
import { mailbox } from "./mailbox.js";

const UNIT_SIZES = { least: 22, most: 58 };
const STEPPER_WIDTH = 92;
const EDGE_REACH = 7;
const CURVE_SEGMENTS = 20;
const MINUS = "\u2212";

const canvas = document.getElementById("network");
const stage = document.getElementById("stage");
const units = document.getElementById("units");
const hoverCard = document.getElementById("hover-card");
const editor = document.getElementById("editor");

/** Connect the picture of the network in a document with pointer, touch and keyboard. */
export class NetworkPointer {
  #document;
  #hovered = "";
  #selected = "";
  #lastWish = 0;
  #addresses = null;
  #edge = -1;
  #opening = null;
  #cleanUp = new AbortController();
  #resize;

  constructor(bokehDocument) {
    this.#document = bokehDocument;
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(stage);
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
   * @param address the part that Python edits; an empty text for none. Frames that are older than
   *   the user's last wish are none of its business.
   */
  showSelected(address) {
    if (!mailbox.isTaken(this.#lastWish)) return;
    this.#selected = address;
    if (address === "") this.#close();
    else if (this.#opening !== null) this.#open();
  }

  #source(name) {
    return findSource(this.#document, name);
  }

  #listen() {
    const { signal } = this.#cleanUp;
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
    on(stage, "pointermove", (event) => this.#point(event));
    on(stage, "pointerleave", () => this.#leave());
    on(stage, "click", (event) => this.#tap(event));
    on(units, "focusin", ({ target }) => {
      makeTabStop(target);
      this.#hover(target.dataset.address);
    });
    on(units, "focusout", () => this.#hover(""));
    on(units, "keydown", (event) => walk(event));
    on(editor, "keydown", ({ key }) => key === "Escape" && this.#leaveEditor());
    on(document.getElementById("close-editor"), "click", () => this.#leaveEditor());
  }

  // Units are as large as the closest two columns and rows allow.
  #fit() {
    const { x, y, address } = columnsOf(this.#source("units"));
    const { clientWidth, clientHeight } = stage;
    const room = Math.min(
      clientWidth * Math.min(0.56 * gap(layers(address, x)), 0.8 * gap(x)),
      0.78 * clientHeight * gap(y),
    );
    const size = Math.round(Math.min(UNIT_SIZES.most, Math.max(UNIT_SIZES.least, room)));
    stage.style.setProperty("--unit", `${size}px`);
    canvas.classList.toggle("crowded", clientWidth * gap(layers(address, x)) < STEPPER_WIDTH);
    const side = { value: size, units: "screen" };
    const glyph = (name) => this.#document.get_model_by_name(name).glyph;
    glyph("maps").setv({ dw: side, dh: side }, { sync: false });
    glyph("outlines").setv({ width: side, height: side }, { sync: false });
  }

  #showUnits() {
    const { x, y, address, label } = columnsOf(this.#source("units"));
    if (address === this.#addresses) return;
    this.#addresses = address;
    const focused = document.activeElement?.dataset?.address;
    const features = address.filter((one) => one.startsWith("feature:"));
    stage.style.setProperty("--rows", 1 / gap(y));
    stage.style.setProperty("--features", features.length);
    const output = address.indexOf(`unit:${address.at(-1).split(":")[1]}:0`);
    stage.style.setProperty("--output-top", `${100 * (1 - y[output])}%`);
    const buttons = [...address.keys()]
      .filter((i) => address[i].startsWith("unit:"))
      .map((i) => unitButton(x[i], y[i], address[i], label[i]));
    units.replaceChildren(...buttons);
    makeTabStop(buttons[0]);
    buttons.find((button) => button.dataset.address === focused)?.focus();
    this.#fit();
  }

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

  #tap(event) {
    if (editor.contains(event.target)) return;
    const unit = event.target.dataset.address;
    const place = unit === undefined ? this.#placeOf(event) : this.#centreOf(event.target);
    const index = unit === undefined ? this.#edgeAt(place) : -1;
    const address = unit ?? columnsOf(this.#source("edges")).address[index];
    if (address === undefined || event.target.closest("[data-root='features']")) return;
    if (address === this.#selected) return;
    this.#opening = place;
    this.#select(address);
  }

  #hover(address) {
    if (address === this.#hovered) return;
    this.#hovered = address;
    mailbox.post("hover", address);
  }

  #select(address) {
    if (address === this.#selected) return;
    this.#selected = address;
    this.#lastWish = mailbox.post("select", address);
  }

  #open() {
    moveTo(editor, this.#opening);
    this.#opening = null;
    this.#showEdge();
    inputOf("editor_value")?.focus();
  }

  #close() {
    editor.hidden = true;
    this.#opening = null;
    this.#select("");
  }

  #leaveEditor() {
    const address = unitOf(this.#selected);
    this.#close();
    units.querySelector(`[data-address="${address}"]`)?.focus();
  }

  #placeOf({ clientX, clientY }) {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  }

  #centreOf(button) {
    const { left, top, width, height } = button.getBoundingClientRect();
    return this.#placeOf({ clientX: left + width / 2, clientY: top + height / 2 });
  }

  #unitAt({ x, y }) {
    const columns = columnsOf(this.#source("units"));
    const reach = parseFloat(stage.style.getPropertyValue("--unit")) / 2;
    const index = columns.address.findIndex(
      (_, i) =>
        Math.abs(columns.x[i] * stage.clientWidth - x) <= reach &&
        Math.abs((1 - columns.y[i]) * stage.clientHeight - y) <= reach,
    );
    return index < 0 ? null : columns.address[index];
  }

  #edgeAt({ x, y }) {
    const { x0, y0, x1, y1 } = columnsOf(this.#source("edges"));
    const { clientWidth: width, clientHeight: height } = stage;
    let [best, closest] = [-1, EDGE_REACH ** 2];
    for (let i = 0; i < x0.length; i++) {
      const start = [x0[i] * width, (1 - y0[i]) * height];
      const end = [x1[i] * width, (1 - y1[i]) * height];
      const distance = curveDistance(x, y, start, end);
      if (distance < closest) [best, closest] = [i, distance];
    }
    return best;
  }

  #showEdge(place) {
    const { address, label, weight } = columnsOf(this.#source("edges"));
    const present = this.#edge >= 0 && this.#edge < address.length && editor.hidden;
    hoverCard.hidden = !present;
    stage.classList.toggle("over-edge", present);
    if (!present) return;
    document.getElementById("hover-label").textContent = label[this.#edge];
    document.getElementById("hover-value").textContent = signed(weight[this.#edge]);
    if (place) moveTo(hoverCard, place);
  }
}

/** The address of the unit that a part belongs to: a weight to the one it leads to. */
function unitOf(address) {
  const [, layer, ...ends] = address.split(":");
  return `unit:${layer}:${ends.pop()}`;
}

function inputOf(place) {
  const host = document.querySelector(`[data-root="${place}"]`).lastElementChild;
  return host?.shadowRoot?.querySelector("input");
}

// One button of the group is in the tab order.
function makeTabStop(button) {
  for (const other of units.children) other.tabIndex = other === button ? 0 : -1;
}

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

// Arrows move to the nearest unit in their direction.
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function walk(event) {
  const direction = DIRECTIONS[event.key];
  if (direction === undefined) return;
  event.preventDefault();
  nearest(event.target, direction)?.focus();
}

function nearest(from, [dx, dy]) {
  const centre = (button) => {
    const box = button.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = centre(from);
  const cost = (button) => {
    const [toX, toY] = centre(button);
    const along = (toX - x) * dx + (toY - y) * dy;
    const aside = Math.abs((toX - x) * dy) + Math.abs((toY - y) * dx);
    return along > 1 ? along + (dx ? 0.5 : 4) * aside : Infinity;
  };
  const others = [...units.children].filter((button) => cost(button) < Infinity);
  return others.sort((a, b) => cost(a) - cost(b))[0];
}

/** Give the middle of each layer, some of which have several columns. */
function layers(address, x) {
  const ends = new Map();
  for (const [i, one] of address.entries()) {
    const [kind, layer] = one.split(":");
    const name = kind === "unit" ? layer : kind;
    const [least, most] = ends.get(name) ?? [x[i], x[i]];
    ends.set(name, [Math.min(least, x[i]), Math.max(most, x[i])]);
  }
  return [...ends.values()].map(([least, most]) => (least + most) / 2);
}

/** Give the smallest distance between different values. */
function gap(values) {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]);
  return Math.min(1, ...gaps.filter((difference) => difference > 1e-6));
}

/** Square of the distance between (x, y) and the curve that draws an edge, cut into segments. */
function curveDistance(x, y, start, end) {
  let [fromX, fromY] = start;
  let closest = Infinity;
  for (let i = 1; i <= CURVE_SEGMENTS; i++) {
    const t = i / CURVE_SEGMENTS;
    const toX = start[0] + (1.5 * t * (1 - t) + t ** 3) * (end[0] - start[0]);
    const toY = start[1] + t * t * (3 - 2 * t) * (end[1] - start[1]);
    closest = Math.min(closest, segmentDistance(x - fromX, y - fromY, toX - fromX, toY - fromY));
    [fromX, fromY] = [toX, toY];
  }
  return closest;
}

/** Square of the distance between (x, y) and the segment from the origin to (dx, dy). */
function segmentDistance(x, y, dx, dy) {
  const along = Math.min(1, Math.max(0, (x * dx + y * dy) / (dx * dx + dy * dy || 1)));
  return (x - along * dx) ** 2 + (y - along * dy) ** 2;
}

/** Put a card beside a place, inside the stage. */
function moveTo(card, { x, y }) {
  card.hidden = false;
  const left = Math.min(x + 14, stage.clientWidth - card.offsetWidth - 4);
  const top = Math.min(y + 14, stage.clientHeight - card.offsetHeight - 4);
  card.style.left = `${Math.max(4, left)}px`;
  card.style.top = `${Math.max(4, top)}px`;
}

/** A number with three decimals, or so many more that only 0 is shown as 0. */
function signed(value) {
  let decimals = 3;
  while (value !== 0 && decimals < 7 && Number(value.toFixed(decimals)) === 0) decimals += 1;
  const written = decimals < 7 ? value.toFixed(decimals) : value.toExponential(0);
  return written.replaceAll("-", MINUS);
}
