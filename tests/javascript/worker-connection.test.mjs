// The page's end of the connection: changes wait for Python, and Python waits for the screen.

import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, mock, test } from "node:test";

import { WorkerConnection } from "../../static/worker-connection.js";
import { BokehDocument, Source } from "./bokeh.mjs";

/** What waits for the screen: callbacks before it is painted, and messages after that. */
let beforePaint;
let afterPaint;
/** Hides the page, or shows it. */
let setHidden;

/** A channel whose messages arrive once the screen has been painted. */
class PaintedChannel {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => afterPaint.push(() => this.port1.onmessage({ data })) };
}

beforeEach(() => {
  [beforePaint, afterPaint] = [[], []];
  mock.restoreAll();
  mock.method(console, "error", () => {});
  globalThis.MessageChannel = PaintedChannel;
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  setHidden = (hidden) => {
    globalThis.document.hidden = hidden;
    globalThis.document.dispatchEvent(new Event("visibilitychange"));
  };
  globalThis.requestAnimationFrame = (callback) => beforePaint.push(callback);
});

/** Paint the screen once, as a browser does: callbacks, the picture, then messages. */
function paint() {
  for (const callback of beforePaint.splice(0)) callback();
  for (const deliver of afterPaint.splice(0)) deliver();
}

/** A connection to a worker, and to a document that Python has, too. */
function connected({ isOpen = true } = {}) {
  const connection = new WorkerConnection();
  const worker = fakeWorker();
  connection.connect(worker);
  const sources = { a: new Source({ x: 0 }), status: new Source({}) };
  const bokehDocument = new BokehDocument(sources);
  connection.use(bokehDocument);
  if (isOpen) connection.open();
  return { connection, worker, bokehDocument, sources };
}

/** What is sent to it is kept; say() is what it sends itself. */
function fakeWorker() {
  const sent = [];
  const worker = {
    sent,
    postMessage: (message) => sent.push(message),
    say: (message) => worker.onmessage({ data: message }),
    reply: (id, answer = {}) => worker.say({ type: "reply", id, ...answer }),
    patches: () => sent.filter(({ type }) => type === "patch"),
    acknowledged: () => sent.filter(({ type }) => type === "ack").map(({ id }) => id),
  };
  return worker;
}

function frame(id, x, trained = false) {
  return { type: "frame", id, trained, columns: { a: { x } } };
}

const change = (model, attr, value) => ({ model, attr, value });

/** What goes wrong on a page, as it is told. */
function errorsOf(connection) {
  const told = [];
  connection.on("error", (error) => told.push(error));
  return told;
}

// Changes

test("a change is sent at once while Python has time", () => {
  const { worker, bokehDocument } = connected();
  bokehDocument.changed(change("slider", "value", 1));
  const patch = [change("slider", "value", 1)];
  assert.deepEqual(worker.sent, [{ type: "patch", id: 1, patch }]);
});

test("while Python is busy changes wait, and of one property only the last one counts", async () => {
  const { worker, bokehDocument } = connected();
  bokehDocument.changed(change("slider", "value", 1));
  bokehDocument.changed(change("slider", "value", 2));
  bokehDocument.changed(change("other", "value", 3));
  bokehDocument.changed(change("slider", "title", "a"));
  bokehDocument.changed(change("slider", "value", 4));
  assert.equal(worker.patches().length, 1);
  worker.reply(1);
  await turn();
  assert.deepEqual(
    worker.patches().map(({ patch }) => patch),
    [
      [change("slider", "value", 1)],
      [change("other", "value", 3), change("slider", "title", "a"), change("slider", "value", 4)],
    ],
  );
});

test("events that change no property are all sent", async () => {
  const { worker, bokehDocument } = connected();
  const click = { model: "button", event: "click" };
  for (let i = 0; i < 3; i++) bokehDocument.changed(click);
  worker.reply(1);
  await turn();
  assert.deepEqual(
    worker.patches().map(({ patch }) => patch),
    [[click], [click, click]],
  );
});

test("changes are held back until Python has the same document", () => {
  const { connection, worker, bokehDocument } = connected({ isOpen: false });
  bokehDocument.changed(change("slider", "value", 1));
  assert.deepEqual(worker.sent, []);
  connection.open();
  assert.equal(worker.patches().length, 1);
});

test("changes of a document are dropped with it", () => {
  const { connection, worker, bokehDocument } = connected({ isOpen: false });
  bokehDocument.changed(change("slider", "value", 1));
  connection.use(new BokehDocument());
  connection.open();
  assert.deepEqual(worker.sent, []);
});

test("what comes from Python is not sent back to it", () => {
  const { worker, bokehDocument } = connected();
  const buffers = new Map([["a", new ArrayBuffer(1)]]);
  worker.say({ type: "patch", patch: '[{"kind":"x"}]', buffers });
  worker.say(frame(1, 5));
  assert.deepEqual(bokehDocument.applied, [{ patch: [{ kind: "x" }], buffers }]);
  assert.deepEqual(worker.patches(), []);
});

test("a patch of Python's that cannot be applied is told, and changes are sent again", () => {
  const { connection, worker, bokehDocument } = connected();
  const told = errorsOf(connection);
  bokehDocument.apply_json_patch = () => {
    throw new Error("no");
  };
  worker.say({ type: "patch", patch: "[]", buffers: new Map() });
  assert.deepEqual(told, [{ stage: "run", what: null, message: "no" }]);
  bokehDocument.changed(change("slider", "value", 1));
  assert.equal(worker.patches().length, 1);
});

// Calls

test("a call comes after all changes so far, even while Python is busy", () => {
  const { connection, worker, bokehDocument } = connected();
  bokehDocument.changed(change("slider", "value", 1));
  bokehDocument.changed(change("slider", "value", 2));
  connection.call("step", [3]);
  assert.deepEqual(
    worker.sent.map(({ type, id }) => [type, id]),
    [
      ["patch", 1],
      ["patch", 2],
      ["call", 3],
    ],
  );
  assert.deepEqual(worker.sent.at(-1), { type: "call", id: 3, verb: "step", args: [3] });
});

test("each call gets its own answer, in whatever order they come", async () => {
  const { connection, worker } = connected();
  const [first, second] = [connection.call("state", []), connection.call("load", ["a"])];
  worker.reply(2, { error: "no such setting" });
  worker.reply(1, { value: { epoch: 3 } });
  assert.deepEqual(await first, { epoch: 3 });
  await assert.rejects(second, { name: "Error", message: "no such setting" });
});

test("a worker that takes another one's place is asked what that one has not answered", async () => {
  const { connection } = connected();
  const first = connection.call("step", [1]);
  const second = connection.call("state", []);
  const next = fakeWorker();
  connection.connect(next);
  assert.deepEqual(
    next.sent.map(({ verb }) => verb),
    ["step", "state"],
  );
  next.reply(1, { value: "a" });
  next.reply(2, { value: "b" });
  assert.deepEqual(await Promise.all([first, second]), ["a", "b"]);
});

test("an answered call is not asked again", async () => {
  const { connection, worker } = connected();
  const call = connection.call("state", []);
  worker.reply(1);
  await call;
  const next = fakeWorker();
  connection.connect(next);
  assert.deepEqual(next.sent, []);
});

test("messages of a type that nobody listens to are an error", () => {
  const { worker } = connected();
  assert.throws(() => worker.say({ type: "progress" }), /nobody listens to a progress/);
});

test("a message that is posted while a patch of Python's is applied is sent all the same", () => {
  const { worker, bokehDocument } = connected();
  const outbox = { name: "to_python" };
  const apply = bokehDocument.apply_json_patch.bind(bokehDocument);
  bokehDocument.apply_json_patch = (...patch) => {
    apply(...patch);
    bokehDocument.changed(change(outbox, "data", 1));
  };
  worker.say({ type: "patch", patch: "[]", buffers: new Map() });
  assert.deepEqual(
    worker.patches().map(({ patch }) => patch),
    [[change("to_python", "data", 1)]],
  );
});

test("values that Python has not answered for are known, to be set again", async () => {
  const { connection, worker, bokehDocument } = connected();
  const value = (id, now) => ({ model: { id }, attr: "value", value: now });
  bokehDocument.changed(value("a", 1));
  bokehDocument.changed(change({ id: "box" }, "data", {}));
  bokehDocument.changed(value("b", 2));
  assert.deepEqual(connection.unsaved, [
    { id: "a", attr: "value", value: 1 },
    { id: "b", attr: "value", value: 2 },
  ]);
  worker.reply(1);
  await turn();
  worker.reply(2);
  await turn();
  assert.deepEqual(connection.unsaved, []);
});

test("values are known as long as the picture of what has come of them is not drawn", async () => {
  const { connection, worker, bokehDocument } = connected();
  bokehDocument.changed({ model: { id: "a" }, attr: "value", value: 1 });
  worker.say(frame(1, 0));
  worker.say(frame(2, 5));
  worker.reply(1);
  await turn();
  worker.say(frame(3, 6));
  paint();
  assert.deepEqual(connection.unsaved, [{ id: "a", attr: "value", value: 1 }]);
  paint();
  assert.deepEqual(connection.unsaved, []);
});

// Frames

test("a frame is drawn with the next picture and acknowledged when it is on the screen", () => {
  const { worker, sources } = connected();
  worker.say(frame(1, 5));
  assert.deepEqual(sources.a.data, { x: 0 });
  for (const callback of beforePaint.splice(0)) callback();
  assert.deepEqual(sources.a.data, { x: 5 });
  assert.deepEqual(worker.acknowledged(), []);
  for (const deliver of afterPaint.splice(0)) deliver();
  assert.deepEqual(worker.acknowledged(), [1]);
});

test("of two frames in flight the second waits until the first is on the screen", () => {
  const { worker, sources } = connected();
  worker.say(frame(1, 5));
  worker.say(frame(2, 6));
  paint();
  assert.deepEqual([sources.a.data, worker.acknowledged()], [{ x: 5 }, [1]]);
  paint();
  assert.deepEqual([sources.a.data, worker.acknowledged()], [{ x: 6 }, [1, 2]]);
});

test("each frame is drawn once, in its order, however many there are", () => {
  const { worker, sources } = connected();
  for (let i = 1; i <= 5; i++) worker.say(frame(i, i));
  for (let i = 0; i < 9; i++) paint();
  assert.deepEqual(
    sources.a.set.map(({ data }) => data.x),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(worker.acknowledged(), [1, 2, 3, 4, 5]);
});

test("a screen that is never painted has no frame drawn and none acknowledged", () => {
  const { worker, sources } = connected();
  for (let i = 1; i <= 3; i++) worker.say(frame(i, i));
  assert.equal(sources.a.set.length, 0);
  assert.deepEqual(worker.acknowledged(), []);
});

test("what was to be drawn when the page was hidden is drawn all the same, once", () => {
  const { worker, sources } = connected();
  worker.say(frame(1, 5));
  setHidden(true);
  assert.deepEqual([sources.a.data, worker.acknowledged()], [{ x: 5 }, [1]]);
  setHidden(false);
  paint();
  assert.equal(sources.a.set.length, 1);
  assert.deepEqual(worker.acknowledged(), [1]);
});

test("how long a frame took is told with it, for the worker to draw less", () => {
  const { worker } = connected();
  let now = 100;
  mock.method(performance, "now", () => now);
  worker.say(frame(1, 5));
  for (const callback of beforePaint.splice(0)) callback();
  now = 130;
  for (const deliver of afterPaint.splice(0)) deliver();
  assert.deepEqual(worker.sent.at(-1), { type: "ack", id: 1, milliseconds: 30 });
});

test("after a paint that the browser forgot, frames go on", () => {
  const { connection, worker } = connected();
  worker.say(frame(1, 5));
  worker.say(frame(2, 6));
  beforePaint = [];
  connection.resume();
  paint();
  paint();
  assert.deepEqual(worker.acknowledged(), [1, 2]);
});

[false, true].forEach((isHidden) =>
  test(`a frame that cannot be drawn is told, and the next one is: hidden ${isHidden}`, () => {
    const { connection, worker, sources } = connected();
    const told = errorsOf(connection);
    mock.method(
      sources.a,
      "setv",
      () => {
        throw new TypeError("no context");
      },
      { times: 1 },
    );
    worker.say(frame(1, 5));
    worker.say(frame(2, 6));
    setHidden(isHidden);
    paint();
    paint();
    assert.deepEqual(told, [{ stage: "run", what: null, message: "no context" }]);
    assert.deepEqual([sources.a.data, worker.acknowledged()], [{ x: 6 }, [1, 2]]);
  }),
);

test("a paint that was only late acknowledges no frame a second time", () => {
  const { connection, worker } = connected();
  worker.say(frame(1, 5));
  worker.say(frame(2, 6));
  connection.resume();
  paint();
  assert.deepEqual(worker.acknowledged(), [1]);
  paint();
  assert.deepEqual(worker.acknowledged(), [1, 2]);
});

test("frames on the screen are counted, and those of the last second", () => {
  let now = 0;
  mock.method(performance, "now", () => now);
  const { connection, worker } = connected();
  for (const time of [0, 400, 900, 1500]) {
    now = time;
    worker.say(frame(time, 0));
    paint();
  }
  assert.deepEqual(connection.frameCounts, { framesPainted: 4, framesPerSecond: 2 });
  now = 3000;
  assert.deepEqual(connection.frameCounts, { framesPainted: 4, framesPerSecond: 0 });
});

test("the first frame of trained weights is announced, once, when it is on the screen", () => {
  const { connection, worker } = connected();
  connection.onFirstEpoch = mock.fn();
  const announced = connection.onFirstEpoch.mock;
  worker.say(frame(1, 0));
  paint();
  worker.say(frame(2, 0, true));
  assert.equal(announced.callCount(), 0);
  paint();
  worker.say(frame(3, 0, true));
  paint();
  assert.equal(announced.callCount(), 1);
});

test("what a hidden page is told is taken, though it is not painted", () => {
  const { worker, sources } = connected();
  worker.say(frame(1, 1));
  worker.say(frame(2, 2));
  setHidden(true);
  worker.say(frame(3, 3));
  for (const deliver of afterPaint.splice(0)) deliver();
  for (const deliver of afterPaint.splice(0)) deliver();
  assert.deepEqual(sources.a.data, { x: 3 });
  setHidden(false);
  paint();
  assert.deepEqual(worker.acknowledged(), [1, 2, 3]);
});
