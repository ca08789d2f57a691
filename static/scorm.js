// Talks to a learning platform by the run-time interface of SCORM 1.2 (ADL 2001).

export const LONGEST_STATE = 4096;
export const LONGEST_LOCATION = 255;
const LONGEST_RESPONSE = 255;
const HIGHEST_SCORE = 100;
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];
const MOST_WINDOWS = 100;
const NO_ERROR = "0";

/** @typedef {(problem: PlatformProblem) => void} OnProblem */

/**
 * What is read at the start: name -> element of the data model.
 *
 * @type {Readonly<Record<keyof Launch, string>>}
 */
const KNOWN = {
  exercise: "cmi.launch_data",
  passMark: "cmi.student_data.mastery_score",
  status: "cmi.core.lesson_status",
  mode: "cmi.core.lesson_mode",
  location: "cmi.core.lesson_location",
  state: "cmi.suspend_data",
};

/**
 * Find the platform's `API` in the windows around this one, then around its opener; or null.
 *
 * @param {PlatformWindow} start
 */
export function findApi(start = /** @type {any} */ (window)) {
  const around = ancestors(start);
  const opened = [start, around[around.length - 1]].map(openerOf).filter((found) => found !== null);
  const windows = [...around, ...opened.flatMap(ancestors)];
  return windows.map(apiOf).find((api) => api !== null) ?? null;
}

/** @param {PlatformWindow} start */
function ancestors(start) {
  const found = [start];
  let last = start;
  while (last.parent !== last && found.length < MOST_WINDOWS) {
    last = last.parent;
    found.push(last);
  }
  return found;
}

// A window of another origin may not be looked into, and so has nothing for us.

/** @param {PlatformWindow} place */
function openerOf(place) {
  try {
    return place.opener ?? null;
  } catch {
    return null;
  }
}

/** @param {PlatformWindow} place */
function apiOf(place) {
  try {
    return place.API ?? null;
  } catch {
    return null;
  }
}

/**
 * One launch of an exercise by a platform, from start() to finish().
 *
 * Every answer of the platform is checked. What it refuses is reported in the platform's own words,
 * and the launch goes on.
 */
export class ScormSession {
  #api;
  #onProblem;
  #clock;
  #began = 0;
  #running = false;
  /** @type {Map<string, number>} */
  #interactions = new Map();
  #nextInteraction = 0;

  /**
   * @param {PlatformApi} api as found by findApi()
   * @param {OnProblem} onProblem called with each problem
   * @param {() => number} clock gives the present time in milliseconds
   */
  constructor(api, onProblem, clock = Date.now) {
    this.#api = api;
    this.#onProblem = onProblem;
    this.#clock = clock;
  }

  /**
   * Begin; the launch ends by itself when the page is left.
   *
   * @returns {Launch | null} what the platform knows, or null if it does not begin
   */
  start() {
    if (!this.#succeeds("LMSInitialize", "")) return null;
    this.#running = true;
    this.#began = this.#clock();
    addEventListener("pagehide", () => this.finish());
    const found = Object.entries(KNOWN).map(([name, element]) => [name, this.#get(element)]);
    /** @type {Launch} */
    const known = Object.fromEntries(found);
    this.#nextInteraction = Number(this.#get("cmi.interactions._count"));
    if (known.status === "not attempted") this.#set("cmi.core.lesson_status", "incomplete");
    return known;
  }

  /**
   * Keep the state of the work, to go on from at the next launch; tells whether that worked.
   *
   * @param {string} state
   * @param {string} [place] where in the work the student is
   */
  save(state, place = "") {
    return (
      this.#setText("cmi.suspend_data", state, LONGEST_STATE) &&
      this.#setText("cmi.core.lesson_location", place, LONGEST_LOCATION) &&
      this.#succeeds("LMSCommit", "")
    );
  }

  /**
   * Hand in; tells whether all of it was taken.
   *
   * @param {Work} work its score is rounded down, its state kept as by save()
   * @throws {RangeError} if score or status are none
   */
  handIn({ score, status, state, answers = [] }) {
    if (!STATUSES.includes(status)) {
      throw new RangeError(`status must be one of ${STATUSES.join(", ")}, got ${status}`);
    }
    if (!(score >= 0 && score <= HIGHEST_SCORE)) {
      throw new RangeError(`score must be between 0 and ${HIGHEST_SCORE}, got ${score}`);
    }
    const taken = [
      this.#set("cmi.core.score.min", "0"),
      this.#set("cmi.core.score.max", String(HIGHEST_SCORE)),
      this.#set("cmi.core.score.raw", String(Math.floor(score))),
      this.#set("cmi.core.lesson_status", status),
      ...answers.map((answer) => this.#answer(answer)),
      this.save(state),
    ];
    return taken.every(Boolean);
  }

  /** End the launch, once. The platform keeps the state, for the student may come back. */
  finish() {
    if (!this.#running) return;
    this.#set("cmi.core.session_time", timespan(this.#clock() - this.#began));
    this.#set("cmi.core.exit", "suspend");
    this.#succeeds("LMSFinish", "");
    this.#running = false;
  }

  /**
   * Record one answer, in place of an earlier one to the same question during this launch.
   *
   * @param {Answer} answer
   */
  #answer({ id, response, correct }) {
    const number = this.#interactions.get(id) ?? this.#nextInteraction++;
    this.#interactions.set(id, number);
    const interaction = `cmi.interactions.${number}`;
    const result = correct === null ? "neutral" : correct ? "correct" : "wrong";
    return [
      this.#set(`${interaction}.id`, id),
      this.#set(`${interaction}.type`, "performance"),
      this.#set(`${interaction}.time`, timeOfDay(new Date(this.#clock()))),
      this.#set(`${interaction}.student_response`, shortened(response, LONGEST_RESPONSE)),
      this.#set(`${interaction}.result`, result),
    ].every(Boolean);
  }

  /**
   * @param {string} element
   * @param {string} text
   * @param {number} longest
   */
  #setText(element, text, longest) {
    if (text.length <= longest) return this.#set(element, text);
    const message = `${text.length} > ${longest}`;
    this.#onProblem({ call: "LMSSetValue", element, code: "", message, detail: "" });
    return false;
  }

  /**
   * @param {string} element
   * @param {string} value
   */
  #set(element, value) {
    return this.#succeeds("LMSSetValue", element, value);
  }

  /** @param {string} element */
  #get(element) {
    const value = this.#call("LMSGetValue", element);
    if (value !== null && this.#lastError() !== NO_ERROR) this.#report("LMSGetValue", element);
    return value ?? "";
  }

  /**
   * @param {keyof PlatformApi} name
   * @param {string[]} parameters
   */
  #succeeds(name, ...parameters) {
    const answer = this.#call(name, ...parameters);
    if (answer !== null && answer !== "true") this.#report(name, parameters[0]);
    return answer === "true";
  }

  /**
   * Return the platform's answer as text, or null where the platform itself fails.
   *
   * @param {keyof PlatformApi} name
   * @param {string[]} parameters
   */
  #call(name, ...parameters) {
    try {
      /** @type {Record<keyof PlatformApi, (...parameters: string[]) => unknown>} */
      const api = this.#api;
      return String(api[name](...parameters));
    } catch ({ message }) {
      this.#onProblem({ call: name, element: parameters[0] ?? "", code: "", message, detail: "" });
      return null;
    }
  }

  #lastError() {
    return this.#call("LMSGetLastError") ?? NO_ERROR;
  }

  /**
   * @param {keyof PlatformApi} call
   * @param {string} element
   */
  #report(call, element) {
    const code = this.#lastError();
    const message = this.#call("LMSGetErrorString", code) ?? "";
    const detail = this.#call("LMSGetDiagnostic", code) ?? "";
    this.#onProblem({ call, element, code, message, detail });
  }
}

/**
 * Spell a duration as HHHH:MM:SS.
 *
 * @param {number} milliseconds
 */
function timespan(milliseconds) {
  const seconds = Math.min(Math.floor(milliseconds / 1000), 9999 * 3600 + 59 * 60 + 59);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0")).join(":");
}

/**
 * Spell a time as HH:MM:SS.
 *
 * @param {Date} date
 */
function timeOfDay(date) {
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/**
 * Shorten a text without cutting a character in two.
 *
 * @param {string} text
 * @param {number} longest UTF-16 code units
 */
function shortened(text, longest) {
  if (text.length <= longest) return text;
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
