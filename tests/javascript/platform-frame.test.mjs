// A small package hands on between the page in its frame and the platform around: what each needs,
// and nothing that comes from anywhere else.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { PlatformFrame } from "../../static/platform-frame.js";

const SCHOOL = "https://school.example";
const PAGE = `${SCHOOL}/playground/index.html?launch=frame#exercise=abc`;
const WORK = { state: '{"a":1}', score: 80, status: "passed", answers: [], isUrgent: true };

let listeners;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  listeners = {};
  globalThis.location = { origin: "https://lms.example" };
  globalThis.addEventListener = (type, listener) => {
    listeners[type] = [...(listeners[type] ?? []), listener];
  };
});

const fire = (type, event = {}) => listeners[type].forEach((listener) => listener(event));

/** A package that a platform has opened; one that keeps `elements`, and refuses while it `fails`. */
function opened({ elements = {}, isThere = true, fails = false } = {}) {
  const made = { elements, calls: [], fails, posted: [], warnings: [] };
  const api = {
    LMSInitialize: () => "true",
    LMSFinish: () => String(made.calls.push("finish") > 0),
    LMSGetValue: (element) => elements[element] ?? "",
    LMSSetValue: (element, value) => {
      if (made.fails) return "false";
      elements[element] = value;
      return "true";
    },
    LMSCommit: () => String(made.calls.push("commit") > 0 && !made.fails),
    LMSGetLastError: () => (made.fails ? "391" : "0"),
    LMSGetErrorString: () => "no network",
    LMSGetDiagnostic: () => "",
  };
  const top = { API: isThere ? api : null };
  globalThis.window = Object.assign(top, { parent: top });
  const contentWindow = { postMessage: (...sent) => made.posted.push(sent) };
  const frame = {
    contentWindow,
    addEventListener: (_, load) => {
      made.load = load;
    },
  };
  new PlatformFrame(frame, PAGE, "scorm", (isSilent) => made.warnings.push(isSilent)).open();
  made.frame = frame;
  made.say = (data, { source = contentWindow, origin = SCHOOL } = {}) =>
    fire("message", { data: { playground: 1, ...data }, source, origin });
  return made;
}

/** Whose page has loaded and taken up the launch. */
function answered(options) {
  const made = opened(options);
  made.load();
  made.say({ id: made.posted[0][0].id, value: null });
  return made;
}

test("the page is told who may speak with it", () => {
  const { frame } = opened();
  assert.equal(
    frame.src,
    `${SCHOOL}/playground/index.html?launch=frame&origin=https%3A%2F%2Flms.example#exercise=abc`,
  );
});

test("whenever the page has loaded it is told what the platform knows by now", () => {
  const elements = { "cmi.launch_data": "abc", "cmi.suspend_data": "{}" };
  const { load, posted, say } = opened({ elements });
  load();
  const known = { exercise: "abc", place: "platform", room: 4096 };
  assert.deepEqual(posted, [
    [{ playground: 1, id: 1, verb: "launch", arguments: [{ ...known, state: "{}" }] }, SCHOOL],
  ]);
  say({ event: "work", detail: WORK });
  load();
  assert.equal(posted[1][0].arguments[0].state, WORK.state);
});

for (const [what, options, place] of [
  ["without a platform", { isThere: false }, "alone"],
  ["only to look", { elements: { "cmi.core.lesson_mode": "review" } }, "unrecorded"],
]) {
  test(`a launch ${what} is told to be so`, () => {
    const { load, posted } = opened(options);
    load();
    assert.equal(posted[0][0].arguments[0].place, place);
  });
}

test("work reaches the platform, at once where it is urgent, and ends the launch", () => {
  const { say, elements, calls } = answered();
  say({ event: "work", detail: WORK });
  assert.equal(elements["cmi.suspend_data"], WORK.state);
  assert.equal(elements["cmi.core.score.raw"], "80");
  assert.deepEqual(calls, ["commit"]);
  say({ event: "finish", detail: null });
  assert.deepEqual(calls, ["commit", "finish"]);
});

test("what is waiting when the package is left is saved before the launch ends", () => {
  const { say, elements, calls } = answered();
  say({ event: "work", detail: { state: '{"b":2}' } });
  assert.deepEqual(calls, []);
  fire("pagehide");
  assert.equal(elements["cmi.suspend_data"], '{"b":2}');
  assert.deepEqual(calls, ["commit", "finish"]);
});

for (const [what, from] of [
  ["another origin in the frame", { origin: "https://evil.example" }],
  ["another window", { source: {} }],
  ["no origin", { origin: "null" }],
]) {
  test(`work from ${what} is none`, () => {
    const { say, calls, elements } = answered();
    say({ event: "work", detail: WORK }, from);
    say({ event: "finish" }, from);
    assert.deepEqual(calls, []);
    assert.equal(elements["cmi.suspend_data"], undefined);
  });
}

for (const [what, detail] of Object.entries({
  nothing: undefined,
  "a text": "work",
  "a list": [WORK],
  "a score too high": { ...WORK, score: 101 },
  "a score that is none": { ...WORK, score: NaN },
  "a score as text": { ...WORK, score: "80" },
  "a status that there is not": { ...WORK, status: "completed" },
  "a status that every object has": { ...WORK, status: "constructor" },
  "no state": { score: 1 },
  "a state without end": { ...WORK, state: "a".repeat(100_001) },
  "answers that are none": { ...WORK, answers: { length: 1 } },
  "an answer that is none": { ...WORK, answers: [null] },
  "an answer without a text": {
    ...WORK,
    answers: [{ id: "a", type: "choice", response: 1, correct: null }],
  },
  "too many answers": { ...WORK, answers: Array(1001).fill({}) },
})) {
  test(`work with ${what} is not handed on, and later work is`, () => {
    const { say, calls } = answered();
    say({ event: "work", detail });
    assert.deepEqual(calls, []);
    say({ event: "work", detail: WORK });
    assert.deepEqual(calls, ["commit"]);
  });
}

test("what the platform refuses is told to the page, and once that all works again", () => {
  const made = answered();
  made.fails = true;
  made.say({ event: "work", detail: WORK });
  made.fails = false;
  mock.timers.tick(60_000);
  const problems = made.posted.slice(1).map(
    ([
      {
        verb,
        arguments: [problem],
      },
    ]) => [verb, problem?.message],
  );
  assert.deepEqual(problems, [
    ["problem", "no network"],
    ["problem", undefined],
  ]);
});

test("what was refused before the page is there is told it then", () => {
  const made = opened({ fails: true });
  made.load();
  assert.equal(made.posted.length, 1);
  made.say({ id: 1, value: null });
  const [{ verb, arguments: given }] = made.posted[1] ?? [{}];
  assert.deepEqual([verb, given?.[0].element], ["problem", "cmi.launch_data"]);
});

test("a page that does not answer is said to be silent, until it does", () => {
  const { warnings, load, say } = opened();
  mock.timers.tick(20_000);
  assert.deepEqual(warnings, [true]);
  load();
  say({ id: 1, value: null });
  assert.deepEqual(warnings, [true, false]);
});

test("a page that refuses the launch has not answered", () => {
  const { warnings, load, say } = opened();
  load();
  say({ id: 1, error: "launch needs launch=frame in the address of the frame" });
  mock.timers.tick(20_000);
  assert.deepEqual(warnings, [true]);
});
