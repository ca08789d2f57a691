// What a small package of a learning platform and the page of the playground in its frame tell each
// other, which are of two origins: neither believes the other's messages to be what they should be.

import { STATUSES } from "./scorm.js";

const LONGEST_STATE = 100_000;
const LONGEST_NAME = 255;
const LONGEST_WORDS = 10_000;
const MOST_ANSWERS = 1000;

/** @type {readonly unknown[]} */
const PLACES = ["platform", "alone", "unrecorded"];

/** @typedef {Record<string, (value: any) => boolean>} Fields */

const isBoolean = (/** @type {unknown} */ value) => typeof value === "boolean";
const textOf = (/** @type {number} */ longest) => (/** @type {unknown} */ value) =>
  typeof value === "string" && value.length <= longest;
const orMissing = (/** @type {(value: any) => boolean} */ suits) => (/** @type {any} */ value) =>
  value === undefined || suits(value);
const orNull = (/** @type {(value: any) => boolean} */ suits) => (/** @type {any} */ value) =>
  value === null || suits(value);

/** @type {Fields} */
const LAUNCH = {
  exercise: textOf(LONGEST_NAME),
  state: textOf(LONGEST_STATE),
  place: (value) => PLACES.includes(value),
  room: (value) => Number.isInteger(value) && value > 0 && value <= LONGEST_STATE,
};

/** @type {Fields} */
const PROBLEM = Object.fromEntries(
  ["call", "element", "code", "message", "detail"].map((name) => [name, textOf(LONGEST_WORDS)]),
);

/** @type {Fields} */
const ANSWER = {
  id: textOf(LONGEST_NAME),
  type: textOf(LONGEST_NAME),
  response: textOf(LONGEST_STATE),
  correct: orNull(isBoolean),
};

/** @type {Fields} */
const WORK = {
  state: textOf(LONGEST_STATE),
  score: orMissing(orNull((value) => typeof value === "number" && value >= 0 && value <= 100)),
  status: orMissing((value) => STATUSES.includes(value)),
  answers: orMissing(
    (value) => Array.isArray(value) && value.length <= MOST_ANSWERS && value.every(isAnswer),
  ),
  isUrgent: orMissing(isBoolean),
};

/**
 * @param {unknown} data
 * @returns {data is FrameLaunch}
 */
export const isLaunch = (data) => fits(data, LAUNCH);

/**
 * @param {unknown} data
 * @returns {data is PlatformProblem | null}
 */
export const isProblem = (data) => data === null || fits(data, PROBLEM);

/**
 * @param {unknown} data
 * @returns {data is Work}
 */
export const isWork = (data) => fits(data, WORK);

/** @param {unknown} data */
function isAnswer(data) {
  return fits(data, ANSWER);
}

/**
 * Whether something is a plain object with what these fields have to be.
 *
 * @param {any} data
 * @param {Fields} fields
 */
function fits(data, fields) {
  return (
    Object.prototype.toString.call(data) === "[object Object]" &&
    Object.entries(fields).every(([name, suits]) => suits(data[name]))
  );
}
