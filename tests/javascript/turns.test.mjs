// Python's turns in the worker: never while nobody sees it, nor more than two frames ahead.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Turns } from "../../static/turns.js";

/** Messages of channels that have not arrived yet. */
let posted;

class Channel {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => posted.push(() => this.port1.onmessage({ data })) };
}

beforeEach(() => {
  posted = [];
  globalThis.MessageChannel = Channel;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

function deliver() {
  for (const arrive of posted.splice(0)) arrive();
}

/** Turns that have begun, of a worker whose state is changed here; `taken` counts them. */
function begun(state = {}) {
  const worker = { busy: true, wait: 0, taken: 0, ...state };
  const turns = new Turns((mayDraw) => {
    worker.taken += 1;
    worker.mayDraw = mayDraw;
    worker.onTurn?.();
    turns.goOn();
  });
  turns.begin(worker);
  return { turns, worker };
}

test("there are no turns before the worker is there", () => {
  const turns = new Turns(() => assert.fail());
  turns.goOn();
  deliver();
  mock.timers.tick(1000);
});

test("turns go on as long as there is work, each behind the messages that have arrived", () => {
  const { turns, worker } = begun();
  turns.goOn();
  assert.equal(worker.taken, 0);
  deliver();
  deliver();
  assert.equal(worker.taken, 2);
  worker.busy = false;
  deliver();
  deliver();
  assert.equal(worker.taken, 2);
});

test("however often it is asked for, there is one turn at a time", () => {
  const { turns, worker } = begun();
  for (let i = 0; i < 5; i++) turns.goOn();
  assert.equal(posted.length, 1);
  deliver();
  assert.equal(worker.taken, 1);
  assert.equal(posted.length, 1);
});

test("where there is time the turn comes then, not sooner", () => {
  const { turns, worker } = begun({ wait: 40 });
  turns.goOn();
  deliver();
  mock.timers.tick(39);
  assert.equal(worker.taken, 0);
  mock.timers.tick(1);
  assert.equal(worker.taken, 1);
});

test("a turn that is planned anew is not taken twice", () => {
  const { turns, worker } = begun({ wait: 40 });
  turns.goOn();
  mock.timers.tick(30);
  turns.goOn();
  mock.timers.tick(30);
  assert.equal(worker.taken, 0);
  mock.timers.tick(10);
  assert.equal(worker.taken, 1);
});

test("what can wait no longer comes at once", () => {
  const { turns, worker } = begun({ wait: 1000 });
  turns.goOn();
  worker.wait = 0;
  turns.goOn();
  deliver();
  assert.equal(worker.taken, 1);
});

test("two frames may be under way, with a third one the worker waits", () => {
  const { turns, worker } = begun();
  const sent = [];
  worker.onTurn = () => sent.push(turns.sent());
  turns.goOn();
  for (let i = 0; i < 5; i++) deliver();
  assert.equal(worker.taken, 2);
  turns.acknowledged(sent[0], 0);
  turns.goOn();
  for (let i = 0; i < 5; i++) deliver();
  assert.equal(worker.taken, 3);
});

test("a worker that need not draw goes on meanwhile, until it may again", () => {
  const { turns, worker } = begun({ eager: true });
  const sent = [];
  worker.onTurn = () => worker.mayDraw && sent.push(turns.sent());
  turns.goOn();
  for (let i = 0; i < 5; i++) deliver();
  assert.deepEqual([worker.taken, worker.mayDraw], [5, false]);
  turns.acknowledged(sent[0], 7);
  assert.equal(turns.screenTime, 7);
  deliver();
  assert.deepEqual([worker.taken, worker.mayDraw], [6, true]);
});

test("a program in place of another one has all its turns, whatever was under way", () => {
  const { turns, worker } = begun();
  const ofTheFirst = [turns.sent(), turns.sent()];
  turns.end();
  turns.begin(worker);
  turns.goOn();
  deliver();
  assert.equal(worker.taken, 1);
  const ofTheSecond = [turns.sent(), turns.sent()];
  for (const frame of ofTheFirst) turns.acknowledged(frame, 5);
  deliver();
  assert.deepEqual([worker.taken, turns.screenTime], [1, 0], "those of the first count no more");
  turns.acknowledged(ofTheSecond[1], 9);
  assert.equal(turns.screenTime, 9);
});

test("between two programs there are no turns", () => {
  const { turns, worker } = begun();
  turns.goOn();
  turns.end();
  deliver();
  turns.goOn();
  assert.deepEqual([worker.taken, posted.length], [0, 0]);
});

test("a page that is hidden stops the work, also what was planned already", () => {
  const { turns, worker } = begun();
  turns.goOn();
  turns.isHidden = true;
  deliver();
  assert.equal(worker.taken, 0);
  turns.isHidden = false;
  turns.goOn();
  deliver();
  assert.equal(worker.taken, 1);
});

test("so does one that is hidden while there is time", () => {
  const { turns, worker } = begun({ wait: 40 });
  turns.goOn();
  turns.isHidden = true;
  mock.timers.tick(100);
  assert.equal(worker.taken, 0);
});
