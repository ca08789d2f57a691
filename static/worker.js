// The worker that runs Python: starts Pyodide, builds the document, trains and sends frames.
// Its counterpart on the page is worker-connection.js, in Python it is playground/browser.py.

import { LoadError } from "./downloads.js";
import { addPack, addRest, mountFiles, startPython } from "./python.js";
import { hasBeenRenewed } from "./renewal.js";
import { Turns } from "./turns.js";

/** Where Python finds files of the page. */
const PAGE_FOLDER = "/page";

/**
 * Packs of files of the page itself, which go into packages for learning platforms: those files.
 *
 * @type {Readonly<Record<string, (name: string) => boolean>>}
 */
const PAGE_PACKS = {
  page: () => true,
  "slim-package": (name) => name.includes("/slim-package/"),
};

/** The name of what no start needs: it is loaded so many milliseconds after that unasked. */
const REST = "rest";
const REST_DELAY = 2000;

/** What Python is told of a file that is gone because the page is another one by now. */
const RENEWED = "renewed";

const scope = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));
const turns = new Turns(work);

/** Milliseconds between two copies of the run that are kept on the page, should this worker die. */
const KEEPING_PAUSE = 5000;

/** How many times as long as making such a copy takes it is at least until the next one. */
const KEEPING_RATIO = 100;

/** @type {Bridge} */
let bridge;
/** The language that it speaks, for packs that there are in several; English is in the usual one. */
let language = "";
/** @type {Pyodide} */
let python;
/** @type {Runtime} */
let runtime;
let attached = false;
let playing = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let keeping;
let keepingPause = KEEPING_PAUSE;
let kept = "";
/** @type {Promise<void> | null} */
let rest = null;
/** @type {MessageToWorker[]} */
const waiting = [];

/**
 * What a message of the page does, by its type.
 *
 * @type {{ [T in MessageToWorker["type"]]: (message: OfType<MessageToWorker, T>) => unknown }}
 */
const handlers = {
  start,
  rendered: ({ permalink }) => attach(permalink),
  patch: ({ id, patch }) => answer(id, () => ({ value: bridge.patch(patch) })),
  call: ({ id, verb, args }) => answer(id, () => bridge.call(verb, args)),
  speak: ({ words }) => speak(words),
  files: (given) => mountFiles(python, given),
  ack: ({ id, milliseconds }) => turns.acknowledged(id, milliseconds),
  visibility: ({ hidden }) => {
    turns.isHidden = hidden;
  },
};

const ALWAYS = new Set(["start", "rendered", "visibility"]);

scope.onmessage = ({ data }) => {
  if (!attached && !ALWAYS.has(data.type)) waiting.push(data);
  else handle(data);
};

/** @param {MessageToWorker} message */
function handle(message) {
  try {
    handlers[message.type](/** @type {never} */ (message));
  } catch (error) {
    report("run", error);
  }
  keepWorking();
}

/** @param {OfType<MessageToWorker, "start">} order */
async function start({ plain, pulse, digest, words, ...order }) {
  runtime = order.runtime;
  beginPulse(pulse);
  try {
    const started = await startPython(
      runtime,
      plain,
      words?.code ?? "",
      (stage, loaded = 0, total = 0) =>
        scope.postMessage({ type: "progress", stage, loaded, total }),
    );
    ({ python, bridge, language } = started);
    if (words !== null && words.code !== language) bridge = bridgeIn(words);
    sendDocument(digest);
  } catch (error) {
    report(error instanceof LoadError ? "load" : "python", error, error.file);
  }
}

/**
 * Let the page have the document, unless it is the one that it shows already.
 *
 * @param {string} digest of that one
 */
function sendDocument(digest) {
  const roots = bridge.roots.toJs({ dict_converter: Object.fromEntries });
  const json = bridge.digest === digest ? null : bridge.json;
  scope.postMessage({ type: "document", roots, json });
}

/**
 * Make the application anew in another language, for a page that is going to join it.
 *
 * @param {LanguageWords} words
 */
function speak(words) {
  bridge.call("pause", []);
  announcePlaying();
  attached = false;
  turns.end();
  kept = "";
  bridge = bridgeIn(words);
  sendDocument("");
}

/** @param {LanguageWords} words */
function bridgeIn(words) {
  language = words.code;
  return python.pyimport("playground.browser").speak(words);
}

/** @param {MessagePort} port */
function beginPulse(port) {
  try {
    new Worker(new URL("pulse.js", import.meta.url)).postMessage(null, [port]);
  } catch (error) {
    console.warn("Nobody will notice if this worker dies:", error);
  }
}

/** @param {string} permalink */
function attach(permalink) {
  try {
    bridge.attach(post, fetchPack, permalink);
    attached = true;
    turns.begin(bridge);
    scope.postMessage({ type: "ready" });
    for (const message of waiting.splice(0)) handle(message);
    // Should it fail, whoever needs it tries again.
    setTimeout(() => addOnce().catch(() => {}), REST_DELAY);
  } catch (error) {
    report("python", error);
  }
}

/**
 * Run one request of the page and reply to it; a failure leaves the application usable.
 *
 * @param {number} id
 * @param {() => Partial<Reply>} action
 */
function answer(id, action) {
  try {
    scope.postMessage({ type: "reply", id, ...action() });
  } catch (error) {
    report("run", error);
    scope.postMessage({ type: "reply", id, error: lastLine(error) });
  }
}

/** Download what no start needs, unless that has been done or is being done. */
function addOnce() {
  rest ??= addRest(python, runtime).catch((error) => {
    rest = null;
    throw error;
  });
  return rest;
}

/**
 * Download a pack, what it says in the present language, and the rest, which whatever is in a pack
 * may import.
 *
 * @param {string} name
 */
async function add(name) {
  if (name === REST) return addOnce();
  if (!(name in PAGE_PACKS)) {
    const packs = [name, `${name}-${language}`].filter((one) => one in runtime.files);
    return Promise.all(packs.map((one) => addPack(python, runtime, one, addOnce())));
  }
  const { addPageFiles } = await import("./page-files.js");
  return addPageFiles(python, runtime.base, PAGE_FOLDER, PAGE_PACKS[name]);
}

/**
 * Fetch a pack of files for Python; whether that works or not, Python goes on.
 *
 * @param {string} name
 */
async function fetchPack(name) {
  const problem = await add(name).then(
    () => "",
    async ({ message }) => ((await hasBeenRenewed(runtime)) ? RENEWED : message),
  );
  if (problem === RENEWED)
    scope.postMessage({ type: "error", stage: "renewed", what: null, message: "" });
  try {
    bridge.fetched(name, problem);
  } catch (error) {
    report("run", error);
  }
  keepWorking();
}

/**
 * Send what Python has for the page.
 *
 * @type {Post}
 */
function post(...sent) {
  if (sent[0] === "frame") {
    const [type, frame, buffers] = sent;
    scope.postMessage({ type, id: turns.sent(), ...frame }, buffers);
  } else {
    const [type, patch, buffers] = sent;
    scope.postMessage({ type, patch, buffers });
  }
}

/** @param {boolean} mayDraw */
function work(mayDraw) {
  try {
    bridge.tick(mayDraw, turns.screenTime);
  } catch (error) {
    report("run", error);
    if (!isFatal(error)) bridge.call("pause", []);
  }
  keepWorking();
}

function keepWorking() {
  announcePlaying();
  turns.goOn();
  if (attached) keeping ??= setTimeout(keep, keepingPause);
}

/** Let the page keep the run as it is now. */
function keep() {
  keeping = undefined;
  try {
    const begin = performance.now();
    const run = bridge.saved();
    keepingPause = Math.max(KEEPING_PAUSE, KEEPING_RATIO * (performance.now() - begin));
    if (run === kept) return;
    kept = run;
    scope.postMessage({ type: "kept", run });
  } catch (error) {
    report("run", error);
  }
}

function announcePlaying() {
  if (!attached || bridge.playing === playing) return;
  playing = !playing;
  scope.postMessage({ type: "state", playing });
}

addEventListener("unhandledrejection", ({ reason }) => report("run", reason));

/**
 * @param {ErrorStage} stage
 * @param {any} error
 * @param {string | null} what the file that is missing, if it is one
 */
function report(stage, error, what = null) {
  console.error(error);
  if (isFatal(error)) scope.postMessage({ type: "ended" });
  else scope.postMessage({ type: "error", stage, what, message: error.reason ?? lastLine(error) });
}

/**
 * Whether Python itself has broken down and answers nothing any more.
 *
 * @param {any} error
 */
function isFatal(error) {
  return error?.pyodide_fatal_error === true || /already fatally failed/.test(error?.message);
}

/**
 * The line of a Python traceback that says what went wrong.
 *
 * @param {any} error
 */
function lastLine(error) {
  return (
    String(error.message ?? error)
      .trim()
      .split("\n")
      .pop() ?? ""
  );
}
