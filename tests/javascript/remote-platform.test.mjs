// Where only the page around reaches the platform, work is handed on at once, and comes back from it.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const OWN = "https://school.example";
const LMS = "https://lms.example";
const LAUNCH = { exercise: "abc", state: '{"a":1}', place: "platform", room: 64_000 };

let posted;

/** The page around, and fresh modules that find it where the address says `query`. */
async function framed(query, isCompact = false) {
  posted = [];
  const parent = { postMessage: (...sent) => posted.push(sent) };
  globalThis.window = { parent };
  globalThis.location = { origin: OWN, search: query };
  const classList = { contains: (name) => name === "compact" && isCompact };
  globalThis.document = { documentElement: { classList } };
  // Modules are what they were when they were loaded first, with the address of that time.
  const unique = `?${Math.random()}`;
  return { parent, ...(await import(`../../static/framing-page.js${unique}`)) };
}

beforeEach(() => {
  mock.restoreAll();
  mock.method(console, "warn", () => {});
});

test("only the window around, of a named origin, is heard", async () => {
  const { parent, isFromFramingPage } = await framed(`?launch=frame&origin=${LMS}`);
  assert.equal(isFromFramingPage({ source: parent, origin: LMS }), true);
  assert.equal(isFromFramingPage({ source: parent, origin: OWN }), true);
  assert.equal(isFromFramingPage({ source: parent, origin: "https://evil.example" }), false);
  assert.equal(isFromFramingPage({ source: {}, origin: LMS }), false);
  const top = globalThis.window;
  top.parent = top;
  assert.equal(isFromFramingPage({ source: top, origin: OWN }), false);
});

test("the whole page hears nobody but a package, the one for frames does", async () => {
  const asked = [
    await framed(`?launch=scorm&origin=${LMS}`),
    await framed(`?origin=${LMS}`),
    await framed(`?origin=${LMS}`, true),
  ];
  const heard = asked.map(({ parent, isFromFramingPage }) => {
    globalThis.window.parent = parent;
    return [OWN, LMS].map((origin) => isFromFramingPage({ source: parent, origin }));
  });
  assert.deepEqual(heard, [
    [false, false],
    [false, false],
    [true, true],
  ]);
});

test("nobody is told anything before somebody listens", async () => {
  const { tell, listenFrom } = await framed("");
  tell("state", {});
  listenFrom(LMS);
  tell("state", { epoch: 1 });
  assert.deepEqual(posted, [[{ playground: 1, event: "state", detail: { epoch: 1 } }, LMS]]);
});

test("a launch is taken up once, and only where the address says that there is one", async () => {
  const { takeLaunch, launched } = await framed(`?launch=frame&origin=${LMS}`);
  takeLaunch(LMS, LAUNCH);
  assert.throws(() => takeLaunch(LMS, { ...LAUNCH, state: "" }), /once only/);
  assert.equal((await launched).state, LAUNCH.state);
  for (const query of ["", "?launch=scorm", `?origin=${LMS}`]) {
    const other = await framed(query);
    assert.throws(() => other.takeLaunch(LMS, LAUNCH), /launch=frame/);
  }
});

test("work is handed on as it is done, and read as it was kept, with what was typed last", async () => {
  await framed("");
  const { RemotePlatform } = await import("../../static/remote-platform.js");
  const told = [];
  const platform = new RemotePlatform(LAUNCH, (...event) => told.push(event));
  assert.deepEqual(platform.read(), { text: '{"a":1}', entries: [] });
  platform.handIn({ state: '{"b":2}', score: 50 });
  const entry = { to: "exercise_work", key: "why", text: "Because" };
  platform.keepEntries("abc", [entry]);
  platform.finish();
  assert.deepEqual(told, [
    ["work", { state: '{"b":2}', score: 50 }],
    ["work", { state: JSON.stringify({ b: 2, entries: [entry] }) }],
    ["finish"],
  ]);
  assert.deepEqual(platform.read(), { text: '{"b":2}', entries: [entry] });
});
