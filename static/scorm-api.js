// Calls of the run-time interface of SCORM, which platforms implement more or less.

import { apiNames, versionOf } from "./scorm-versions.js";

const MOST_WINDOWS = 100;
const NO_ERROR = "0";

/** Texts by which a platform's own scripts spell nothing. */
const NOTHING = ["undefined", "null"];

/**
 * Find a platform's interface in the windows around this one, then around its opener; or null.
 *
 * @param {PlatformWindow} start
 * @param {readonly ApiName[]} names of interfaces; one is found only if those before it are nowhere
 */
export function findApi(start = /** @type {any} */ (window), names = apiNames(null)) {
  const around = ancestors(start);
  const opened = [start, around[around.length - 1]].map(openerOf).filter((found) => found !== null);
  const windows = [...around, ...opened.flatMap(ancestors)];
  const found = names.flatMap((name) => windows.map((place) => apiOf(place, name)));
  return found.find((api) => api !== null) ?? null;
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

/**
 * @param {PlatformWindow} place
 * @param {ApiName} name
 */
function apiOf(place, name) {
  try {
    return place[name] ?? null;
  } catch {
    return null;
  }
}

/** Asks a platform and checks every answer. */
export class PlatformCalls {
  /** How the platform wants it. */
  version;
  #api;
  /** @type {PlatformProblem | null} */
  #problem = null;
  /** @type {Set<string>} */
  #missing = new Set();

  /** @param {PlatformApi} api as found by findApi() */
  constructor(api) {
    this.#api = api;
    this.version = versionOf(api);
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
    const begun = this.#answer("initialize", "").text === "true";
    if (begun) return true;
    const { errors, probe } = this.version;
    const isOpen = this.#lastError() === errors.begun && this.#answer("get", probe).text !== null;
    return isOpen && this.#lastError() === NO_ERROR;
  }

  /** @param {"commit" | "finish"} call */
  do(call) {
    return this.#succeeds(call, "");
  }

  /**
   * Ask for an element; an empty text stands for none.
   *
   * @param {string} element
   */
  get(element) {
    const { errors, optional } = this.version;
    const { text, thrown } = this.#answer("get", element);
    const code = thrown === "" ? this.#lastError() : "";
    const failed = thrown !== "" || ![NO_ERROR, "", ...errors.unset].includes(code);
    if (failed && !optional.test(element)) this.#note("get", element, code, thrown);
    return failed || text === null || NOTHING.includes(text) ? "" : text;
  }

  /**
   * Set elements, all of them even if one is refused; those that a platform need not know are left
   * alone where it does not.
   *
   * @param {Elements} elements
   */
  set(elements) {
    const taken = elements.map(([element, value]) => {
      const kind = element.replace(/\.\d+/g, "");
      return this.#missing.has(kind) || this.#succeeds("set", element, value);
    });
    return taken.every(Boolean);
  }

  /**
   * Note that something cannot be done, for a reason that the platform need not be asked for.
   *
   * @param {PlatformCall} call
   * @param {string} element
   * @param {string} message
   */
  refuse(call, element, message) {
    const name = this.version.calls[call];
    this.#problem ??= { call: name, element, code: "", message, detail: "" };
  }

  /**
   * @param {PlatformCall} call
   * @param {string[]} parameters
   */
  #succeeds(call, ...parameters) {
    const { errors, optional } = this.version;
    const { text, thrown } = this.#answer(call, ...parameters);
    if (text === "true") return true;
    const [element] = parameters;
    const code = thrown === "" ? this.#lastError() : "";
    const isDenied = text === "false" || thrown !== "";
    if (!isDenied && code === NO_ERROR) return true;
    if (optional.test(element) && (!isDenied || errors.missing.includes(code))) {
      this.#missing.add(element.replace(/\.\d+/g, ""));
      return true;
    }
    this.#note(call, element, code, thrown);
    return false;
  }

  /**
   * Return the platform's answer as text, null if there is none, and what it has thrown.
   *
   * @param {PlatformCall} call
   * @param {string[]} parameters
   */
  #answer(call, ...parameters) {
    const name = this.version.calls[call];
    try {
      const answer = this.#api[name](...parameters);
      return { text: answer === undefined || answer === null ? null : String(answer), thrown: "" };
    } catch (error) {
      return { text: null, thrown: wordsOf(error) || name };
    }
  }

  #lastError() {
    const { text } = this.#answer("lastError");
    return text === null || NOTHING.includes(text) ? "" : text;
  }

  /**
   * @param {PlatformCall} call
   * @param {string} element
   * @param {string} code
   * @param {string} thrown
   */
  #note(call, element, code, thrown) {
    const words = (/** @type {PlatformCall} */ asked) => this.#answer(asked, code).text ?? "";
    const message = thrown || words("errorString");
    const detail = thrown ? "" : words("diagnostic");
    this.#problem ??= { call: this.version.calls[call], element, code, message, detail };
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
