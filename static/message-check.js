// What another page may ask of this one by postMessage, and which pages may.

/** Of the protocol; a message carries it, by which it is told from those of other scripts. */
export const VERSION = 1;

const LONGEST_ID = 100;
const LONGEST_LINK = 100_000;
const MOST_EPOCHS = 1000;

/** @typedef {readonly unknown[]} Arguments */

/** @param {Arguments} given */
const takesNothing = ({ length }) => length === 0;

/** What a page can listen to. */
const EVENTS = ["state", "settingChanged", "goalReached", "handedIn"];

/** @param {Arguments} given */
const takesOne = ({ length }) => length === 1;

/** @type {ReadonlyMap<unknown, (given: Arguments) => boolean>} verb -> whether arguments suit it */
const VERBS = new Map([
  ["state", takesNothing],
  ["play", takesNothing],
  ["pause", takesNothing],
  ["reset", takesNothing],
  ["step", (given) => takesNothing(given) || (given.length === 1 && isCount(given[0]))],
  ["load", (given) => takesOne(given) && isText(given[0], LONGEST_LINK)],
  ["listen", (given) => given.length <= EVENTS.length && given.every(isEvent)],
  ["launch", takesOne],
  ["problem", takesOne],
]);

/**
 * The page's own origin, and those that its address names as "?origin=https://…".
 *
 * @param {string} own
 * @param {readonly string[]} named
 */
export function allowedOrigins(own, named) {
  const known = [own];
  for (const address of named) {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url !== null && /^https?:$/.test(url.protocol)) known.push(url.origin);
    else console.warn(`origin must be an address such as https://school.example, got ${address}`);
  }
  // Pages without an origin of their own, such as files, all call themselves "null".
  return new Set(known.filter((origin) => origin !== "null"));
}

/**
 * Whether a message is meant for the playground at all; other scripts send messages, too.
 *
 * @param {any} data
 * @returns {data is PlaygroundRequest}
 */
export function isRequest(data) {
  return (
    Object.prototype.toString.call(data) === "[object Object]" &&
    data.playground === VERSION &&
    (isText(data.id, LONGEST_ID) || Number.isFinite(data.id)) &&
    Object.hasOwn(data, "verb")
  );
}

/**
 * Check what a request asks for.
 *
 * @param {{ verb: unknown, arguments?: unknown }} request
 * @returns {{ verb: string, given: Arguments }}
 * @throws {RangeError} that says what is allowed
 */
export function checkedCall({ verb, arguments: given = [] }) {
  const suits = VERBS.get(verb);
  if (suits === undefined) {
    throw new RangeError(`verb must be one of ${[...VERBS.keys()].join(", ")}`);
  }
  if (!Array.isArray(given) || !suits(given)) {
    throw new RangeError(
      `arguments must be [] or, for step, [a whole number from 1 to ${MOST_EPOCHS}], ` +
        `for load [text of at most ${LONGEST_LINK} characters], ` +
        `for listen names out of ${EVENTS.join(", ")}, for launch and problem one`,
    );
  }
  return { verb: String(verb), given };
}

/** @param {any} value */
function isEvent(value) {
  return EVENTS.includes(value);
}

/** @param {unknown} value */
function isCount(value) {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_EPOCHS;
}

/**
 * @param {unknown} value
 * @param {number} longest
 */
function isText(value, longest) {
  return typeof value === "string" && value.length <= longest;
}
