// Shows a recording of the default run where the output is going to be, while Python loads.

import { elementById, scriptTexts } from "./elements.js";
import { applyFrame } from "./frames.js";
import { colorIndices, outputMap } from "./recorded-network.js";

/** @typedef {import("./recorded-network.js").Recording} Recording */

/** Milliseconds from one moment to the next: all of it takes less than five seconds. */
const PACE = 80;

/** Pixels along each side of the map, which is smoothed. */
const SIDE = 50;

/** The words and the control of the recording, while it is on the page. */
export class RecordingView {
  #place = elementById("recording", HTMLElement);
  #words = elementById("recording-words", HTMLElement);
  #slider = elementById("recording-moment", HTMLInputElement);
  #isOver = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /**
   * Fetch it and begin to play it, unless motion is to be reduced or it is over already.
   *
   * @param {BokehDocument} bokehDocument
   */
  async show(bokehDocument) {
    const response = await fetch(new URL("recording.json", import.meta.url));
    /** @type {Recording} */
    const recording = await response.json();
    if (this.#isOver) return;
    const draw = () => this.#draw(recording, bokehDocument);
    this.#slider.max = String(recording.epochs.length - 1);
    this.#slider.addEventListener("input", () => {
      clearInterval(this.#timer);
      draw();
    });
    draw();
    this.#place.hidden = false;
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.#play(draw);
  }

  /** Leave the place to what is live. */
  end() {
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#place.hidden = true;
  }

  /** @param {() => void} draw */
  #play(draw) {
    this.#timer = setInterval(() => {
      this.#slider.stepUp();
      draw();
      if (this.#slider.value === this.#slider.max) clearInterval(this.#timer);
    }, PACE);
  }

  /**
   * @param {Recording} recording
   * @param {BokehDocument} bokehDocument
   */
  #draw(recording, bokehDocument) {
    const moment = this.#slider.valueAsNumber;
    const texts = scriptTexts();
    const epoch = String(recording.epochs[moment]);
    const words = texts["recording.moment"].replace("{epoch}", epoch);
    this.#words.textContent = words;
    this.#slider.setAttribute("aria-valuetext", words);
    const data = colorIndices(outputMap(recording, moment, SIDE), recording.colors);
    applyFrame({ large_map: { image: { data, shape: [1, SIDE, SIDE] } } }, bokehDocument);
  }
}
