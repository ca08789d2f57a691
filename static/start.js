// Starts the application: loads Bokeh, shows the prerendered document, starts Python in a worker
// and connects the two.  Offers window.playground.

import { languageIn } from "./address.js";
import { filesOf, readPack } from "./archive.js";
import { Downloads } from "./downloads.js";
import { embed, loadScripts } from "./embed.js";
import { offerTour } from "./help.js";
import { keepForLater } from "./offline.js";
import { Page } from "./page.js";
import { RecordingView } from "./recording.js";
import { hasBeenRenewed } from "./renewal.js";
import {
  endProgress,
  forgetError,
  showError,
  showProgress,
  showReady,
  SURVIVED,
} from "./status.js";
import { shareStyles } from "./shared-styles.js";
import { startedExercise } from "./storage.js";
import { enterFocused, keepUnsaved, takeUnsaved } from "./unsaved-changes.js";
import { WorkerConnection } from "./worker-connection.js";
import { WorkerLauncher } from "./worker-launcher.js";

/** @typedef {Error & { file?: string, reason?: string }} LoadingError which file is missing, and why */

/** The folder of this build's own files. */
const BUILD = new URL("./", import.meta.url).pathname.split("/").at(-2) ?? "";

const { dataset } = document.documentElement;
const page = new Page();
const connection = new WorkerConnection();
/** What the page before in this tab has left, until that is taken up. */
let left = takeUnsaved();
/** What Python is to go on from once it is there. @type {Unsaved | null} */
let unsaved =
  left && (left.changes.length > 0 || left.run !== "") ? { permalink: "", ...left } : null;
/** The run as it was last, for another Python. */
let run = "";
/** Whether the page's address has another build by now. */
let isRenewed = false;
/** Whether a Python has been there. */
let wasJoined = false;
const launcher = new WorkerLauncher(connection, fail);
const recording = new RecordingView();
/** Whether the page is opened without any settings. */
let isPlain = false;
/** What the worker must know. @type {Order | null} */
let order = null;
/** What a page around listens to, which another Python has to be told. @type {readonly unknown[]} */
let listened = [];

connection.on("progress", ({ stage, loaded, total }) => {
  launcher.note(stage);
  showProgress(stage, loaded, total);
});
connection.on("error", ({ stage, what, message }) => fail(stage, what, message));
connection.on("ready", () => {
  performance.mark("playground:ready");
  launcher.ready();
  dataset.state = "ready";
  showReady();
  if (page.isOpening) showProgress("document", 0, 0);
  page.settleAddress();
  keepForLater();
  left = null;
  goOn().catch(failRunning);
});
connection.on("kept", (message) => {
  run = message.run;
});
connection.on("ended", () => launcher.restart());
launcher.onRestart = () => {
  dataset.state = "loading";
  unsaved ??= { permalink: page.permalink, changes: [], run: lastRun() };
};
connection.on("state", ({ playing }) => {
  dataset.state = playing ? "playing" : "ready";
});
connection.onFirstEpoch = () => performance.mark("playground:first-epoch");

document.addEventListener("visibilitychange", () =>
  connection.tell({ type: "visibility", hidden: document.hidden }),
);
addEventListener("pagehide", leave);
addEventListener("pageshow", ({ persisted }) => persisted && connection.resume());
addEventListener("hashchange", ({ newURL }) => {
  // Not the present address: the link of the settings before may have been written there meanwhile.
  follow(page.linkIn(new URL(newURL))).catch(failRunning);
});

addEventListener("files", (event) => {
  event.preventDefault();
  connection.tell({ type: "files", .../** @type {CustomEvent<HandedFiles>} */ (event).detail });
});

addEventListener("speak", (event) => {
  const { detail } = /** @type {CustomEvent<string>} */ (event);
  speak(detail).catch(failRunning);
});

page.onDeed = forgetError;
page.onOpened = () => {
  if (dataset.state !== "loading") endProgress();
};

window.playground = {
  play: (...args) => act("play", args),
  pause: (...args) => act("pause", args),
  step: (...args) => act("step", args),
  reset: (...args) => act("reset", args),
  load: (...args) => act("load", args),
  state: async () => {
    const state = /** @type {Record<string, unknown>} */ (await connection.call("state", []));
    return { ...state, ...connection.frameCounts };
  },
};

start().catch(failStarting);

/**
 * Ask for a verb, as another page does: with the answer comes why it was refused, if it was.
 *
 * @param {keyof Verbs | "listen"} verb
 * @param {readonly any[]} args
 * @returns {Promise<Partial<Reply>>}
 */
export async function ask(verb, args) {
  if (verb === "state") return { value: await window.playground.state() };
  if (verb === "listen") listened = args;
  const answer = await connection.ask(verb, args);
  forgetError();
  return answer;
}

/**
 * Ask the application to do something; what went wrong before is history if it can.
 *
 * @param {Exclude<keyof Verbs, "state">} verb
 * @param {readonly unknown[]} args
 */
async function act(verb, args) {
  return (await ask(verb, args)).value;
}

async function start() {
  /** @type {Manifest} */
  const manifest = await fetchOwn("runtime.json", { cache: "no-cache" });
  if (manifest.build !== BUILD) throw Object.assign(new Error("renewed"), { file: "index.html" });
  const runtime = { ...manifest.python, build: BUILD, base: document.baseURI };
  const words = await window.opening.words;
  const shown = prerender(runtime, words?.code ?? "en");
  connection.on("document", (message) => {
    launcher.started();
    recording.end();
    join(message, shown).catch(failStarting);
  });
  order = { runtime, digest: digestIn(manifest, words), words };
  launcher.start(order);
  await shown;
}

/**
 * The digest of the document in a language, "" if the build has made none.
 *
 * @param {Manifest} manifest
 * @param {LanguageWords | null} words
 */
function digestIn({ digest, digests }, words) {
  return words === null ? digest : (digests[words.code] ?? "");
}

/**
 * Show the document that the build has made, by the styles and scripts that come with it.
 *
 * @param {Runtime} runtime
 * @param {string} language
 */
async function prerender(runtime, language) {
  const downloads = new Downloads(runtime);
  const translated = `document-${language}`;
  const other = runtime.files[translated] === undefined ? [] : [translated];
  downloads.start(["document", ...other]);
  const [english, styles, ...scripts] = filesOf(readPack(await downloads.bytes("document")));
  const [content] = other.length ? filesOf(readPack(await downloads.bytes(translated))) : [english];
  await loadScripts(scripts);
  shareStyles(styles.name, await styles.text());
  /** @type {PrerenderedDocument} */
  const prerendered = JSON.parse(await content.text());
  const shown = await show(prerendered.json, prerendered.roots);
  // What is shown is the default run, so it is not in place of another one.
  if (page.link === "" && unsaved === null) recording.show(shown).catch(() => recording.end());
  return prerendered;
}

/**
 * Go on with a Python that has made its document: the same as the prerendered one, as a rule, which
 * is on the page as it was made unless there was a Python before.
 *
 * @param {OfType<MessageToPage, "document">} built
 * @param {Promise<PrerenderedDocument>} shown
 */
async function join({ json, roots }, shown) {
  const prerendered = await shown;
  if (json !== null) await show(JSON.parse(json), roots);
  else if (wasJoined) await show(prerendered.json, prerendered.roots);
  wasJoined = true;
  connection.open();
  const link = unsaved?.permalink || page.link || (await assigned());
  isPlain = link === "" && unsaved === null;
  connection.tell({ type: "rendered", permalink: link });
}

/**
 * Show what a link says that was put into the address of the open page.
 *
 * @param {string} link
 */
async function follow(link) {
  const { wanted, rest } = languageIn(link);
  const code = window.opening.codeFor(wanted);
  // Who adds a language to the address of a run wants to go on with it.
  const isSame = code !== "" && ["", page.place, page.permalink].includes(rest);
  if (!isSame) await window.playground.load(rest);
  if (code !== "" && code !== window.opening.language) await speak(code);
  page.settleAddress();
}

/** Let a Python that answers go on from where the one before, or the page before, was. */
async function goOn() {
  try {
    if (listened.length > 0) await connection.call("listen", listened);
    const { run: last = "", changes = [] } = unsaved ?? {};
    if (last !== "") await connection.call("restore", [last, !unsaved?.isAsked]);
    if (unsaved?.isPlaying) await connection.call("play", []);
    connection.redo(changes); // now that the widgets show what the link says
  } finally {
    // If another one is on its way already, that one is to do all of it.
    if (dataset.state !== "loading") unsaved = null;
  }
  if (isPlain) offerTour();
}

/**
 * Let the page speak another language: its HTML at once, and all else as soon as the same Python has
 * made its document anew, which then goes on where the one before was.
 *
 * @param {string} code
 */
async function speak(code) {
  if (order === null) return;
  enterFocused();
  const isPlaying = dataset.state === "playing";
  run = String(await connection.call("saved", []));
  const words = await window.opening.translate(code);
  if (words === null) {
    await failSpeaking(code, order.runtime);
    return;
  }
  connection.forget();
  dataset.state = "loading";
  unsaved = { permalink: page.place, changes: [], run: lastRun(), isAsked: true, isPlaying };
  // Should the worker die, the next one speaks it, too, and no document is made beforehand.
  Object.assign(order, { words, digest: "" });
  connection.tell({ type: "speak", words });
}

/**
 * Say why a language cannot be had.
 *
 * @param {string} code
 * @param {Runtime} runtime
 */
async function failSpeaking(code, runtime) {
  if (await hasBeenRenewed(runtime)) {
    fail("renewed", null, "");
    return;
  }
  const url = new URL(`languages/${code}.json`, import.meta.url);
  const { what, reason } = await window.preflight.faultOf(url.href);
  fail("run", what, reason || "silent");
}

/** Keep what the address does not say yet, should the page be loaded again. */
function leave() {
  enterFocused();
  const own = { changes: connection.unsaved, run: isRenewed ? lastRun() : "" };
  const { changes, run: last } = left ?? own;
  keepUnsaved({ ...page.addresses, changes, run: last });
}

/** The run as it was last; the exercise that is open, if there is one, keeps its own. */
function lastRun() {
  return new URLSearchParams(page.permalink).has("exercise") ? "" : run;
}

/**
 * @param {unknown} json
 * @param {Roots} roots
 */
async function show(json, roots) {
  const embedded = await embed(json, roots);
  connection.use(embedded);
  page.join(embedded, new URL("./", document.baseURI).href);
  return embedded;
}

/** The link to the exercise that a learning platform has opened the page for, or "". */
async function assigned() {
  const exercise = await startedExercise();
  return exercise === "" ? "" : `exercise=${encodeURIComponent(exercise)}`;
}

/**
 * @param {string} url of JSON
 * @param {RequestInit} options
 * @throws {LoadingError}
 */
async function fetchOwn(url, options) {
  const missing = (/** @type {string} */ reason) => Object.assign(new Error(reason), { file: url });
  const response = await fetch(url, options).catch((error) => {
    throw missing(error.message);
  });
  if (!response.ok) throw missing(`status ${response.status}`);
  if (response.headers.get("Content-Type")?.includes("html")) throw missing("html");
  return response.json().catch(() => {
    throw missing("cut");
  });
}

/** @param {LoadingError} error */
function failStarting({ file, reason, message }) {
  fail(file ? "load" : "python", file, reason ?? message);
}

/** @param {Error} error */
function failRunning({ message }) {
  fail("run", null, message);
}

/**
 * Show what went wrong; only an error while running leaves the page in use.
 *
 * @type {Fail}
 */
function fail(stage, what, message) {
  if (stage === "renewed") isRenewed = true;
  if (!SURVIVED.has(stage)) {
    dataset.state = "error";
    recording.end();
  }
  showError(stage, what, message);
}
