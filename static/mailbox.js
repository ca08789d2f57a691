// The mailbox: every message between the page and Python, numbered, taken once and in order.
// playground/page/mailbox.py is Python's end.

import { columnsOf, requireSource } from "./frames.js";

/**
 * Kinds of message to Python; what each means is said in playground/page/mailbox.py.
 *
 * @type {readonly (keyof ToPython)[]}
 */
export const TO_PYTHON = [
  "hello",
  "theme",
  "hover",
  "select",
  "drawer",
  "dismiss",
  "describe",
  "file_refused",
  "entry",
  "reply",
  "problem",
];

/**
 * Kinds of message to the page.
 *
 * @type {readonly (keyof ToPage)[]}
 */
export const TO_PAGE = ["deliver", "read", "write", "hand_in", "finish", "description", "event"];

/**
 * Carries out a message; what it returns, or promises, is the answer if Python waits for one.
 *
 * @template {keyof ToPage} K
 * @typedef {(
 *   content: ToPage[K],
 *   bytes: Uint8Array<ArrayBuffer>,
 *   bokehDocument: BokehDocument,
 * ) => unknown} Handler
 */

/** The page's end: one for whatever document is shown. */
export class Mailbox {
  /** @type {Map<keyof ToPage, Handler<any>>} */
  #handlers = new Map();
  /** @type {DataSource<Sources["to_page"]> | null} */
  #inbox = null;
  /** @type {DataSource<Sources["to_python"]> | null} */
  #outbox = null;
  #serial = 0;
  #taken = 0;
  /** @type {{ serial: number, kind: keyof ToPython, content: string }[]} */
  #waiting = [];
  #lastSerial = 0;
  #work = Promise.resolve();

  /**
   * Let a function carry out the messages of a kind, one after the other with all others.
   *
   * @template {keyof ToPage} K
   * @param {K} kind
   * @param {Handler<K>} handler
   * @throws {RangeError} if there is no such kind
   */
  on(kind, handler) {
    if (!TO_PAGE.includes(kind)) throw new RangeError(`no message to the page is a ${kind}`);
    this.#handlers.set(kind, handler);
  }

  /**
   * Send a message to Python; it waits until a document is joined, and is lost in no case.
   *
   * @template {keyof ToPython} K
   * @param {K} kind
   * @param {ToPython[K] extends null ? [] : [content: ToPython[K]]} given what JSON can hold
   * @returns {number} its number, for isTaken
   * @throws {RangeError} if there is no such kind
   */
  post(kind, ...given) {
    if (!TO_PYTHON.includes(kind)) throw new RangeError(`no message to Python is a ${kind}`);
    this.#serial += 1;
    const content = JSON.stringify(given[0] ?? null);
    this.#waiting.push({ serial: this.#serial, kind, content });
    this.#send();
    return this.#serial;
  }

  /**
   * Values to be kept that Python has not taken yet.
   *
   * @returns {(Entry & { keep: string })[]}
   */
  get waitingEntries() {
    const entries = this.#waiting.filter(({ kind }) => kind === "entry");
    return entries.map(({ content }) => JSON.parse(content)).filter(({ keep }) => keep);
  }

  /**
   * Whether the frame on the screen knows a message already.
   *
   * @param {number} serial
   */
  isTaken(serial) {
    return serial <= this.#taken;
  }

  /**
   * Use the mailbox of a document that has just been embedded, with what still waits.
   *
   * @param {BokehDocument} bokehDocument
   */
  join(bokehDocument) {
    const inbox = requireSource(bokehDocument, "to_page");
    const receive = () => {
      if (inbox === this.#inbox) this.#receive(columnsOf(inbox), bokehDocument);
    };
    this.#inbox = inbox;
    this.#outbox = requireSource(bokehDocument, "to_python");
    this.#lastSerial = 0;
    inbox.properties.data.change.connect(receive);
    receive();
    this.#send();
  }

  // What Python has not taken goes along again, since of several changes only the last one travels.
  #send() {
    if (this.#outbox === null || this.#waiting.length === 0) return;
    const data = {
      serial: this.#waiting.map(({ serial }) => serial),
      kind: this.#waiting.map(({ kind }) => kind),
      content: this.#waiting.map(({ content }) => content),
    };
    this.#outbox.setv({ data });
  }

  /**
   * @param {Sources["to_page"]} messages
   * @param {BokehDocument} bokehDocument
   */
  #receive({ serial, kind, content, size, taken, bytes }, bokehDocument) {
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

  /**
   * @param {number} serial
   * @param {keyof ToPage} kind
   * @param {ToPage[keyof ToPage]} content
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {BokehDocument} bokehDocument
   */
  #do(serial, kind, content, bytes, bokehDocument) {
    this.#work = this.#work
      .then(() => this.#handlerOf(kind)(content, bytes, bokehDocument))
      .then((value) => {
        if (value !== undefined) this.post("reply", { request: serial, value });
      })
      .catch((error) => console.error(`The message "${kind}" was not carried out.`, error));
  }

  /** @param {keyof ToPage} kind */
  #handlerOf(kind) {
    const handler = this.#handlers.get(kind);
    if (handler === undefined) throw new RangeError(`nobody carries out a ${kind}`);
    return handler;
  }
}

/**
 * Bytes come as a typed array in frames, as a list of numbers from another server.
 *
 * @param {NumberColumn} column
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(column) {
  return column instanceof Uint8Array ? column : Uint8Array.from(column);
}

export const mailbox = new Mailbox();
