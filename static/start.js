// Starts the application: loads Bokeh, shows the prerendered document, starts Python in a worker
// and connects the two.  Offers window.playground.

import { embed, loadScripts } from "./embed.js";
import { offerTour } from "./help.js";
import { keepForLater } from "./offline.js";
import { Page } from "./page.js";
import { forgetError, showError, showProgress, showReady } from "./status.js";
import { startedExercise } from "./storage.js";
import { enterFocused, keepUnsaved, takeUnsaved } from "./unsaved-changes.js";
import { WorkerConnection } from "./worker-connection.js";
import { WorkerLauncher } from "./worker-launcher.js";

/** @typedef {Error & { file?: string }} LoadingError the file is the one that is missing */

const { dataset } = document.documentElement;
const page = new Page();
const connection = new WorkerConnection();
const unsaved = takeUnsaved();
const launcher = new WorkerLauncher(connection, fail);
/** Whether the page is opened without any settings. */
let isPlain = false;

connection.on("progress", ({ stage, loaded, total }) => {
  launcher.note(stage);
  showProgress(stage, loaded, total);
});
connection.on("error", ({ stage, what, message }) => fail(stage, what, message));
connection.on("ready", () => {
  performance.mark("playground:ready");
  dataset.state = "ready";
  showReady();
  page.settleAddress();
  keepForLater();
  connection.redo(unsaved?.changes ?? []); // now that the widgets show what the link says
  addEventListener("pagehide", leave);
  if (isPlain) offerTour();
});
connection.on("state", ({ playing }) => {
  dataset.state = playing ? "playing" : "ready";
});
connection.onFirstEpoch = () => performance.mark("playground:first-epoch");

document.addEventListener("visibilitychange", () =>
  connection.tell({ type: "visibility", hidden: document.hidden }),
);
addEventListener("pageshow", ({ persisted }) => persisted && connection.resume());
addEventListener("hashchange", async () => {
  await window.playground.load(page.link);
  page.settleAddress();
});

page.onDeed = forgetError;

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

start().catch((/** @type {LoadingError} */ error) =>
  fail(error.file ? "load" : "python", error.file, error.message),
);

/**
 * Ask the application to do something; what went wrong before is history if it can.
 *
 * @param {Exclude<keyof Verbs, "state">} verb
 * @param {readonly unknown[]} args
 */
async function act(verb, args) {
  const value = await connection.call(verb, args);
  forgetError();
  return value;
}

async function start() {
  /** @type {Manifest} */
  const manifest = await fetchJson("runtime.json", { cache: "no-cache" });
  const runtime = { ...manifest.python, base: document.baseURI };
  /** @type {Promise<OfType<MessageToPage, "document">>} */
  const built = new Promise((resolve) =>
    connection.on("document", (message) => {
      launcher.started();
      resolve(message);
    }),
  );
  launcher.start({ runtime, digest: manifest.digest });
  /** @type {[PrerenderedDocument, unknown]} */
  const [prerendered] = await Promise.all([
    fetchJson(manifest.document),
    loadScripts(manifest.scripts),
  ]);
  await show(prerendered.json, prerendered.roots);
  const { json, roots } = await built;
  if (json !== null) await show(JSON.parse(json), roots);
  connection.open();
  const link = unsaved?.permalink || page.link || (await assigned());
  isPlain = link === "";
  connection.tell({ type: "rendered", permalink: link });
}

/** Keep what the address does not say yet, should the page be loaded again. */
function leave() {
  enterFocused();
  const changes = connection.unsaved;
  const isNew = page.permalink !== "" && page.permalink !== page.link;
  if (isNew || changes.length > 0) keepUnsaved({ permalink: page.permalink, changes });
}

/**
 * @param {unknown} json
 * @param {Roots} roots
 */
async function show(json, roots) {
  const embedded = await embed(json, roots);
  connection.use(embedded);
  page.join(embedded, new URL("./", document.baseURI).href);
}

/** The link to the exercise that a learning platform has opened the page for, or "". */
async function assigned() {
  const exercise = await startedExercise();
  return exercise === "" ? "" : `exercise=${encodeURIComponent(exercise)}`;
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @throws {LoadingError}
 */
async function fetchJson(url, options) {
  const missing = (/** @type {string} */ reason) => Object.assign(new Error(reason), { file: url });
  const response = await fetch(url, options).catch((error) => {
    throw missing(error.message);
  });
  if (!response.ok) throw missing(`status ${response.status}`);
  return response.json();
}

/**
 * Show what went wrong; only an error while running leaves the page in use.
 *
 * @type {Fail}
 */
function fail(stage, what, message) {
  if (stage !== "run") dataset.state = "error";
  showError(stage, what, message);
}
