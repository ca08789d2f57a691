// What platforms of SCORM 2004 are told, by one that is as strict as the standard lets it be;
// tests/javascript/scorm.test.mjs has what is alike in both versions.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { launchPlatform } from "../../static/platform.js";
import { ScormSession, findApi } from "../../static/scorm.js";
import { apiNames } from "../../static/scorm-versions.js";

beforeEach(() => {
  globalThis.addEventListener = () => {};
});

const READ_ONLY = ["cmi.launch_data", "cmi.mode", "cmi.interactions._count"];
const REAL = /^-?\d+(\.\d{1,7})?$/;

/** Elements of the data model -> what the Run-Time Environment book (4th edition) lets them be. */
const MODEL = [
  [/^cmi\.completion_status$/, /^(completed|incomplete|not attempted|unknown)$/],
  [/^cmi\.success_status$/, /^(passed|failed|unknown)$/],
  [/^cmi\.score\.(raw|min|max)$/, REAL],
  [/^cmi\.score\.scaled$/, /^(0(\.\d{1,7})?|1)$/],
  [/^cmi\.session_time$/, /^PT\d+H\d{1,2}M\d{1,2}S$/],
  [/^cmi\.exit$/, /^(time-out|suspend|logout|normal|)$/],
  [/^cmi\.suspend_data$/, /^[^]{0,64000}$/],
  [/^cmi\.interactions\.\d+\.id$/, /^\S{1,4000}$/],
  [/^cmi\.interactions\.\d+\.type$/, /^(choice|long-fill-in|numeric)$/],
  [/^cmi\.interactions\.\d+\.timestamp$/, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2}Z)?$/],
  [/^cmi\.interactions\.\d+\.learner_response$/, /^[^]{0,4000}$/],
  [/^cmi\.interactions\.\d+\.result$/, /^(correct|incorrect|unanticipated|neutral)$/],
];

/** A platform that keeps `elements`, checks what it is told, and lets nobody begin after the end. */
function platform(elements = {}) {
  const calls = [];
  let state = "new";
  let error = "0";
  const given = { "cmi.mode": "normal", "cmi.completion_status": "unknown", ...elements };
  const answer = (code) => {
    error = code;
    return code === "0" ? "true" : "false";
  };
  const codeOf = (element, value) => {
    if (READ_ONLY.includes(element)) return "404";
    const row = MODEL.find(([names]) => names.test(element));
    if (row === undefined) return "401";
    const [, number, part] = element.match(/^cmi\.interactions\.(\d+)\.(\w+)/) ?? [];
    if (number !== undefined && Number(number) > count()) return "351";
    if (part !== undefined && part !== "id" && !given[`cmi.interactions.${number}.id`])
      return "408";
    return row[1].test(value) ? "0" : "406";
  };
  const count = () => Object.keys(given).filter((name) => /^cmi\.inter.*\.id$/.test(name)).length;
  const api = {
    Initialize: () => {
      if (state !== "new") return answer(state === "open" ? "103" : "104");
      state = "open";
      return answer("0");
    },
    Terminate: () => {
      calls.push(["Terminate"]);
      state = "ended";
      return answer("0");
    },
    Commit: () => answer(state === "open" ? "0" : "143"),
    GetValue: (element) => {
      const isUnset = given[element] === undefined && element !== "cmi.interactions._count";
      answer(isUnset ? "403" : "0");
      return element === "cmi.interactions._count" ? String(count()) : (given[element] ?? "");
    },
    SetValue: (element, value) => {
      const code = state === "open" ? codeOf(element, value) : "133";
      calls.push(["SetValue", element, value]);
      if (code === "0") given[element] = value;
      return answer(code);
    },
    GetLastError: () => error,
    GetErrorString: (code) => `error ${code}`,
    GetDiagnostic: () => "",
  };
  return { api, calls, elements: given };
}

function launch(elements) {
  const made = platform(elements);
  const problems = [];
  const clock = { now: 0, date: new Date(Date.UTC(2026, 0, 31, 7, 5, 9, 123)) };
  const session = new ScormSession(
    made.api,
    (problem) => problems.push(problem),
    () => clock.now,
    () => clock.date,
  );
  return { ...made, problems, clock, session, known: session.start() };
}

test("a platform that says of everything that it has no value yet has none, and no problem", () => {
  const { known, problems, elements } = launch();
  assert.deepEqual(known, {
    exercise: "",
    mode: "normal",
    score: "",
    state: "",
    status: "unknown",
  });
  assert.equal(elements["cmi.completion_status"], "incomplete");
  assert.equal(elements["cmi.success_status"], "unknown");
  assert.deepEqual(problems, []);
});

for (const [status, completion, success] of [
  ["passed", "completed", "passed"],
  ["failed", "completed", "failed"],
  ["incomplete", "incomplete", "unknown"],
]) {
  test(`what is ${status} is ${completion}, and ${success}, at the next launch too`, () => {
    const { session, elements, problems } = launch();
    assert.equal(session.save({ state: "{}", score: 66.9, status }), true);
    assert.equal(elements["cmi.completion_status"], completion);
    assert.equal(elements["cmi.success_status"], success);
    assert.equal(elements["cmi.score.raw"], "66");
    assert.equal(elements["cmi.score.scaled"], "0.66");
    assert.deepEqual(problems, []);
    assert.equal(launch(elements).known.status, status);
  });
}

test("what was passed is not taken back, and its score only rises", () => {
  const passed = { "cmi.completion_status": "completed", "cmi.success_status": "passed" };
  const { session, elements } = launch({ ...passed, "cmi.score.raw": "80" });
  session.save({ state: "{}", score: 60, status: "failed" });
  assert.equal(elements["cmi.success_status"], "passed");
  assert.equal(elements["cmi.score.raw"], "80");
});

test("answers are interactions by the rules of the version", () => {
  const { session, elements, problems } = launch();
  const why = `{lang=xx}${"a".repeat(4000)}`;
  const answers = [
    { id: "border", type: "choice", response: "b", correct: true },
    { id: "weight", type: "numeric", response: "-0.07", correct: false },
    { id: "why", type: "fill-in", response: why, correct: null },
  ];
  assert.equal(session.save({ state: "{}", answers }), true);
  const part = (name) => [0, 1, 2, 3].map((i) => elements[`cmi.interactions.${i}.${name}`]);
  assert.deepEqual(part("id"), ["border", "weight", "why", "why_2"]);
  assert.deepEqual(part("type"), ["choice", "numeric", "long-fill-in", "long-fill-in"]);
  assert.deepEqual(part("result"), ["correct", "incorrect", "neutral", "neutral"]);
  assert.equal(part("timestamp")[0], "2026-01-31T07:05:09.0Z");
  assert.equal(part("learner_response")[2].startsWith(" {lang=xx}a"), true);
  assert.deepEqual(problems, []);
});

test("a piece of an answer that begins with a brace has room for what keeps it a text", () => {
  const { session, problems } = launch();
  const answer = { id: "why", type: "fill-in", response: "{".repeat(9000), correct: null };
  assert.equal(session.save({ state: "{}", answers: [answer] }), true);
  assert.deepEqual(problems, []);
});

test("there is room for 64,000 characters, and no more", () => {
  const { session, elements, problems } = launch();
  assert.equal(session.room, 64_000);
  assert.equal(session.save({ state: "a".repeat(64_000) }), true);
  assert.equal(elements["cmi.suspend_data"].length, 64_000);
  assert.equal(session.save({ state: "b".repeat(64_001) }), false);
  assert.equal(problems[0].message, "64001 > 64000");
});

test("the time is a duration, and the state is to be there again", () => {
  const { session, elements, clock, calls } = launch();
  clock.now = 1000 * (25 * 3600 + 61.7);
  session.finish();
  assert.equal(elements["cmi.session_time"], "PT25H1M1S");
  assert.equal(elements["cmi.exit"], "suspend");
  assert.deepEqual(calls.at(-1), ["Terminate"]);
});

test("work after the end, which such a platform takes no more, is said to be lost", () => {
  const { session, problems } = launch();
  session.finish();
  assert.equal(session.save({ state: "{}" }), false);
  assert.deepEqual(
    problems.map(({ call }) => call),
    ["Initialize"],
  );
});

// Which platform is meant

const own = {};
const place = Object.assign(own, { parent: own, API: platform(), API_1484_11: platform().api });

test("of two interfaces the one is taken that the package was made for", () => {
  assert.equal(findApi(place, apiNames("scorm2004")), place.API_1484_11);
  assert.equal(findApi(place, apiNames("scorm")), place.API);
  assert.equal(findApi(place), place.API);
});

test("another interface than that is better than none", () => {
  const only = { API_1484_11: place.API_1484_11 };
  assert.equal(findApi(Object.assign(only, { parent: only })), place.API_1484_11);
  const opened = launchPlatform("scorm", () => {}, findApi(only));
  assert.equal(opened.room, 64_000);
});
