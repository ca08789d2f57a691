// What learning platforms are told; tests/browser/test_scorm.py has a real one beside these fakes.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { ScormSession, findApi } from "../../static/scorm.js";

const HOUR = 3_600_000;
const API = { name: "API" };
const LONGEST_STATE = 4096;

let leave;

beforeEach(() => {
  globalThis.addEventListener = (type, listener) => {
    if (type === "pagehide") leave = listener;
  };
});

/**
 * A platform that keeps what it is told, in `elements`. `answers` says what it does otherwise with
 * a call: an error code refuses it, a function does it instead.
 */
function platform({ elements = {}, answers = () => "0" } = {}) {
  const calls = [];
  let error = "0";
  const call = (name, element, value) => {
    calls.push([name, element, value]);
    const instead = answers(name, element, value);
    error = typeof instead === "string" ? instead : "0";
    if (typeof instead === "function") return instead();
    if (name === "LMSGetValue") return error === "0" ? (elements[element] ?? "") : "";
    if (name === "LMSSetValue" && error === "0") elements[element] = value;
    return error === "0" ? "true" : "false";
  };
  const api = {
    LMSInitialize: (nothing) => call("LMSInitialize", nothing),
    LMSFinish: (nothing) => call("LMSFinish", nothing),
    LMSCommit: (nothing) => call("LMSCommit", nothing),
    LMSGetValue: (element) => call("LMSGetValue", element),
    LMSSetValue: (element, value) => call("LMSSetValue", element, value),
    LMSGetLastError: () => error,
    LMSGetErrorString: (code) => `error ${code}`,
    LMSGetDiagnostic: () => "more about it",
  };
  return { api, calls, elements };
}

/** A launch that has begun. */
function launch(options = {}) {
  const made = platform(options);
  const problems = [];
  const clock = { now: 1234, date: new Date(2026, 0, 31, 7, 5, 9) };
  const session = new ScormSession(
    made.api,
    (problem) => problems.push(problem),
    () => clock.now,
    () => clock.date,
  );
  return { ...made, problems, clock, session, known: session.start() };
}

/** What a later launch finds of an earlier one. */
function kept(elements, count) {
  return { ...elements, "cmi.interactions._count": String(count) };
}

const refusing = (code, ...elements) => ({
  answers: (_, element) => (elements.includes(element) ? code : "0"),
});

// Finding the platform

function windows(...chain) {
  return chain.reduceRight((parent, own) => {
    const made = { opener: null, API: null, ...own };
    return Object.assign(made, { parent: parent ?? made });
  }, null);
}

test("the platform is found in this window, or any one around it", () => {
  assert.equal(findApi(windows({ API })), API);
  assert.equal(findApi(windows({}, {}, {}, { API })), API);
});

test("the closest platform is taken", () => {
  const other = { name: "other" };
  assert.equal(findApi(windows({}, { API }, { API: other })), API);
});

test("the platform is found around the opener of this window or the outermost one", () => {
  const opener = windows({}, { API });
  assert.equal(findApi(windows({ opener })), API);
  assert.equal(findApi(windows({}, {}, { opener })), API);
});

test("windows around come before those that have opened one", () => {
  const opener = windows({ API: { name: "other" } });
  assert.equal(findApi(windows({ opener }, { API })), API);
});

test("windows of other origins have nothing for us", () => {
  const closed = {
    get API() {
      throw new DOMException("Blocked", "SecurityError");
    },
    get opener() {
      throw new DOMException("Blocked", "SecurityError");
    },
  };
  closed.parent = closed;
  assert.equal(findApi(closed), null);
  const inner = {
    opener: null,
    API: null,
    parent: Object.create(closed, { parent: { value: windows({ API }) } }),
  };
  assert.equal(findApi(inner), API);
});

test("a search without a platform ends, even among windows without end", () => {
  assert.equal(findApi(windows({}, {})), null);
  class Endless {
    get parent() {
      return new Endless();
    }
  }
  assert.equal(findApi(new Endless()), null);
});

// Times

for (const [milliseconds, spelt] of [
  [999, "0000:00:00"],
  [HOUR - 1, "0000:59:59"],
  [25 * HOUR + 61_000, "0025:01:01"],
  [10_000 * HOUR, "9999:59:59"],
]) {
  test(`a launch of ${milliseconds} ms took ${spelt}, whatever becomes of the time of day`, () => {
    const { session, elements, clock } = launch();
    clock.now += milliseconds;
    clock.date = new Date(0);
    session.finish();
    assert.equal(elements["cmi.core.session_time"], spelt);
  });
}

test("an answer has the time of day", () => {
  const { session, elements } = launch();
  session.save({ state: "", answers: [ANSWER] });
  assert.equal(elements["cmi.interactions.0.time"], "07:05:09");
});

// Status and score

const HANDED_IN = { state: "{}", score: 66.9, status: "passed" };
const ANSWER = { id: "a", type: "choice", response: "b", correct: true };

test("unfinished work is incomplete and has no score that could make it fail", () => {
  const { session, elements } = launch();
  assert.equal(session.save({ state: "{}" }), true);
  assert.equal(elements["cmi.core.lesson_status"], "incomplete");
  assert.equal(elements["cmi.core.score.raw"], undefined);
});

test("a score is rounded down, for who has not quite passed has not passed", () => {
  const { session, elements } = launch();
  assert.equal(session.save(HANDED_IN), true);
  assert.equal(elements["cmi.core.score.raw"], "66");
});

test("what was passed stays passed, and its score only rises", () => {
  const elements = { "cmi.core.lesson_status": "passed", "cmi.core.score.raw": "80" };
  const { session } = launch({ elements });
  session.save({ state: "{}", score: null, status: "incomplete" });
  session.save({ state: "{}", score: 60, status: "failed" });
  assert.equal(elements["cmi.core.lesson_status"], "passed");
  assert.equal(elements["cmi.core.score.raw"], "80");
  session.save({ state: "{}", score: 100, status: "passed" });
  assert.equal(elements["cmi.core.score.raw"], "100");
});

test("what an earlier version left as failed goes on as unfinished, without its score", () => {
  const elements = { "cmi.core.lesson_status": "failed", "cmi.core.score.raw": "42" };
  const { session } = launch({ elements });
  assert.equal(elements["cmi.core.lesson_status"], "failed");
  session.save({ state: "{}" });
  assert.equal(elements["cmi.core.lesson_status"], "incomplete");
  assert.equal(elements["cmi.core.score.raw"], "");
});

for (const [status, after] of [
  ["not attempted", "incomplete"],
  ["", "incomplete"],
  ["failed", "failed"],
  ["completed", "completed"],
]) {
  test(`an exercise that was "${status}" is ${after} once it is open`, () => {
    const { elements } = launch({ elements: { "cmi.core.lesson_status": status } });
    assert.equal(elements["cmi.core.lesson_status"], after);
  });
}

test("what a platform has called completed can still be passed", () => {
  const { session, elements } = launch({ elements: { "cmi.core.lesson_status": "completed" } });
  session.save(HANDED_IN);
  assert.equal(elements["cmi.core.lesson_status"], "passed");
});

for (const [changes, message] of [
  [{ score: -0.1 }, /score must be between 0 and 100, got -0.1/],
  [{ score: NaN }, /score must be between 0 and 100, got NaN/],
  [{ status: "done" }, /status must be one of passed, .*, got done/],
]) {
  test(`nothing is saved with ${JSON.stringify(changes)}`, () => {
    const { session, calls } = launch();
    const before = calls.length;
    assert.throws(() => session.save({ ...HANDED_IN, ...changes }), {
      name: "RangeError",
      message,
    });
    assert.equal(calls.length, before);
  });
}

for (const mode of ["review", "browse"]) {
  test(`a launch to ${mode} sets nothing, and ends all the same`, () => {
    const { session, calls, known } = launch({ elements: { "cmi.core.lesson_mode": mode } });
    assert.equal(known.mode, mode);
    assert.equal(session.save({ ...HANDED_IN, answers: [ANSWER] }), true);
    session.finish();
    assert.equal(calls.filter(([name]) => name === "LMSSetValue").length, 0);
    assert.equal(calls.filter(([name]) => name === "LMSFinish").length, 1);
  });
}

// Answers

for (const [correct, result] of [
  [true, "correct"],
  [false, "wrong"],
  [null, "neutral"],
]) {
  test(`an answer of which is known ${correct} is ${result}`, () => {
    const { session, elements } = launch();
    session.save({ state: "", answers: [{ ...ANSWER, correct }] });
    assert.equal(elements["cmi.interactions.0.result"], result);
  });
}

test("a changed answer replaces the first one, in this launch and in later ones", () => {
  const { session, elements } = launch({ elements: kept({}, 3) });
  const other = { ...ANSWER, id: "other" };
  session.save({ state: "{}", answers: [ANSWER, other] });
  session.save({ state: "{}", answers: [{ ...ANSWER, response: "c" }] });
  assert.equal(elements["cmi.interactions.3.student_response"], "c");
  const later = launch({ elements: kept(elements, 5) });
  later.session.save({ state: "{}", answers: [{ ...other, response: "d" }] });
  assert.equal(elements["cmi.interactions.4.id"], "other");
  assert.equal(later.elements["cmi.interactions.4.student_response"], "d");
  assert.equal(later.elements["cmi.interactions.5.id"], undefined);
});

test("a platform that has forgotten the answers gets them from the beginning", () => {
  const first = launch();
  first.session.save({ state: "{}", answers: [ANSWER, { ...ANSWER, id: "other" }] });
  const state = { "cmi.suspend_data": first.elements["cmi.suspend_data"] };
  const { session, elements } = launch({ elements: state });
  session.save({ state: "{}", answers: [{ ...ANSWER, id: "other" }] });
  assert.equal(elements["cmi.interactions.0.id"], "other");
});

test("a long answer is not cut, but goes on in further ones, of whole characters", () => {
  const { session, elements } = launch();
  const response = `${"a".repeat(254)}😀${"b".repeat(200)}`;
  session.save({ state: "{}", answers: [{ id: "why", type: "fill-in", response, correct: null }] });
  const found = [0, 1].map((i) => elements[`cmi.interactions.${i}.student_response`]);
  assert.deepEqual(found, ["a".repeat(254), `😀${"b".repeat(200)}`]);
  assert.equal(elements["cmi.interactions.1.id"], "why_2");
  session.save({
    state: "{}",
    answers: [{ id: "why", type: "fill-in", response: "short\nnow", correct: null }],
  });
  const now = [0, 1].map((i) => elements[`cmi.interactions.${i}.student_response`]);
  assert.deepEqual(now, ["short now", ""]);
});

test("numbers of answers that are none are not those of answers", () => {
  const state = JSON.stringify({ interactions: { why: -1, other: 0.5 } });
  const { session, elements } = launch({ elements: kept({ "cmi.suspend_data": state }, 2) });
  session.save({ state: "{}", answers: [ANSWER, { ...ANSWER, id: "other" }] });
  assert.equal(elements["cmi.interactions.2.id"], ANSWER.id);
  assert.equal(elements["cmi.interactions.3.id"], "other");
});

test("there is room for the numbers of the answers beside the state", () => {
  const { session, elements } = launch();
  const before = session.room;
  session.save({ state: "{}", answers: [ANSWER] });
  const longest = JSON.stringify({ a: "x".repeat(session.room - '{"a":""}'.length) });
  assert.ok(session.room < before);
  session.save({ state: longest, answers: [ANSWER] });
  assert.ok(elements["cmi.suspend_data"].length <= 4096);
  assert.equal(JSON.parse(elements["cmi.suspend_data"]).interactions[ANSWER.id], 0);
});

// What a platform says in its own way

test("a status in capitals, or its first letter, is the status", () => {
  for (const status of ["Passed", "P", " passed "]) {
    const { session, elements } = launch({ elements: { "cmi.core.lesson_status": status } });
    session.save({ state: "{}", status: "failed" });
    assert.equal(elements["cmi.core.lesson_status"], status);
  }
});

test("a mode in capitals is the mode", () => {
  assert.equal(
    launch({ elements: { "cmi.core.lesson_mode": "Browse" } }).session.isRecorded,
    false,
  );
});

test("a score that is no number is replaced by ours", () => {
  const { session, elements } = launch({ elements: { "cmi.core.score.raw": "abc" } });
  session.save({ state: "{}", score: 50, status: "failed" });
  assert.equal(elements["cmi.core.score.raw"], "50");
});

// The state

test("a state that is too long is refused as a whole, and said to be", () => {
  const { session, elements, problems } = launch({ elements: { "cmi.suspend_data": "before" } });
  assert.equal(session.save({ state: "a".repeat(LONGEST_STATE) }), true);
  assert.equal(session.save({ state: "b".repeat(LONGEST_STATE + 1) }), false);
  assert.equal(elements["cmi.suspend_data"], "a".repeat(LONGEST_STATE));
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["4097 > 4096"],
  );
});

test("the numbers of the answers give way to a state that has no room for them", () => {
  const { session, elements } = launch();
  const state = JSON.stringify({ a: "b".repeat(LONGEST_STATE - 8) });
  assert.equal(session.save({ state, answers: [ANSWER] }), true);
  assert.equal(elements["cmi.suspend_data"], state);
});

// Platforms that know little

const MANDATORY = [
  "cmi.core.lesson_status",
  "cmi.core.score.raw",
  "cmi.core.exit",
  "cmi.core.session_time",
  "cmi.suspend_data",
  "cmi.launch_data",
];
const isUnknown = (element) => element?.startsWith("cmi.") && !MANDATORY.includes(element);

for (const [what, otherwise] of [
  ["the error 401", "401"],
  ["nothing at all", () => undefined],
]) {
  test(`a platform that answers all it need not know with ${what} is enough`, () => {
    const answers = (_, element) => (isUnknown(element) ? otherwise : "0");
    const { session, elements, problems, known } = launch({ answers });
    assert.equal(known.mode, "");
    assert.equal(session.save({ ...HANDED_IN, answers: [ANSWER] }), true);
    session.finish();
    assert.equal(elements["cmi.core.lesson_status"], "passed");
    assert.equal(elements["cmi.core.score.raw"], "66");
    assert.deepEqual(problems, []);
  });
}

test("a platform that has begun already is there", () => {
  const { session, known } = launch({
    answers: (name) => (name === "LMSInitialize" ? "101" : "0"),
  });
  assert.notEqual(known, null);
  assert.equal(session.save(HANDED_IN), true);
});

for (const [what, answers] of [
  ["refuses", () => "201"],
  ["answers nothing", () => () => undefined],
  ["has ended, and says it by the error of one that has begun", () => "101"],
  ["fails", () => () => fail("no network")],
]) {
  test(`a platform that ${what} does not begin, and is told nothing more`, () => {
    const { session, known, calls, problems } = launch({ answers });
    assert.equal(known, null);
    const before = calls.length;
    session.finish();
    assert.equal(calls.length, before);
    assert.deepEqual(problems, []);
  });
}

// Problems

function fail(thrown) {
  throw thrown;
}

test("what is refused first is reported in the platform's words, and the rest is saved", () => {
  const options = refusing("405", "cmi.interactions.0.id", "cmi.core.score.min");
  const { session, elements, problems } = launch(options);
  assert.equal(session.save({ ...HANDED_IN, answers: [ANSWER] }), false);
  const problem = { code: "405", message: "error 405", detail: "more about it" };
  assert.deepEqual(problems, [
    { call: "LMSSetValue", element: "cmi.interactions.0.id", ...problem },
  ]);
  assert.equal(elements["cmi.core.lesson_status"], "passed");
});

for (const [thrown, words] of [
  [new Error("no network"), "no network"],
  ["no network", "no network"],
  [null, "LMSSetValue"],
  [{ code: 7 }, "LMSSetValue"],
]) {
  test(`a platform that throws ${JSON.stringify(thrown)} is reported, not passed on`, () => {
    const { api, session, problems } = launch();
    api.LMSSetValue = () => fail(thrown);
    assert.equal(session.save({ state: "" }), false);
    assert.equal(problems[0].message, words);
  });
}

test("a commit that fails is said once, and once that it works again", () => {
  let code = "0";
  const answers = (name) => (name === "LMSCommit" ? code : "0");
  const { session, problems } = launch({ answers });
  for (code of ["391", "391", "0", "0"]) session.save({ state: "" });
  assert.deepEqual(
    problems.map((problem) => problem?.call ?? null),
    ["LMSCommit", null],
  );
});

// The end

test("a launch ends once, by itself if the page is left", () => {
  const { session, calls } = launch();
  leave();
  session.finish();
  assert.equal(calls.filter(([name]) => name === "LMSFinish").length, 1);
});

test("work after the end begins another launch, or is said to be recorded no more", () => {
  let isClosed = false;
  const answers = (name) => (isClosed && name === "LMSInitialize" ? "201" : "0");
  const { session, elements, problems } = launch({ answers });
  session.finish();
  assert.equal(session.save({ state: "later" }), true);
  assert.equal(elements["cmi.suspend_data"], "later");
  session.finish();
  isClosed = true;
  assert.equal(session.save({ state: "too late" }), false);
  assert.deepEqual(
    problems.map(({ call }) => call),
    ["LMSInitialize"],
  );
});
