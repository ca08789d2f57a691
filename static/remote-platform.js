// A learning platform that only the page around this one can reach: the page of a small package.

import { launched, tell } from "./framing-page.js";
import { splitEntries, withEntries } from "./kept-texts.js";

/** Milliseconds until it is clear that the page around is no package. */
const PATIENCE = 10_000;

/** Begin the launch; null if there is no platform, or the page around says nothing of one. */
export async function launchAround() {
  /** @type {Promise<null>} */
  const late = new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE);
  });
  const launch = await Promise.race([launched, late]);
  return launch === null || launch.place === "alone" ? null : new RemotePlatform(launch, tell);
}

/** Hands the work on at once: the page around saves it, whatever becomes of this one. */
export class RemotePlatform {
  #state;
  #tell;

  /**
   * @param {FrameLaunch} launch
   * @param {(event: string, detail?: unknown) => void} tellPage
   */
  constructor({ exercise, state, place, room }, tellPage) {
    this.exercise = exercise;
    this.place = place;
    this.room = room;
    this.#state = state;
    this.#tell = tellPage;
  }

  read() {
    return splitEntries(this.#state);
  }

  /** @param {string} state */
  write(state) {
    this.handIn({ state });
  }

  /** @param {Work} work */
  handIn(work) {
    this.#state = work.state;
    this.#tell("work", work);
  }

  /**
   * @param {string} _name of the one exercise
   * @param {readonly Entry[]} entries
   */
  keepEntries(_name, entries) {
    this.write(withEntries(splitEntries(this.#state).text, entries));
  }

  /** Nothing waits here. */
  flush() {}

  finish() {
    this.#tell("finish");
  }

  resume() {
    this.write(this.#state);
  }
}
