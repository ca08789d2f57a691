// Where there is room the open drawer lies beside the network, as wide as the user wants it.

import { elementById } from "./elements.js";
import { keep, kept } from "./preferences.js";

const KEY = "playground.dock";

/** Windows with room for a drawer beside the network; with an exercise they have to be wider. */
const ROOM = "(width >= 1100px) and (height >= 560px)";
const ROOM_WITH_EXERCISE = "(width >= 1200px) and (height >= 560px)";

/** Width of the drawer in per cent of the window's. */
const SHARES = { least: 24, most: 60, usual: 35, step: 2 };

/** @type {ReadonlyMap<string, number>} by how much a key widens the drawer; then it is limited */
const KEYS = new Map([
  ["ArrowLeft", SHARES.step],
  ["ArrowRight", -SHARES.step], // the other way round where the drawer lies on the left
  ["Home", -100],
  ["End", 100],
]);

/** Puts the open drawer beside the network or below it, and minds its width. */
export class Dock {
  #root = document.documentElement;
  #handle = elementById("drawer-size", HTMLElement);
  #rooms = [matchMedia(ROOM), matchMedia(ROOM_WITH_EXERCISE)];
  #isOpen = false;
  #hasExercise = false;
  #share = limited(Number(kept(KEY)) || SHARES.usual);

  constructor() {
    for (const room of this.#rooms) room.addEventListener("change", () => this.#place());
    const handle = this.#handle;
    handle.addEventListener("keydown", (event) => this.#press(event));
    handle.addEventListener("pointerdown", (event) => handle.setPointerCapture(event.pointerId));
    handle.addEventListener("pointermove", (event) => this.#drag(event));
    handle.addEventListener("lostpointercapture", () => this.#keep());
    this.#show();
  }

  /** Whether the open drawer lies beside the network. */
  get isBeside() {
    return !this.#handle.hidden;
  }

  /**
   * @param {boolean} isOpen whether a drawer is open
   * @param {boolean} hasExercise whether the sheet of an exercise takes a part of the window
   */
  follow(isOpen, hasExercise) {
    if (isOpen === this.#isOpen && hasExercise === this.#hasExercise) return;
    this.#isOpen = isOpen;
    this.#hasExercise = hasExercise;
    this.#place();
  }

  #place() {
    const isBeside = this.#isOpen && this.#rooms[Number(this.#hasExercise)].matches;
    this.#handle.hidden = !isBeside;
    this.#root.classList.toggle("docked", isBeside);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const change = KEYS.get(event.key);
    if (change === undefined) return;
    event.preventDefault();
    const isArrow = event.key.startsWith("Arrow");
    this.#resize(this.#share + (isArrow && this.#isOnTheLeft ? -change : change));
    this.#keep();
  }

  get #isOnTheLeft() {
    return this.#root.dir === "rtl";
  }

  /** @param {PointerEvent} event */
  #drag({ pointerId, clientX }) {
    if (!this.#handle.hasPointerCapture(pointerId)) return;
    const share = 100 * (clientX / innerWidth);
    this.#resize(this.#isOnTheLeft ? share : 100 - share);
  }

  /** @param {number} share */
  #resize(share) {
    this.#share = limited(share);
    this.#show();
  }

  #keep() {
    keep(KEY, String(this.#share));
  }

  #show() {
    this.#root.style.setProperty("--dock", `${this.#share}vw`);
    this.#handle.setAttribute("aria-valuenow", String(Math.round(this.#share)));
    this.#handle.setAttribute("aria-valuemin", String(SHARES.least));
    this.#handle.setAttribute("aria-valuemax", String(SHARES.most));
  }
}

/** @param {number} share */
function limited(share) {
  return Math.min(SHARES.most, Math.max(SHARES.least, share));
}
