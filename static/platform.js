// The learning platform that has opened the page, as a place where work is kept.

import { splitEntries, withEntries } from "./kept-texts.js";
import { apiNames } from "./scorm-versions.js";
import { ScormSession, findApi } from "./scorm.js";

/** Milliseconds; platforms write what they are told to a server far away. */
const PAUSE = 5000;

/** Milliseconds at most between two tries to save what was refused. */
const LONGEST_PAUSE = 60_000;

/**
 * Begin the launch; null if no platform answers.
 *
 * @param {string | null} launch which the page's address says it is, if it does
 * @param {(problem: PlatformProblem | null) => void} report null once all works again
 * @param {PlatformApi | null} api
 */
export function launchPlatform(launch, report, api = findApi(window, apiNames(launch))) {
  if (api === null) return null;
  const session = new ScormSession(api, report);
  const known = session.start();
  return known === null ? null : new Platform(session, known);
}

/** A launch whose work is saved after a pause, and again until it is taken. */
export class Platform {
  #launch;
  #state;
  /** @type {Work | null} */
  #waiting = null;
  #pause = PAUSE;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {ScormSession} launch
   * @param {Launch} known
   */
  constructor(launch, known) {
    this.#launch = launch;
    this.#state = known.state;
    this.exercise = known.exercise;
  }

  get room() {
    return this.#launch.room;
  }

  /** @returns {Place} */
  get place() {
    return this.#launch.isRecorded ? "platform" : "unrecorded";
  }

  /** The state as it is now, with what was typed and had not got into it. */
  get state() {
    return this.#state;
  }

  read() {
    return splitEntries(this.#state);
  }

  /**
   * Keep a state of the work when the pause is over.
   *
   * @param {string} state
   */
  write(state) {
    this.handIn({ state });
  }

  /**
   * Tell what was reached, or has been answered.
   *
   * @param {Work} work
   */
  handIn(work) {
    this.#add(work);
    if (work.isUrgent) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), this.#pause);
  }

  /**
   * Keep what was typed and has not reached Python, for it may never do.
   *
   * @param {string} _name of the one exercise
   * @param {readonly Entry[]} entries
   */
  keepEntries(_name, entries) {
    this.#add({ state: withEntries(splitEntries(this.#state).text, entries) });
  }

  /** Save at once what is waiting; what is not taken goes on waiting. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const work = this.#waiting;
    if (work === null) return;
    if (this.#launch.save(work)) {
      this.#waiting = null;
      this.#pause = PAUSE;
    } else {
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
      this.#timer = setTimeout(() => this.flush(), this.#pause);
    }
  }

  /** Save, and end the launch; what is done afterwards begins another one. */
  finish() {
    this.flush();
    clearTimeout(this.#timer);
    this.#launch.finish();
  }

  /** Go on after the page was left and is shown again as it was. */
  resume() {
    this.#add({ state: this.#state });
    this.flush();
  }

  /** @param {Work} work the newest, of which only the answers add up */
  #add(work) {
    const { answers: earlier = [], ...waiting } = this.#waiting ?? {};
    const newer = work.answers ?? [];
    const others = earlier.filter(({ id }) => newer.every((answer) => answer.id !== id));
    this.#waiting = { ...waiting, ...work, answers: [...others, ...newer] };
    this.#state = work.state;
  }
}
