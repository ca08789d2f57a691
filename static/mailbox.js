// The mailbox: every message between the page and Python, numbered, taken once and in order.
// playground/page/mailbox.py is Python's end.

import { columnsOf, findSource } from "./frames.js";

/** Kinds of message to Python; what each means is said in playground/page/mailbox.py. */
export const TO_PYTHON = [
  "hello",
  "theme",
  "hover",
  "select",
  "drawer",
  "dismiss",
  "file_refused",
  "entry",
  "reply",
  "problem",
];

/** Kinds of message to the page. */
export const TO_PAGE = ["deliver", "read", "write", "hand_in", "finish"];

/** The page's end: one for whatever document is shown. */
export class Mailbox {
  #handlers = new Map();
  #inbox = null;
  #outbox = null;
  #serial = 0;
  #taken = 0;
  #waiting = [];
  #lastSerial = 0;
  #work = Promise.resolve();

  /**
   * Let a function carry out the messages of a kind, one after the other with all others.
   *
   * @param {string} kind one of TO_PAGE
   * @param {(content: any, bytes: Uint8Array, bokehDocument: any) => any} handler what it returns,
   *   or promises, is the answer if Python waits for one
   */
  on(kind, handler) {
    if (!TO_PAGE.includes(kind)) throw new RangeError(`no message to the page is a ${kind}`);
    this.#handlers.set(kind, handler);
  }

  /**
   * Send a message to Python; it waits until a document is joined, and is lost in no case.
   *
   * @param {string} kind one of TO_PYTHON
   * @param {any} content what JSON can hold
   * @returns {number} its number, for isTaken
   */
  post(kind, content = null) {
    if (!TO_PYTHON.includes(kind)) throw new RangeError(`no message to Python is a ${kind}`);
    this.#serial += 1;
    this.#waiting.push({ serial: this.#serial, kind, content: JSON.stringify(content) });
    this.#send();
    return this.#serial;
  }

  /**
   * Whether the frame on the screen knows a message already.
   *
   * @param {number} serial
   */
  isTaken(serial) {
    return serial <= this.#taken;
  }

  /** Use the mailbox of a document that has just been embedded, with what still waits. */
  join(bokehDocument) {
    this.#inbox = findSource(bokehDocument, "to_page");
    this.#outbox = findSource(bokehDocument, "to_python");
    this.#lastSerial = 0;
    this.#inbox.properties.data.change.connect(() => this.#receive(bokehDocument));
    this.#receive(bokehDocument);
    this.#send();
  }

  // What Python has not taken goes along again, since of several changes only the last one travels.
  #send() {
    if (this.#outbox === null || this.#waiting.length === 0) return;
    const column = (name) => this.#waiting.map((message) => message[name]);
    const data = Object.fromEntries(["serial", "kind", "content"].map((n) => [n, column(n)]));
    this.#outbox.setv({ data });
  }

  #receive(bokehDocument) {
    const { serial, kind, content, size, taken, bytes } = columnsOf(this.#inbox);
    this.#taken = Math.max(this.#taken, taken[0] ?? 0);
    this.#waiting = this.#waiting.filter((message) => message.serial > this.#taken);
    let start = 0;
    for (const [i, number] of [...serial].entries()) {
      const own = bytesOf(bytes).slice(start, (start += size[i]));
      if (number <= this.#lastSerial) continue;
      this.#lastSerial = number;
      this.#do(number, kind[i], JSON.parse(content[i]), own, bokehDocument);
    }
  }

  #do(serial, kind, content, bytes, bokehDocument) {
    const handler = this.#handlers.get(kind);
    this.#work = this.#work
      .then(() => handler(content, bytes, bokehDocument))
      .then((value) => value !== undefined && this.post("reply", { request: serial, value }))
      .catch((error) => console.error(`The message "${kind}" was not carried out.`, error));
  }
}

/** Bytes come as a typed array in frames, as a list of numbers from another server. */
const bytesOf = (column) => (column instanceof Uint8Array ? column : Uint8Array.from(column));

export const mailbox = new Mailbox();
