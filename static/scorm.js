// Talks to a learning platform by the run-time interface of SCORM 1.2 (ADL 2001).

export const LONGEST_STATE = 4096;
export const LONGEST_LOCATION = 255;
const LONGEST_RESPONSE = 255;
const HIGHEST_SCORE = 100;
const STATUSES = ["passed", "completed", "failed", "incomplete", "browsed"];
const MOST_WINDOWS = 100;
const NO_ERROR = "0";

/** What is read at the start: name -> element of the data model. */
const KNOWN = {
  exercise: "cmi.launch_data",
  passMark: "cmi.student_data.mastery_score",
  status: "cmi.core.lesson_status",
  mode: "cmi.core.lesson_mode",
  location: "cmi.core.lesson_location",
  state: "cmi.suspend_data",
};

/** Find the platform's `API` in the windows around this one, then around its opener; or null. */
export function findApi(start = window) {
  const around = ancestors(start);
  const opened = [start, around.at(-1)].map(openerOf).filter((opener) => opener !== null);
  const windows = [...around, ...opened.flatMap(ancestors)];
  return windows.map(apiOf).find((api) => api !== null) ?? null;
}

function ancestors(start) {
  const found = [start];
  while (found.at(-1).parent !== found.at(-1) && found.length < MOST_WINDOWS) {
    found.push(found.at(-1).parent);
  }
  return found;
}

// A window of another origin may not be looked into, and so has nothing for us.

function openerOf(window) {
  try {
    return window.opener ?? null;
  } catch {
    return null;
  }
}

function apiOf(window) {
  try {
    return window.API ?? null;
  } catch {
    return null;
  }
}

/**
 * One launch of an exercise by a platform, from start() to finish().
 *
 * Every answer of the platform is checked. What it refuses is reported as
 * { call, element, code, message, detail } in the platform's own words, and the launch goes on.
 */
export class ScormSession {
  #api;
  #onProblem;
  #clock;
  #began = 0;
  #running = false;
  #interactions = new Map();
  #nextInteraction = 0;

  /**
   * @param api as found by findApi()
   * @param onProblem called with each problem
   * @param clock gives the present time in milliseconds
   */
  constructor(api, onProblem, clock = Date.now) {
    this.#api = api;
    this.#onProblem = onProblem;
    this.#clock = clock;
  }

  /**
   * Begin; the launch ends by itself when the page is left.
   *
   * @returns what the platform knows, as the names of KNOWN, or null if it does not begin
   */
  start() {
    if (!this.#succeeds("LMSInitialize", "")) return null;
    this.#running = true;
    this.#began = this.#clock();
    addEventListener("pagehide", () => this.finish());
    const found = Object.entries(KNOWN).map(([name, element]) => [name, this.#get(element)]);
    const known = Object.fromEntries(found);
    this.#nextInteraction = Number(this.#get("cmi.interactions._count"));
    if (known.status === "not attempted") this.#set("cmi.core.lesson_status", "incomplete");
    return known;
  }

  /** Keep the state of the work, to go on from at the next launch; tells whether that worked. */
  save(state, location = "") {
    return (
      this.#setText("cmi.suspend_data", state, LONGEST_STATE) &&
      this.#setText("cmi.core.lesson_location", location, LONGEST_LOCATION) &&
      this.#succeeds("LMSCommit", "")
    );
  }

  /**
   * Hand in; tells whether all of it was taken.
   *
   * @param score 0 to 100, rounded down
   * @param status one of STATUSES
   * @param state what is kept, as for save()
   * @param answers [{ id, response, correct }], where correct is true, false or null for neither
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

  /** Record one answer, in place of an earlier one to the same question during this launch. */
  #answer({ id, response, correct }) {
    if (!this.#interactions.has(id)) this.#interactions.set(id, this.#nextInteraction++);
    const interaction = `cmi.interactions.${this.#interactions.get(id)}`;
    const result = correct === null ? "neutral" : correct ? "correct" : "wrong";
    return [
      this.#set(`${interaction}.id`, id),
      this.#set(`${interaction}.type`, "performance"),
      this.#set(`${interaction}.time`, timeOfDay(new Date(this.#clock()))),
      this.#set(`${interaction}.student_response`, shortened(response, LONGEST_RESPONSE)),
      this.#set(`${interaction}.result`, result),
    ].every(Boolean);
  }

  #setText(element, text, longest) {
    if (text.length <= longest) return this.#set(element, text);
    const message = `${text.length} > ${longest}`;
    this.#onProblem({ call: "LMSSetValue", element, code: "", message, detail: "" });
    return false;
  }

  #set(element, value) {
    return this.#succeeds("LMSSetValue", element, value);
  }

  #get(element) {
    const value = this.#call("LMSGetValue", element);
    if (value !== null && this.#lastError() !== NO_ERROR) this.#report("LMSGetValue", element);
    return value ?? "";
  }

  #succeeds(name, ...parameters) {
    const answer = this.#call(name, ...parameters);
    if (answer !== null && answer !== "true") this.#report(name, parameters[0]);
    return answer === "true";
  }

  /** Return the platform's answer as text, or null where the platform itself fails. */
  #call(name, ...parameters) {
    try {
      return String(this.#api[name](...parameters));
    } catch ({ message }) {
      this.#onProblem({ call: name, element: parameters[0], code: "", message, detail: "" });
      return null;
    }
  }

  #lastError() {
    return this.#call("LMSGetLastError") ?? NO_ERROR;
  }

  #report(call, element) {
    const code = this.#lastError();
    const message = this.#call("LMSGetErrorString", code) ?? "";
    const detail = this.#call("LMSGetDiagnostic", code) ?? "";
    this.#onProblem({ call, element, code, message, detail });
  }
}

/** Spell a duration as HHHH:MM:SS. */
function timespan(milliseconds) {
  const seconds = Math.min(Math.floor(milliseconds / 1000), 9999 * 3600 + 59 * 60 + 59);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0")).join(":");
}

/** Spell a time as HH:MM:SS. */
function timeOfDay(date) {
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** Shorten a text without cutting a character in two. */
function shortened(text, longest) {
  if (text.length <= longest) return text;
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}
