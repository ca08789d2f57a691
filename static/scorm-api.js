// Calls of the run-time interface of SCORM 1.2 (ADL 2001), which platforms implement more or less.

const MOST_WINDOWS = 100;
const NO_ERROR = "0";
const NOT_IMPLEMENTED = "401";

/** What a platform may do without. */
const OPTIONAL =
  /^cmi\.(core\.(lesson_mode|score\.(min|max))|interactions\b|student_data\b|comments)/;

/** Texts by which a platform's own scripts spell nothing. */
const NOTHING = ["undefined", "null"];

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

/** Asks a platform and checks every answer. */
export class PlatformCalls {
  #api;
  /** @type {PlatformProblem | null} */
  #problem = null;
  /** @type {Set<string>} */
  #missing = new Set();

  /** @param {PlatformApi} api as found by findApi() */
  constructor(api) {
    this.#api = api;
  }

  /** Take the first problem since this was asked last, or null. */
  takeProblem() {
    const problem = this.#problem;
    this.#problem = null;
    return problem;
  }

  /**
   * Begin; a platform that says it has begun already is right if it answers.
   *
   * @returns {boolean} whether the platform is there
   */
  initialize() {
    const begun = this.#answer("LMSInitialize", "").text === "true";
    if (begun) return true;
    const code = this.#lastError();
    const element = "cmi.core.lesson_status";
    const isOpen = code === "101" && this.#answer("LMSGetValue", element).text !== null;
    return isOpen && this.#lastError() === NO_ERROR;
  }

  /** @param {"LMSCommit" | "LMSFinish"} name */
  do(name) {
    return this.#succeeds(name, "");
  }

  /**
   * Ask for an element; an empty text stands for none.
   *
   * @param {string} element
   */
  get(element) {
    const { text, thrown } = this.#answer("LMSGetValue", element);
    const code = thrown === "" ? this.#lastError() : "";
    const failed = thrown !== "" || ![NO_ERROR, ""].includes(code);
    if (failed && !OPTIONAL.test(element)) this.#note("LMSGetValue", element, code, thrown);
    return failed || text === null || NOTHING.includes(text) ? "" : text;
  }

  /**
   * Set an element; one that a platform need not know is left alone where it does not.
   *
   * @param {string} element
   * @param {string} value
   */
  set(element, value) {
    const kind = element.replace(/\.\d+/g, "");
    return this.#missing.has(kind) || this.#succeeds("LMSSetValue", element, value);
  }

  /**
   * Note that something cannot be done, for a reason that the platform need not be asked for.
   *
   * @param {keyof PlatformApi} call
   * @param {string} element
   * @param {string} message
   */
  refuse(call, element, message) {
    this.#problem ??= { call, element, code: "", message, detail: "" };
  }

  /**
   * @param {keyof PlatformApi} name
   * @param {string[]} parameters
   */
  #succeeds(name, ...parameters) {
    const { text, thrown } = this.#answer(name, ...parameters);
    if (text === "true") return true;
    const [element] = parameters;
    const code = thrown === "" ? this.#lastError() : "";
    const isDenied = text === "false" || thrown !== "";
    if (!isDenied && code === NO_ERROR) return true;
    if (OPTIONAL.test(element) && (!isDenied || code === NOT_IMPLEMENTED)) {
      this.#missing.add(element.replace(/\.\d+/g, ""));
      return true;
    }
    this.#note(name, element, code, thrown);
    return false;
  }

  /**
   * Return the platform's answer as text, null if there is none, and what it has thrown.
   *
   * @param {keyof PlatformApi} name
   * @param {string[]} parameters
   */
  #answer(name, ...parameters) {
    try {
      /** @type {Record<keyof PlatformApi, (...parameters: string[]) => unknown>} */
      const api = this.#api;
      const answer = api[name](...parameters);
      return { text: answer === undefined || answer === null ? null : String(answer), thrown: "" };
    } catch (error) {
      return { text: null, thrown: wordsOf(error) || name };
    }
  }

  #lastError() {
    const { text } = this.#answer("LMSGetLastError");
    return text === null || NOTHING.includes(text) ? "" : text;
  }

  /**
   * @param {keyof PlatformApi} call
   * @param {string} element
   * @param {string} code
   * @param {string} thrown
   */
  #note(call, element, code, thrown) {
    const words = (/** @type {keyof PlatformApi} */ name) => this.#answer(name, code).text ?? "";
    const message = thrown || words("LMSGetErrorString");
    const detail = thrown ? "" : words("LMSGetDiagnostic");
    this.#problem ??= { call, element, code, message, detail };
  }
}

/**
 * What has been thrown, in words: anything can be.
 *
 * @param {any} thrown
 */
function wordsOf(thrown) {
  const words = typeof thrown === "string" ? thrown : thrown?.message;
  return typeof words === "string" ? words : "";
}
