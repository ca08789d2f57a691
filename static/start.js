// Starts the application: loads Bokeh, shows the prerendered document, starts Python in a worker
// and connects the two.  Offers window.playground.

import { embed, loadScripts } from "./embed.js";
import { keepForLater } from "./offline.js";
import { join } from "./page.js";
import { showError, showProgress, showReady } from "./status.js";
import { startedExercise } from "./storage.js";
import { WorkerConnection } from "./worker-connection.js";
import { WorkerLauncher } from "./worker-launcher.js";

const page = document.documentElement;
const connection = new WorkerConnection();
const launcher = new WorkerLauncher(connection, fail);

connection.on("progress", ({ stage, loaded, total }) => {
  launcher.note(stage);
  showProgress(stage, loaded, total);
});
connection.on("error", ({ stage, what, message }) => fail(stage, what, message));
connection.on("ready", () => {
  performance.mark("playground:ready");
  page.dataset.state = "ready";
  showReady();
  keepForLater();
});
connection.on("state", ({ playing }) => {
  page.dataset.state = playing ? "playing" : "ready";
  showReady();
});
connection.onFirstEpoch = () => performance.mark("playground:first-epoch");

document.addEventListener("visibilitychange", () =>
  connection.tell({ type: "visibility", hidden: document.hidden }),
);
addEventListener("hashchange", () => window.playground.load(permalink()));

const verb = (name) => (...args) => connection.call(name, args);
window.playground = {
  play: verb("play"),
  pause: verb("pause"),
  step: verb("step"),
  reset: verb("reset"),
  load: verb("load"),
  state: async () => ({ ...(await connection.call("state", [])), ...connection.frameCounts }),
};

start().catch((error) => fail(error.file ? "load" : "python", error.file, error.message));

async function start() {
  const runtime = await fetchJson("runtime.json", { cache: "no-cache" });
  const base = document.baseURI;
  const { digest, python } = runtime;
  const built = new Promise((resolve) =>
    connection.on("document", (document) => {
      launcher.started();
      resolve(document);
    }),
  );
  launcher.start({ runtime: { ...python, base }, digest });
  const [prerendered] = await Promise.all([
    fetchJson(runtime.document),
    loadScripts(runtime.scripts),
  ]);
  await show(prerendered.json, prerendered.roots);
  const { json, roots } = await built;
  if (json !== null) await show(JSON.parse(json), roots);
  connection.open();
  connection.tell({ type: "rendered", permalink: permalink() || (await assigned()) });
}

async function show(json, roots) {
  const embedded = await embed(json, roots);
  connection.use(embedded);
  join(embedded, new URL("./", document.baseURI).href);
}

/** The link to the exercise that a learning platform has opened the page for, or "". */
async function assigned() {
  const exercise = await startedExercise();
  return exercise === "" ? "" : `exercise=${exercise}`;
}

function permalink() {
  return location.hash.slice(1);
}

async function fetchJson(url, options) {
  const missing = (reason) => Object.assign(new Error(reason), { file: url });
  const response = await fetch(url, options).catch((error) => {
    throw missing(error.message);
  });
  if (!response.ok) throw missing(`status ${response.status}`);
  return response.json();
}

/** Show what went wrong; only an error while running leaves the page in use. */
function fail(stage, what, message) {
  if (stage !== "run") page.dataset.state = "error";
  showError(stage, what, message);
}
