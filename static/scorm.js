// One launch of an exercise by a learning platform, by the run-time interface of SCORM.

import { parsed } from "./kept-texts.js";
import { PlatformCalls, findApi } from "./scorm-api.js";
import { HIGHEST_SCORE } from "./scorm-versions.js";

export { findApi };

/** @type {readonly Status[]} */
export const STATUSES = ["passed", "failed", "incomplete"];

/** What is not taken back. */
const ENDS = ["passed", "completed"];

/** What a platform may say of a launch; some write capitals, or the first letter only. */
const WORDS = [...STATUSES, ...ENDS, "browsed", "not attempted", "unknown"];

/** Modes of a launch in which a platform wants nothing recorded. */
const UNRECORDED = ["browse", "review"];

/** @typedef {(problem: PlatformProblem | null) => void} OnProblem null once all works again */

/**
 * A launch, from start() to finish().
 *
 * What the platform refuses is reported in its own words, the first of it, and the launch goes on.
 */
export class ScormSession {
  #calls;
  #onProblem;
  #clock;
  #date;
  #began = 0;
  #isRunning = false;
  #isRecorded = true;
  #status = "";
  #score = "";
  /** @type {Map<string, number>} */
  #interactions = new Map();
  #nextInteraction = 0;
  #trouble = "";
  #leave = () => this.finish();

  /**
   * @param {PlatformApi} api as found by findApi()
   * @param {OnProblem} onProblem
   * @param {() => number} clock gives milliseconds; unlike the time of day it is never set back
   * @param {() => Date} date gives the time of day
   */
  constructor(api, onProblem, clock = () => performance.now(), date = () => new Date()) {
    this.#calls = new PlatformCalls(api);
    this.#onProblem = onProblem;
    this.#clock = clock;
    this.#date = date;
  }

  /** Characters of the state that are kept at most, beside the numbers of the answers. */
  get room() {
    return this.#calls.version.longestState - this.#numbers.length;
  }

  /** Whether the platform keeps what is done: not if the launch is there for looking. */
  get isRecorded() {
    return this.#isRecorded;
  }

  /**
   * Begin, or begin again after finish(); the launch ends by itself when the page is left.
   *
   * @returns {Launch | null} what the platform knows, or null if it does not answer
   */
  start() {
    if (!this.#calls.initialize()) return null;
    const known = this.#known();
    this.#isRunning = true;
    this.#began = this.#clock();
    this.#isRecorded = !UNRECORDED.includes(known.mode);
    this.#status = known.status;
    this.#score = known.score;
    this.#readInteractions(known.state);
    addEventListener("pagehide", this.#leave);
    // Left as it is, a platform would take it for completed at the end.
    const isKnown = [...STATUSES, ...ENDS].some((status) => status === known.status);
    if (!isKnown) this.#setStatus("incomplete");
    this.#report();
    return known;
  }

  /** @returns {Launch} */
  #known() {
    const { known, readStatus } = this.#calls.version;
    const get = (/** @type {string} */ element) => this.#calls.get(element);
    const found = Object.entries(known).map(([name, element]) => [name, get(element)]);
    /** @type {Launch} */
    const launch = Object.fromEntries(found);
    const status = wordFor(readStatus((element) => plain(get(element))));
    return { ...launch, mode: plain(launch.mode), status };
  }

  /**
   * Keep the state of the work, and what was reached, answered or handed in; tells whether all of it
   * was taken.
   *
   * What was once passed stays so. A score is there only once the work is handed in or passed:
   * by one that is lower than the pass mark, a platform would call unfinished work failed.
   *
   * @param {Work} work its score is rounded down
   * @throws {RangeError} if score or status are none
   */
  save({ state, score = null, status = "incomplete", answers = [] }) {
    if (!STATUSES.includes(status)) {
      throw new RangeError(`status must be one of ${STATUSES.join(", ")}, got ${status}`);
    }
    if (score !== null && !(score >= 0 && score <= HIGHEST_SCORE)) {
      throw new RangeError(`score must be between 0 and ${HIGHEST_SCORE}, got ${score}`);
    }
    if (!this.#isRecorded) return true;
    if (!this.#isRunning && this.start() === null) {
      this.#calls.refuse("initialize", "", "");
      return this.#report();
    }
    const taken = [
      ...answers.map((answer) => this.#answer(answer)),
      this.#setScore(score),
      this.#setStatus(status),
      this.#keep(state),
      this.#calls.do("commit"),
    ];
    return this.#report() && taken.every(Boolean);
  }

  /** End the launch, once. The platform keeps the state, for the student may come back. */
  finish() {
    if (!this.#isRunning) return;
    this.#isRunning = false;
    if (this.#isRecorded) {
      this.#calls.set(this.#calls.version.end(this.#clock() - this.#began));
    }
    this.#calls.do("finish");
    this.#report();
  }

  /** Say what is wrong, once, and once that it no longer is; tells whether all is well. */
  #report() {
    const problem = this.#calls.takeProblem();
    const trouble = problem === null ? "" : `${problem.call} ${problem.element}`;
    if (trouble !== this.#trouble) this.#onProblem(problem);
    this.#trouble = trouble;
    return problem === null;
  }

  /** @param {Status} status */
  #setStatus(status) {
    const isOver = ENDS.includes(this.#status) && status !== "passed";
    if (!this.#isRecorded || isOver || status === this.#status) return true;
    const isTaken = this.#calls.set(this.#calls.version.status(status));
    if (isTaken) this.#status = status;
    return isTaken;
  }

  /** @param {number | null} score */
  #setScore(score) {
    const raw = score === null ? "" : String(Math.floor(score));
    // What is no number is no score that could be better.
    const before = this.#score.trim() === "" ? NaN : Number(this.#score);
    const isBetter = raw !== "" && !(Number(raw) <= before);
    // The score of unfinished work, which an earlier version has set, would make it fail again.
    const isToGo = raw === "" && this.#score !== "" && this.#status === "failed";
    if (!isBetter && !isToGo) return true;
    const isTaken = this.#calls.set(this.#calls.version.score(raw));
    if (isTaken) this.#score = raw;
    return isTaken;
  }

  /** @param {string} state */
  #keep(state) {
    const content = parsed(state);
    const numbered =
      content === null || this.#interactions.size === 0
        ? state
        : JSON.stringify({ ...content, interactions: Object.fromEntries(this.#interactions) });
    const { longestState, known } = this.#calls.version;
    const text = numbered.length <= longestState ? numbered : state;
    if (text.length <= longestState) return this.#calls.set([[known.state, text]]);
    this.#calls.refuse("set", known.state, `${text.length} > ${longestState}`);
    return false;
  }

  /** What the numbers of the answers add to the state. */
  get #numbers() {
    if (this.#interactions.size === 0) return "";
    return `,"interactions":${JSON.stringify(Object.fromEntries(this.#interactions))}`;
  }

  /**
   * The numbers of the answers that the platform has: it tells their count, but not whose they are.
   *
   * @param {string} state
   */
  #readInteractions(state) {
    const count = Number(this.#calls.get("cmi.interactions._count"));
    this.#nextInteraction = Number.isInteger(count) && count > 0 ? count : 0;
    const kept = Object.entries(parsed(state)?.interactions ?? {});
    const known = kept.filter(
      ([, number]) => Number.isInteger(number) && number >= 0 && number < this.#nextInteraction,
    );
    this.#interactions = new Map(known.map(([id, number]) => [id, Number(number)]));
  }

  /**
   * Record one answer in place of an earlier one to the same question. What is longer than the
   * standard allows becomes several answers, "why", "why_2" and so on.
   *
   * @param {Answer} answer
   */
  #answer({ response, ...answer }) {
    const { longestResponse } = this.#calls.version;
    const pieces = piecesOf(response.replace(/\s*[\r\n]\s*/g, " "), longestResponse);
    const nameOf = (/** @type {number} */ i) => (i === 0 ? answer.id : `${answer.id}_${i + 1}`);
    while (this.#interactions.has(nameOf(pieces.length))) pieces.push("");
    return pieces.every((piece, i) =>
      this.#setInteraction({ ...answer, id: nameOf(i), response: piece }),
    );
  }

  /** @param {Answer} answer */
  #setInteraction(answer) {
    const number = this.#interactions.get(answer.id) ?? this.#nextInteraction++;
    this.#interactions.set(answer.id, number);
    const spelled = this.#calls.version.interaction(answer, this.#date());
    return this.#calls.set(
      spelled.map(([name, value]) => [`cmi.interactions.${number}.${name}`, value]),
    );
  }
}

/**
 * A word as a platform writes it.
 *
 * @param {string} said
 */
function plain(said) {
  return said.trim().toLowerCase();
}

/**
 * The word of the standard that is meant by a status, or the status itself if it is none.
 *
 * @param {string} said
 */
function wordFor(said) {
  return (said !== "" && WORDS.find((word) => word.startsWith(said))) || said;
}

/**
 * Cut a text into pieces, but no character in two.
 *
 * @param {string} text
 * @param {number} longest UTF-16 code units
 */
function piecesOf(text, longest) {
  const pieces = [""];
  for (const character of text) {
    const last = pieces.length - 1;
    if (pieces[last].length + character.length > longest) pieces.push(character);
    else pieces[last] += character;
  }
  return pieces;
}
