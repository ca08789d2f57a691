// Keeps texts for Python, which cannot reach the browser's storage: the work on exercises. In the
// browser itself, or at the learning platform that has opened the page.

import { columnsOf, findSource } from "./frames.js";

const PREFIX = "playground.exercise.";

/** Characters; a longer text was not written by us. */
const LONGEST_TEXT = 100_000;

const REPLIES_KEPT = 20;

/** Milliseconds; platforms write what they are told to a server far away. */
const PLATFORM_PAUSE = 5000;

/** Modes of a launch in which a platform wants nothing recorded. */
const UNRECORDED = ["browse", "review"];

let platform = null;
let replies = null;
let lastReply = 0;
const early = [];

/** What a request of Python does, by its action. */
const duties = {
  read: async ({ serial: request, name }) => {
    const keeper = await keeperOf(name);
    reply("kept", { request, place: keeper.place, texts: keeper.read(name) });
  },
  write: async ({ name, text }) => (await keeperOf(name)).write(name, text),
  hand_in: async ({ text }) => (await openPlatform())?.handIn(JSON.parse(text)),
  finish: async () => (await openPlatform())?.finish(),
};

/** Carry out the requests of a document one after the other, those that are there already too. */
export function watchRequests(document) {
  const source = findSource(document, "keeper");
  replies = findSource(document, "keeper_replies");
  for (const [kind, content] of early.splice(0)) reply(kind, content);
  let last = 0;
  let ready = Promise.resolve();
  const look = () => {
    const columns = columnsOf(source);
    const requests = columns.serial.map((_, i) =>
      Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[i]])),
    );
    for (const request of requests.filter(({ serial }) => serial > last)) {
      last = request.serial;
      ready = ready.then(() => duties[request.action](request));
    }
  };
  source.properties.data.change.connect(look);
  look();
}

/** Tell Python something: what is kept, a problem, whether a text was copied. */
export function reply(kind, content) {
  if (replies === null) return void early.push([kind, content]);
  const before = columnsOf(replies);
  const add = (column, value) => [...before[column], value].slice(-REPLIES_KEPT);
  lastReply += 1;
  const text = JSON.stringify(content);
  replies.setv({
    data: { serial: add("serial", lastReply), kind: add("kind", kind), text: add("text", text) },
  });
}

/** The identifier of the exercise that a learning platform has opened the page for, or "". */
export async function startedExercise() {
  return (await openPlatform())?.known.exercise ?? "";
}

/** A platform keeps the work on the one exercise that it has opened the page for. */
async function keeperOf(name) {
  const { known } = (await openPlatform()) ?? {};
  if (known === undefined || name === "") return browser;
  known.exercise ||= name; // some platforms do not pass on what the package says
  return name === known.exercise ? platform : browser;
}

/** Begin the launch by the platform, once; null if there is none. */
function openPlatform() {
  platform ??= window.parent === window && !window.opener ? Promise.resolve(null) : launchPlatform();
  return platform;
}

async function launchPlatform() {
  const { Launch, findApi } = await import("./scorm.js");
  const api = findApi();
  if (api === null) return null;
  const launch = new Launch(api, (problem) => reply("problem", { cause: "platform", ...problem }));
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
    write: (_, text) => isRecorded && saving.add((known.state = text)),
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
  #text = null;
  #timer = null;

  constructor(save) {
    this.#save = save;
  }

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
    this.#timer = this.#text = null;
  }
}

/** The browser's own storage, which may be switched off or full. */
const browser = {
  place: "browser",
  read: (name) =>
    attempt("off", {}, () => {
      const isWanted = (key) => (name === "" ? key.startsWith(PREFIX) : key === PREFIX + name);
      const keys = Object.keys(localStorage).filter(isWanted);
      const texts = keys.map((key) => [key.slice(PREFIX.length), localStorage.getItem(key)]);
      return Object.fromEntries(texts.filter(([, text]) => text.length <= LONGEST_TEXT));
    }),
  write: (name, text) =>
    attempt("full", undefined, () => {
      if (text === "") localStorage.removeItem(PREFIX + name);
      else localStorage.setItem(PREFIX + name, text);
    }),
};

function attempt(cause, otherwise, action) {
  try {
    return action();
  } catch (error) {
    reply("problem", { cause: error.name === "SecurityError" ? "off" : cause });
    return otherwise;
  }
}
