// Messages are carried out once, in order, and none is lost.
// tests/page/test_mailbox.py has the same for Python's end.

import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, mock, test } from "node:test";

import { Mailbox } from "../../static/mailbox.js";
import { BokehDocument, Source } from "./bokeh.mjs";

const NOTHING = { serial: [], kind: [], content: [], size: [], taken: [], bytes: [] };

beforeEach(() => {
  mock.restoreAll();
  mock.method(console, "error", () => {});
});

const errors = () => console.error.mock.calls.map(({ arguments: [message] }) => message);

function documentWith(inbox = NOTHING) {
  return new BokehDocument({
    to_page: new Source(inbox),
    to_python: new Source({ serial: [], kind: [], content: [] }),
  });
}

/** Columns of messages [number, kind, content, bytes]. */
function messages(list, taken = 0) {
  const bytes = list.map(([, , , own = []]) => own);
  return {
    serial: list.map(([serial]) => serial),
    kind: list.map(([, kind]) => kind),
    content: list.map(([, , content = null]) => JSON.stringify(content)),
    size: bytes.map(({ length }) => length),
    taken: [taken],
    bytes: Uint8Array.from(bytes.flat()),
  };
}

/** Let a document's inbox have these messages, and everything be carried out. */
async function receive(bokehDocument, list, taken) {
  bokehDocument.sources.to_page.setv({ data: messages(list, taken) });
  await turn();
}

/** What Python gets: all that waits, each time. */
function sent(bokehDocument) {
  return bokehDocument.sources.to_python.set.map(({ data }) =>
    data.serial.map((serial, i) => [serial, data.kind[i], JSON.parse(data.content[i])]),
  );
}

/** A mailbox that is joined to a document and notes what it carries out. */
function joined(inbox) {
  const mailbox = new Mailbox();
  const bokehDocument = documentWith(inbox);
  const done = [];
  for (const kind of ["write", "hand_in", "deliver"]) {
    mailbox.on(kind, (content, bytes) => void done.push([kind, content, ...bytes]));
  }
  mailbox.join(bokehDocument);
  return { mailbox, bokehDocument, done };
}

// To the page

test("messages are carried out in their order, with their own bytes", async () => {
  const { bokehDocument, done } = joined();
  await receive(bokehDocument, [
    [1, "deliver", "a", [1, 2]],
    [2, "write", "b"],
    [3, "deliver", "c", [3]],
  ]);
  assert.deepEqual(done, [
    ["deliver", "a", 1, 2],
    ["write", "b"],
    ["deliver", "c", 3],
  ]);
});

test("bytes that come as a list of numbers are bytes all the same", async () => {
  const { bokehDocument, done } = joined();
  const columns = messages([[1, "deliver", "a", [250, 5]]]);
  bokehDocument.sources.to_page.setv({ data: { ...columns, bytes: [...columns.bytes] } });
  await turn();
  assert.deepEqual(done, [["deliver", "a", 250, 5]]);
});

test("a message's bytes stay when the next frame overwrites the column", async () => {
  const { mailbox, bokehDocument } = joined();
  let own;
  mailbox.on("deliver", (_, bytes) => {
    own = bytes;
  });
  const columns = messages([[1, "deliver", "a", [1, 2]]]);
  bokehDocument.sources.to_page.setv({ data: columns });
  await turn();
  columns.bytes.fill(9);
  assert.deepEqual([...own], [1, 2]);
});

test("a slow handler holds up the ones behind it", async () => {
  const { mailbox, bokehDocument, done } = joined();
  let finish;
  mailbox.on("read", () => new Promise((resolve) => (finish = resolve)));
  await receive(bokehDocument, [
    [1, "read", ""],
    [2, "write", "a"],
  ]);
  await receive(bokehDocument, [[3, "write", "b"]]);
  assert.deepEqual(done, []);
  finish();
  await turn();
  assert.deepEqual(done, [
    ["write", "a"],
    ["write", "b"],
  ]);
});

test("what comes again is not carried out again", async () => {
  const { bokehDocument, done } = joined();
  await receive(bokehDocument, [[1, "write", "a"]]);
  await receive(bokehDocument, [[1, "write", "a"]]);
  await receive(bokehDocument, [
    [1, "write", "a", [7]],
    [2, "write", "b", [8]],
  ]);
  assert.deepEqual(done, [
    ["write", "a"],
    ["write", "b", 8],
  ]);
});

test("what is there already when a document is joined is carried out", async () => {
  const { done } = joined(messages([[1, "write", "early"]]));
  await turn();
  assert.deepEqual(done, [["write", "early"]]);
});

for (const [how, fail] of [
  [
    "throws",
    () => {
      throw new Error("no");
    },
  ],
  ["rejects", () => Promise.reject(new Error("no"))],
]) {
  test(`a handler that ${how} is reported and does not stop the next`, async () => {
    const { mailbox, bokehDocument, done } = joined();
    mailbox.on("finish", fail);
    await receive(bokehDocument, [
      [1, "finish"],
      [2, "write", "a"],
    ]);
    assert.deepEqual(errors(), ['The message "finish" was not carried out.']);
    assert.deepEqual(done, [["write", "a"]]);
  });
}

test("a kind that nobody carries out is reported", async () => {
  const { bokehDocument } = joined();
  await receive(bokehDocument, [[1, "read", ""]]);
  assert.deepEqual(errors(), ['The message "read" was not carried out.']);
});

test("handlers get the document that the message has come with", async () => {
  const { mailbox, bokehDocument } = joined();
  let given;
  mailbox.on("finish", (_content, _bytes, of) => {
    given = of;
  });
  await receive(bokehDocument, [[1, "finish"]]);
  assert.equal(given, bokehDocument);
});

// Answers

for (const value of [0, "", false, null, { texts: {} }]) {
  test(`a handler's ${JSON.stringify(value)} is an answer`, async () => {
    const { mailbox, bokehDocument } = joined();
    mailbox.on("read", async () => value);
    await receive(bokehDocument, [[7, "read", "a"]]);
    assert.deepEqual(sent(bokehDocument).at(-1), [[1, "reply", { request: 7, value }]]);
  });
}

test("nothing is no answer", async () => {
  const { bokehDocument } = joined();
  await receive(bokehDocument, [[1, "write", "a"]]);
  assert.deepEqual(sent(bokehDocument), []);
});

// To Python

test("messages to Python are numbered", () => {
  const { mailbox, bokehDocument } = joined();
  assert.equal(mailbox.post("theme", "dark"), 1);
  assert.equal(mailbox.post("dismiss"), 2);
  assert.deepEqual(sent(bokehDocument).at(-1), [
    [1, "theme", "dark"],
    [2, "dismiss", null],
  ]);
});

test("what Python has not taken goes along again, what it has taken does not", async () => {
  const { mailbox, bokehDocument } = joined();
  mailbox.post("hover", "a");
  mailbox.post("hover", "b");
  await receive(bokehDocument, [], 1);
  mailbox.post("hover", "c");
  assert.deepEqual(sent(bokehDocument).at(-1), [
    [2, "hover", "b"],
    [3, "hover", "c"],
  ]);
});

test("a message is known to be taken once a frame says so, and ever after", async () => {
  const { mailbox, bokehDocument } = joined();
  const serial = mailbox.post("select", "a");
  assert.equal(mailbox.isTaken(serial), false);
  await receive(bokehDocument, [], serial);
  assert.equal(mailbox.isTaken(serial), true);
  await receive(bokehDocument, [], serial - 1);
  assert.equal(mailbox.isTaken(serial), true);
});

test("what is posted before there is a document waits for one", () => {
  const mailbox = new Mailbox();
  mailbox.post("drawer", "data");
  const bokehDocument = documentWith();
  mailbox.join(bokehDocument);
  assert.deepEqual(sent(bokehDocument), [[[1, "drawer", "data"]]]);
});

// Another document

test("what the document before did not deliver goes to the next one", () => {
  const { mailbox } = joined();
  mailbox.post("drawer", "data");
  const next = documentWith();
  mailbox.join(next);
  mailbox.post("dismiss");
  assert.deepEqual(sent(next).at(-1), [
    [1, "drawer", "data"],
    [2, "dismiss", null],
  ]);
});

test("another document counts its messages from the beginning", async () => {
  const { mailbox, bokehDocument, done } = joined();
  await receive(bokehDocument, [[5, "write", "a"]]);
  const next = documentWith();
  mailbox.join(next);
  await receive(next, [[1, "write", "b"]]);
  assert.deepEqual(done, [
    ["write", "a"],
    ["write", "b"],
  ]);
});

test("the document before is heard no more", async () => {
  const { mailbox, bokehDocument, done } = joined();
  mailbox.join(documentWith());
  await receive(bokehDocument, [[1, "write", "late"]], 99);
  assert.deepEqual(done, []);
  assert.equal(mailbox.isTaken(mailbox.post("dismiss")), false);
});

// Kinds

test("there are no other kinds of message", () => {
  const mailbox = new Mailbox();
  assert.throws(() => mailbox.post("shout"), /no message to Python is a shout/);
  assert.throws(() => mailbox.on("shout", () => {}), /no message to the page is a shout/);
});
