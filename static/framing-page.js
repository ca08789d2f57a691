// The page around this one, if its origin is allowed: answers it, and tells it what it listens to.

import { VERSION, allowedOrigins } from "./message-check.js";

const query = new URLSearchParams(location.search);

/** Whether the page around says what a learning platform knows, and hands on what is done. */
const isLaunched = query.get("launch") === "frame";

/** The whole page is for frames only then; embed.html always is. */
const isForFrames = isLaunched || document.documentElement.classList.contains("compact");
const origins = isForFrames
  ? allowedOrigins(location.origin, query.getAll("origin"))
  : new Set(/** @type {string[]} */ ([]));

/** The origin that listens; it is known once it has asked for something. */
let listener = "";
/** @type {(launch: FrameLaunch) => void} */
let begin;
let hasLaunched = false;

/**
 * Resolves with what the page around says of the launch, if it ever does.
 *
 * @type {Promise<FrameLaunch>}
 */
export const launched = new Promise((resolve) => {
  begin = resolve;
});

/**
 * Whether a message comes from the page around, and that may say something.
 *
 * @param {MessageEvent} event
 */
export function isFromFramingPage({ source, origin }) {
  return source === window.parent && source !== window && origins.has(origin);
}

/**
 * Send the page around something, if it is still of that origin.
 *
 * @param {string} origin
 * @param {object} content
 */
export function send(origin, content) {
  window.parent.postMessage({ playground: VERSION, ...content }, origin);
}

/**
 * Tell an origin from now on what happens.
 *
 * @param {string} origin
 */
export function listenFrom(origin) {
  listener = origin;
}

/**
 * Tell who listens of something that has happened.
 *
 * @param {string} event
 * @param {unknown} [detail]
 */
export function tell(event, detail = null) {
  if (listener !== "") send(listener, { event, detail });
}

/** @throws {RangeError} if the page around has said nothing of a launch */
export function requireLaunch() {
  if (!hasLaunched) throw new RangeError("problem needs a launch before it");
}

/**
 * Take up, once, what the page around says of the launch, and hand on to it what is done.
 *
 * @param {string} origin
 * @param {FrameLaunch} content
 * @throws {RangeError} if the page's address does not say that there is one
 */
export function takeLaunch(origin, content) {
  if (!isLaunched) throw new RangeError("launch needs launch=frame in the address of the frame");
  if (hasLaunched) throw new RangeError("launch can be asked for once only");
  hasLaunched = true;
  listener = origin;
  begin(content);
}
