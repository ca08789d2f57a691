// What learning platforms are told; tests/browser/test_scorm.py has a real one beside these fakes.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { LONGEST_STATE, ScormSession, findApi } from "../../static/scorm.js";

const HOUR = 3_600_000;
const API = { name: "API" };

let leave;

beforeEach(() => {
  globalThis.addEventListener = (type, listener) => {
    if (type === "pagehide") leave = listener;
  };
});

/** A platform that keeps what it is told, in `elements`, and refuses what `refuses` says. */
function platform({ elements = {}, refuses = () => false } = {}) {
  const calls = [];
  let error = "0";
  const answer = (name, ...parameters) => {
    calls.push([name, ...parameters]);
    error = refuses(name, ...parameters) ? "201" : "0";
    return error === "0" ? "true" : "false";
  };
  const api = {
    LMSInitialize: (nothing) => answer("LMSInitialize", nothing),
    LMSFinish: (nothing) => answer("LMSFinish", nothing),
    LMSCommit: (nothing) => answer("LMSCommit", nothing),
    LMSGetValue: (element) => {
      answer("LMSGetValue", element);
      return error === "0" ? (elements[element] ?? "") : "";
    },
    LMSSetValue: (element, value) => {
      const taken = answer("LMSSetValue", element, value);
      if (taken === "true") elements[element] = value;
      return taken;
    },
    LMSGetLastError: () => error,
    LMSGetErrorString: (code) => `error ${code}`,
    LMSGetDiagnostic: () => "more about it",
  };
  return { api, calls, elements };
}

/** A launch that has begun at a time of the clock. */
function launch({ began = 0, ...options } = {}) {
  const made = platform(options);
  const problems = [];
  const clock = { now: began };
  const session = new ScormSession(
    made.api,
    (problem) => problems.push(problem),
    () => clock.now,
  );
  return { ...made, problems, clock, session, known: session.start() };
}

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
  [0, "0000:00:00"],
  [999, "0000:00:00"],
  [1000, "0000:00:01"],
  [59_999, "0000:00:59"],
  [60_000, "0000:01:00"],
  [HOUR - 1, "0000:59:59"],
  [HOUR, "0001:00:00"],
  [25 * HOUR + 61_000, "0025:01:01"],
  [9999 * HOUR + 59 * 60_000 + 59_000, "9999:59:59"],
  [10_000 * HOUR, "9999:59:59"],
]) {
  test(`a launch of ${milliseconds} ms took ${spelt}`, () => {
    const { session, elements, clock } = launch({ began: 1234 });
    clock.now += milliseconds;
    session.finish();
    assert.equal(elements["cmi.core.session_time"], spelt);
  });
}

test("an answer has the time of day", () => {
  const { session, elements, clock } = launch();
  clock.now = new Date(2026, 0, 31, 7, 5, 9).getTime();
  session.handIn({ ...WORK, answers: [{ id: "a", response: "b", correct: true }] });
  assert.equal(elements["cmi.interactions.0.time"], "07:05:09");
});

// Handing in

const WORK = { score: 66.9, status: "passed", state: "kept", answers: [] };

test("a score is rounded down, for who has not quite passed has not passed", () => {
  const { session, elements } = launch();
  assert.equal(session.handIn(WORK), true);
  assert.equal(elements["cmi.core.score.raw"], "66");
});

for (const [changes, message] of [
  [{ score: -0.1 }, /score must be between 0 and 100, got -0.1/],
  [{ score: 100.1 }, /score must be between 0 and 100, got 100.1/],
  [{ score: NaN }, /score must be between 0 and 100, got NaN/],
  [{ status: "done" }, /status must be one of passed, .*, got done/],
]) {
  test(`nothing is handed in with ${JSON.stringify(changes)}`, () => {
    const { session, calls } = launch();
    const before = calls.length;
    assert.throws(() => session.handIn({ ...WORK, ...changes }), { name: "RangeError", message });
    assert.equal(calls.length, before);
  });
}

for (const [correct, result] of [
  [true, "correct"],
  [false, "wrong"],
  [null, "neutral"],
]) {
  test(`an answer of which is known ${correct} is ${result}`, () => {
    const { session, elements } = launch();
    session.handIn({ ...WORK, answers: [{ id: "a", response: "b", correct }] });
    assert.equal(elements["cmi.interactions.0.result"], result);
  });
}

test("a second answer replaces the first, after those of earlier launches", () => {
  const { session, elements } = launch({ elements: { "cmi.interactions._count": "3" } });
  for (const response of ["first", "second"]) {
    session.handIn({
      ...WORK,
      answers: [
        { id: "a", response, correct: null },
        { id: "b", response: "other", correct: null },
      ],
    });
  }
  assert.equal(elements["cmi.interactions.3.student_response"], "second");
  assert.equal(elements["cmi.interactions.4.student_response"], "other");
  assert.equal(elements["cmi.interactions.5.id"], undefined);
});

for (const [what, response, kept] of [
  ["that fits", "a".repeat(255), "a".repeat(255)],
  ["that is too long", "a".repeat(256), "a".repeat(255)],
  ["that would end in half a character", `${"a".repeat(254)}😀`, "a".repeat(254)],
  ["that ends in a whole character", `${"a".repeat(253)}😀b`, `${"a".repeat(253)}😀`],
]) {
  test(`a response ${what} is kept as far as the standard allows`, () => {
    const { session, elements } = launch();
    session.handIn({ ...WORK, answers: [{ id: "a", response, correct: null }] });
    assert.equal(elements["cmi.interactions.0.student_response"], kept);
  });
}

test("a state that is too long is refused as a whole, and said to be", () => {
  const { session, elements, problems } = launch({ elements: { "cmi.suspend_data": "before" } });
  assert.equal(session.save("a".repeat(LONGEST_STATE)), true);
  assert.equal(session.save("b".repeat(LONGEST_STATE + 1)), false);
  assert.equal(elements["cmi.suspend_data"], "a".repeat(LONGEST_STATE));
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["4097 > 4096"],
  );
});

// Problems

test("what is refused is reported in the platform's words, and the rest is handed in", () => {
  const refuses = (name, element) => element === "cmi.core.score.min";
  const { session, elements, problems } = launch({ refuses });
  assert.equal(session.handIn(WORK), false);
  assert.deepEqual(problems, [
    {
      call: "LMSSetValue",
      element: "cmi.core.score.min",
      code: "201",
      message: "error 201",
      detail: "more about it",
    },
  ]);
  assert.equal(elements["cmi.core.lesson_status"], "passed");
});

test("a platform that fails itself is reported, not passed on", () => {
  const { api, session, problems } = launch();
  api.LMSSetValue = () => {
    throw new Error("no network");
  };
  assert.equal(session.save("state"), false);
  assert.equal(problems[0].message, "no network");
});

test("a launch that the platform refuses does not begin", () => {
  const { session, known, calls, problems } = launch({ refuses: () => true });
  assert.equal(known, null);
  assert.equal(problems.length, 1);
  const before = calls.length;
  session.finish();
  assert.equal(calls.length, before);
});

test("a launch ends once, by itself if the page is left", () => {
  const { session, calls } = launch();
  leave();
  session.finish();
  assert.equal(calls.filter(([name]) => name === "LMSFinish").length, 1);
});

for (const [status, after] of [
  ["not attempted", "incomplete"],
  ["passed", "passed"],
]) {
  test(`an exercise that was ${status} is ${after} once it is open`, () => {
    const { elements } = launch({ elements: { "cmi.core.lesson_status": status } });
    assert.equal(elements["cmi.core.lesson_status"], after);
  });
}
