// The worker that runs Python: starts Pyodide, builds the document, trains and sends frames.
// Its counterpart on the page is boot.js, in Python it is playground/browser.py.

import { LoadError } from "./downloads.js";
import { addPack, startPython } from "./python.js";

const FRAMES_IN_FLIGHT = 2;

/** The name under which Python asks for the files of the page, and where it finds them. */
const PAGE = { pack: "page", folder: "/page" };

let bridge = null;
let python = null;
let runtime = null;
let attached = false;
let hidden = false;
let playing = false;
let inFlight = 0;
const waiting = [];

/** What a message of the page does, by its type. */
const handlers = {
  start: (message) => {
    runtime = message.runtime;
    start(message);
  },
  rendered: ({ permalink }) => attach(permalink),
  patch: ({ id, patch }) => answer(id, () => bridge.patch(patch)),
  call: ({ id, verb, args }) => answer(id, () => bridge.call(verb, args)),
  ack: () => {
    inFlight -= 1;
  },
  visibility: (message) => {
    hidden = message.hidden;
  },
};

const ALWAYS = new Set(["start", "rendered", "visibility"]);

self.onmessage = ({ data }) => {
  if (!attached && !ALWAYS.has(data.type)) waiting.push(data);
  else handle(data);
};

function handle(message) {
  handlers[message.type](message);
  keepWorking();
}

async function start({ digest, plain }) {
  try {
    ({ python, bridge } = await startPython(runtime, plain, (stage, loaded = 0, total = 0) =>
      self.postMessage({ type: "progress", stage, loaded, total }),
    ));
    const roots = bridge.roots.toJs({ dict_converter: Object.fromEntries });
    const json = bridge.digest === digest ? null : bridge.json;
    self.postMessage({ type: "document", roots, json });
  } catch (error) {
    report(error instanceof LoadError ? "load" : "python", error, error.file);
  }
}

function attach(permalink) {
  try {
    bridge.attach(post, fetchPack, permalink);
    attached = true;
    self.postMessage({ type: "ready" });
    for (const message of waiting.splice(0)) handle(message);
  } catch (error) {
    report("python", error);
  }
}

/** Run one request of the page and reply to it; a failure leaves the application usable. */
function answer(id, action) {
  try {
    self.postMessage({ type: "reply", id, value: action() });
  } catch (error) {
    report("run", error);
    self.postMessage({ type: "reply", id, error: lastLine(error) });
  }
}

async function add(name) {
  if (name !== PAGE.pack) return addPack(python, runtime, name);
  const { addPageFiles } = await import("./page-files.js");
  return addPageFiles(python, runtime.base, PAGE.folder);
}

/** Fetch a pack of files for Python; whether that works or not, Python goes on. */
async function fetchPack(name) {
  const problem = await add(name).then(
    () => "",
    ({ message }) => message,
  );
  try {
    bridge.fetched(name, problem);
  } catch (error) {
    report("run", error);
  }
  keepWorking();
}

/** Send what Python has for the page. */
function post(kind, content, buffers) {
  if (kind === "frame") {
    inFlight += 1;
    self.postMessage({ type: kind, ...content }, buffers);
  } else {
    self.postMessage({ type: kind, [kind]: content, buffers });
  }
}

// Between two ticks the messages of the page get their turn: one reused channel posts the next
// tick behind them, or a timer does where there is time.
const next = new MessageChannel();
let posted = false;
let timer = null;
next.port1.onmessage = () => {
  posted = false;
  tick();
};

function tick() {
  timer = null;
  if (!mayWork()) return;
  try {
    bridge.tick();
  } catch (error) {
    report("run", error);
    bridge.call("pause", []);
  }
  keepWorking();
}

function mayWork() {
  return attached && !hidden && inFlight < FRAMES_IN_FLIGHT && bridge.busy;
}

function keepWorking() {
  announcePlaying();
  clearTimeout(timer);
  timer = null;
  if (posted || !mayWork()) return;
  const { wait } = bridge;
  if (wait > 0) {
    timer = setTimeout(tick, wait);
  } else {
    posted = true;
    next.port2.postMessage(null);
  }
}

function announcePlaying() {
  if (!attached || bridge.playing === playing) return;
  playing = !playing;
  self.postMessage({ type: "state", playing });
}

function report(stage, error, what = null) {
  console.error(error);
  self.postMessage({ type: "error", stage, what, message: lastLine(error) });
}

/** The line of a Python traceback that says what went wrong. */
function lastLine(error) {
  return String(error.message ?? error).trim().split("\n").pop();
}
