// Keeps texts for Python, which cannot reach the browser's storage: the work on exercises, and the
// author's draft. In the browser itself, or at the learning platform that has opened the page.

import { BrowserStorage } from "./browser-storage.js";
import { lateModule } from "./late-module.js";
import { enterEdited, enterAgain } from "./live-text.js";
import { mailbox } from "./mailbox.js";

/** @typedef {import("./platform.js").Platform} OwnPlatform */
/** @typedef {import("./remote-platform.js").RemotePlatform} RemotePlatform */
/** @typedef {OwnPlatform | RemotePlatform} Platform */

/** By this the page of a package says that a platform opens it: `launch.html` in scorm.py. */
const LAUNCHED = new URLSearchParams(location.search).get("launch");

const browser = new BrowserStorage((problem) => mailbox.post("problem", problem));

/** @type {Promise<Platform | null> | null} */
let opening = null;
/** @type {Platform | null} */
let platform = null;

mailbox.on("read", async (name) => {
  if (await isAtPlatform(name)) {
    const { text, entries } = /** @type {Platform} */ (platform).read();
    enterAgain(name, entries);
    const texts = text === "" ? {} : { [name]: text };
    return { place: platform?.place, room: platform?.room, texts };
  }
  const { texts, entries } = browser.read(name);
  enterAgain(name, entries);
  return { place: LAUNCHED !== null && platform === null ? "alone" : "browser", texts };
});
mailbox.on("write", async ({ name, text }) => {
  if (await isAtPlatform(name)) platform?.write(text);
  else browser.write(name, text);
});
mailbox.on("hand_in", async (work) => void (await openPlatform())?.handIn(work));
mailbox.on("finish", async () => void (await openPlatform())?.finish());

// A page in the background may be thrown away without another word. One that is left is hidden once
// more after that, when the launch has ended.
let isLeft = false;
document.addEventListener("visibilitychange", () => {
  if (document.hidden && !isLeft) leave();
});
addEventListener("pageshow", ({ persisted }) => {
  isLeft = false;
  if (persisted) platform?.resume();
});

/** The identifier of the exercise that a learning platform has opened the page for, or "". */
export async function startedExercise() {
  return (await openPlatform())?.exercise ?? "";
}

/**
 * A platform keeps the work on the one exercise that it has opened the page for.
 *
 * @param {string} name
 */
async function isAtPlatform(name) {
  const opened = await openPlatform();
  if (opened === null || name === "") return false;
  opened.exercise ||= name; // some platforms do not pass on what the package says
  return name === opened.exercise;
}

/** Begin the launch by the platform, once; null if there is none. */
function openPlatform() {
  const isWithin = LAUNCHED !== null || window.parent !== window || Boolean(window.opener);
  opening ??= isWithin ? launch() : Promise.resolve(null);
  // What could not be had is asked for again.
  opening.catch(() => (opening = null));
  return opening;
}

async function launch() {
  if (LAUNCHED === "frame") {
    const name = "remote-platform.js";
    const { launchAround } = await lateModule(name, () => import("./remote-platform.js"));
    platform = await launchAround();
  } else {
    const { launchPlatform } = await lateModule("platform.js", () => import("./platform.js"));
    platform = launchPlatform(LAUNCHED, tellProblem);
  }
  return platform;
}

/**
 * Tell Python what the platform does not take, or that all works again.
 *
 * @param {PlatformProblem | null} problem
 */
export function tellProblem(problem) {
  mailbox.post("problem", problem === null ? { cause: "none" } : { cause: "platform", ...problem });
}

// Before the launch listens, which ends when the page is left.
addEventListener("pagehide", () => {
  leave();
  isLeft = true;
});

/** Keep all that is not kept yet: Python may get no turn any more. */
function leave() {
  enterEdited();
  const typed = mailbox.waitingEntries;
  for (const name of new Set(typed.map(({ keep }) => keep))) {
    const place = platform?.exercise === name ? platform : browser;
    const entries = typed.filter(({ keep }) => keep === name);
    place.keepEntries(name, entries);
  }
  platform?.flush();
}
