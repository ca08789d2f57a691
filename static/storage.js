// Keeps texts for Python, which cannot reach the browser's storage: the work on exercises. In the
// browser itself, or at the learning platform that has opened the page.

import { mailbox } from "./mailbox.js";

const PREFIX = "playground.exercise.";

/** Characters; a longer text was not written by us. */
const LONGEST_TEXT = 100_000;

/** Milliseconds; platforms write what they are told to a server far away. */
const PLATFORM_PAUSE = 5000;

/** Modes of a launch in which a platform wants nothing recorded. */
const UNRECORDED = ["browse", "review"];

/** @type {Promise<PlatformStorage | null> | null} */
let platform = null;

mailbox.on("read", async (name) => {
  const storage = await storageOf(name);
  return { place: storage.place, texts: storage.read(name) };
});
mailbox.on("write", async ({ name, text }) => void (await storageOf(name)).write(name, text));
mailbox.on("hand_in", async (work) => void (await openPlatform())?.handIn(work));
mailbox.on("finish", async () => void (await openPlatform())?.finish());

/** The identifier of the exercise that a learning platform has opened the page for, or "". */
export async function startedExercise() {
  return (await openPlatform())?.known.exercise ?? "";
}

/**
 * A platform keeps the work on the one exercise that it has opened the page for.
 *
 * @param {string} name
 * @returns {Promise<TextStorage>}
 */
async function storageOf(name) {
  const opened = await openPlatform();
  if (opened === null || name === "") return browser;
  opened.known.exercise ||= name; // some platforms do not pass on what the package says
  return name === opened.known.exercise ? opened : browser;
}

/** Begin the launch by the platform, once; null if there is none. */
function openPlatform() {
  const isAlone = window.parent === window && !window.opener;
  platform ??= isAlone ? Promise.resolve(null) : launchPlatform();
  return platform;
}

/** @returns {Promise<PlatformStorage | null>} */
async function launchPlatform() {
  const { ScormSession, findApi } = await import("./scorm.js");
  const api = findApi();
  if (api === null) return null;
  const report = (/** @type {PlatformProblem} */ problem) =>
    mailbox.post("problem", { cause: "platform", ...problem });
  const launch = new ScormSession(api, report);
  const saving = new Saving((text) => launch.save(text));
  // listening before the launch does, which ends when the page is left
  addEventListener("pagehide", () => saving.finish());
  const known = launch.start();
  if (known === null) return null;
  const isRecorded = !UNRECORDED.includes(known.mode);
  return {
    place: "platform",
    known,
    read: (name) => (known.state === "" ? {} : { [name]: known.state }),
    write: (_, text) => {
      if (isRecorded) saving.add((known.state = text));
    },
    handIn: (work) => {
      saving.drop();
      if (isRecorded) launch.handIn(work);
    },
    finish: () => {
      saving.finish();
      launch.finish();
    },
  };
}

/** Saves the last of several texts after a pause. */
class Saving {
  #save;
  /** @type {string | null} */
  #text = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(text: string) => void} save */
  constructor(save) {
    this.#save = save;
  }

  /** @param {string} text */
  add(text) {
    this.#text = text;
    this.#timer ??= setTimeout(() => this.finish(), PLATFORM_PAUSE);
  }

  /** Save at once what is waiting. */
  finish() {
    const text = this.#text;
    this.drop();
    if (text !== null) this.#save(text);
  }

  /** Forget what is waiting. */
  drop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#text = null;
  }
}

/**
 * The browser's own storage, which may be switched off or full.
 *
 * @type {TextStorage}
 */
const browser = {
  place: "browser",
  read: (name) =>
    attempt("off", {}, () => {
      const isWanted = (/** @type {string} */ key) =>
        name === "" ? key.startsWith(PREFIX) : key === PREFIX + name;
      const keys = Object.keys(localStorage).filter(isWanted);
      const texts = keys.map((key) => [key.slice(PREFIX.length), localStorage.getItem(key) ?? ""]);
      return Object.fromEntries(texts.filter(([, text]) => text.length <= LONGEST_TEXT));
    }),
  write: (name, text) =>
    attempt("full", undefined, () => {
      if (text === "") localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, text);
    }),
};

/**
 * Do something with the browser's storage; where that fails, say so and go on.
 *
 * @template T
 * @param {"off" | "full"} cause of a failure, unless the browser says that it is switched off
 * @param {T} otherwise what to return then
 * @param {() => T} action
 */
function attempt(cause, otherwise, action) {
  try {
    return action();
  } catch (error) {
    mailbox.post("problem", { cause: error.name === "SecurityError" ? "off" : cause });
    return otherwise;
  }
}
