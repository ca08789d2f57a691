// What another page may ask for: everything else is not answered, or refused with what is allowed.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { VERSION, allowedOrigins, checkedCall, isRequest } from "../../static/message-check.js";

const OWN = "https://school.example";
const REQUEST = { playground: VERSION, id: 1, verb: "state" };

beforeEach(() => {
  mock.restoreAll();
  mock.method(console, "warn", () => {});
});

const warnings = () => console.warn.mock.calls.map(({ arguments: [message] }) => message);

for (const [what, changes] of Object.entries({
  "a request": {},
  "a text as its id": { id: "a".repeat(100) },
  "an empty id": { id: "" },
  "an id below zero": { id: -1.5 },
  "a verb that there is not": { verb: null },
  "more than is needed": { arguments: 1, extra: {} },
})) {
  test(`${what} is a request`, () => assert.ok(isRequest({ ...REQUEST, ...changes })));
}

for (const [what, data] of Object.entries({
  nothing: undefined,
  null: null,
  "a text": "state",
  "JSON of a request": JSON.stringify(REQUEST),
  "a list": [REQUEST],
  "a map": new Map(Object.entries(REQUEST)),
  "a function": Object.assign(() => {}, REQUEST),
  "an empty object": {},
  "another protocol": { ...REQUEST, playground: VERSION + 1 },
  "a protocol as text": { ...REQUEST, playground: String(VERSION) },
  "no id": { playground: VERSION, verb: "state" },
  "an id that is too long": { ...REQUEST, id: "a".repeat(101) },
  "an id that is no number": { ...REQUEST, id: NaN },
  "an endless id": { ...REQUEST, id: Infinity },
  "an object as its id": { ...REQUEST, id: { toString: () => "1" } },
  "no verb": { playground: VERSION, id: 1 },
  "an inherited verb": Object.assign(Object.create({ verb: "state" }), {
    playground: VERSION,
    id: 1,
  }),
})) {
  test(`${what} is no request`, () => assert.equal(isRequest(data), false));
}

test("the page's own origin is allowed, and those of the addresses that are named", () => {
  const named = [
    "https://a.example/path?query#hash",
    "http://b.example:8080",
    "HTTPS://C.EXAMPLE:443",
  ];
  assert.deepEqual(
    [...allowedOrigins(OWN, named)],
    [OWN, "https://a.example", "http://b.example:8080", "https://c.example"],
  );
  assert.deepEqual(warnings(), []);
});

test("pages without an origin, which all call themselves null, are not", () => {
  assert.deepEqual([...allowedOrigins("null", [])], []);
});

for (const named of [
  "*",
  "",
  "null",
  "a.example",
  "//a.example",
  "https://",
  "javascript:alert(1)",
  "data:text/html,a",
  "file:///a",
  "blob:https://a.example/1",
  "ftp://a.example",
]) {
  test(`"${named}" allows nobody, and is said to`, () => {
    assert.deepEqual([...allowedOrigins(OWN, [named])], [OWN]);
    assert.equal(warnings().length, 1);
    assert.ok(warnings()[0].endsWith(`got ${named}`));
  });
}

test("a user's name in an address is no part of the origin", () => {
  const allowed = allowedOrigins(OWN, ["https://school.example@evil.example"]);
  assert.deepEqual([...allowed], [OWN, "https://evil.example"]);
});

for (const [verb, given] of [
  ["state", []],
  ["play", undefined],
  ["pause", []],
  ["reset", []],
  ["step", []],
  ["step", [1]],
  ["step", [1000]],
  ["load", [""]],
  ["load", ["a".repeat(100_000)]],
  ["listen", []],
  ["listen", ["state", "settingChanged", "goalReached", "handedIn"]],
  ["launch", [{}]],
  ["problem", [null]],
]) {
  test(`${verb} may be asked for with ${describe(given)}`, () => {
    assert.deepEqual(checkedCall({ verb, arguments: given }), { verb, given: given ?? [] });
  });
}

for (const verb of [
  "",
  "State",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  0,
  null,
  undefined,
  ["state"],
  { toString: () => "state" },
]) {
  test(`${describe(verb)} is no verb`, () => {
    const allowed =
      /^verb must be one of state, play, pause, reset, step, load, listen, launch, problem$/;
    assert.throws(() => checkedCall({ verb }), { name: "RangeError", message: allowed });
  });
}

for (const [verb, given] of [
  ["state", [1]],
  ["play", [undefined]],
  ["reset", null],
  ["pause", "pause"],
  ["state", { length: 0 }],
  ["step", [0]],
  ["step", [-1]],
  ["step", [1.5]],
  ["step", [1001]],
  ["step", ["1"]],
  ["step", [NaN]],
  ["step", [[1]]],
  ["step", [1, 1]],
  ["step", { 0: 1, length: 1 }],
  ["load", []],
  ["load", [null]],
  ["load", ["", ""]],
  ["load", [["a"]]],
  ["load", ["a".repeat(100_001)]],
  ["listen", ["work"]],
  ["listen", ["constructor"]],
  ["listen", [["state"]]],
  ["listen", Array(5).fill("state")],
  ["launch", []],
  ["problem", []],
]) {
  test(`${verb} may not be asked for with ${describe(given)}`, () => {
    assert.throws(() => checkedCall({ verb, arguments: given }), {
      name: "RangeError",
      message: /^arguments must be .*a whole number from 1 to 1000.*text of at most 100000/,
    });
  });
}

function describe(value) {
  const json = JSON.stringify(value) ?? "nothing";
  return json.length > 40 ? `${json.length} characters` : json;
}
