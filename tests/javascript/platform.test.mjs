// Work reaches a learning platform, sooner or later, and nothing of it is lost on the way.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { launchPlatform } from "../../static/platform.js";

beforeEach(() => {
  globalThis.addEventListener = () => {};
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

/** A launch by a platform that keeps `elements`, and refuses to commit while it `fails`. */
function launched(elements = {}) {
  const server = { fails: false, committed: null, commits: 0 };
  const api = {
    LMSInitialize: () => "true",
    LMSFinish: () => "true",
    LMSGetValue: (element) => elements[element] ?? "",
    LMSSetValue: (element, value) => {
      elements[element] = value;
      return "true";
    },
    LMSCommit: () => {
      server.commits += 1;
      if (!server.fails) server.committed = { ...elements };
      return String(!server.fails);
    },
    LMSGetLastError: () => (server.fails ? "391" : "0"),
    LMSGetErrorString: () => "no network",
    LMSGetDiagnostic: () => "",
  };
  const problems = [];
  const platform = launchPlatform(
    "scorm",
    (problem) => problems.push(problem?.message ?? null),
    api,
  );
  return { platform, server, elements, problems };
}

const answer = (id, response) => ({ id, type: "choice", response, correct: null });

test("without a platform there is no launch", () => {
  assert.equal(
    launchPlatform("scorm", () => {}, null),
    null,
  );
});

test("of several states the last is saved, after a pause or before the page is hidden", () => {
  const { platform, server } = launched();
  platform.write("1");
  platform.write("2");
  assert.equal(server.commits, 0);
  mock.timers.tick(5000);
  assert.equal(server.committed["cmi.suspend_data"], "2");
  platform.write("3");
  platform.flush();
  assert.equal(server.committed["cmi.suspend_data"], "3");
  mock.timers.tick(60_000);
  assert.equal(server.commits, 2);
});

test("what a failing platform did not take is saved once it works again, and said once", () => {
  const { platform, server, problems } = launched();
  server.fails = true;
  platform.handIn({ state: "1", score: 100, status: "passed", answers: [answer("a", "b")] });
  platform.handIn({ state: "2", answers: [answer("c", "d")] });
  mock.timers.tick(30_000);
  assert.deepEqual(problems, ["no network"]);
  server.fails = false;
  mock.timers.tick(60_000);
  assert.deepEqual(problems, ["no network", null]);
  assert.equal(server.committed["cmi.suspend_data"].startsWith("2"), true);
  assert.equal(server.committed["cmi.core.lesson_status"], "passed");
  assert.equal(server.committed["cmi.interactions.0.student_response"], "b");
  assert.equal(server.committed["cmi.interactions.1.student_response"], "d");
  const { commits } = server;
  mock.timers.tick(600_000);
  assert.equal(server.commits, commits);
});

test("what was typed last comes back beside the state it had not got into", () => {
  const entry = { to: "exercise_work", key: '["answer","why"]', text: "Because" };
  const { platform, elements } = launched({ "cmi.suspend_data": '{"version":1}' });
  platform.keepEntries("one-neuron", [entry]);
  platform.keepEntries("one-neuron", [entry]);
  platform.finish();
  const later = launched(elements).platform.read();
  assert.deepEqual(later, { text: '{"version":1}', entries: [entry] });
});

test("work after the end, or after going back to a page that was left, is saved, too", () => {
  const { platform, server } = launched();
  platform.write("1");
  platform.finish();
  platform.write("2");
  platform.flush();
  assert.equal(server.committed["cmi.suspend_data"], "2");
  platform.finish();
  platform.resume();
  assert.equal(server.commits, 3);
});
