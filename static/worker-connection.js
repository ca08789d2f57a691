// The page's end of the connection to the worker: calls, changes of the document, and frames.

import { applyFrame } from "./frames.js";
import { valueChanges } from "./unsaved-changes.js";

/** @typedef {Pick<Reply, "value" | "error" | "refused">} Answered */

const SECOND = 1000;

/**
 * Changes that Python was told, and, once it has answered, the last frame that came before its answer:
 * that shows what has come of them.
 *
 * @typedef {{ changes: BokehChange[], frame?: number }} Sent
 */

/** What whoever has asked gets to read. */
const ENDED = "Python has ended before it answered";

/** The source with messages to Python, which never changes it: what is new in it is ours. */
const OUTBOX = "to_python";

/** Talks to the worker and keeps one Bokeh document in step with Python's. */
export class WorkerConnection {
  /** Called once, when the first trained frame is on the screen. */
  onFirstEpoch = () => {};

  /** @type {Worker | null} */
  #worker = null;
  /** @type {BokehDocument | null} */
  #document = null;
  /** @type {Map<MessageToPage["type"], (message: any) => void>} */
  #listeners = new Map();
  /** @type {Map<number, { message: Call | Patch, resolve: (answer: Answered) => void }>} */
  #requests = new Map();
  #lastId = 0;
  #isOpen = false;
  #unanswered = 0;
  /** @type {BokehChange[]} */
  #changes = [];
  /** @type {Sent[]} those that were sent and cannot be seen on the page yet */
  #sent = [];
  #receiving = false;
  /** @type {Frame[]} */
  #frames = [];
  #painting = false;
  #paintStart = 0;
  #framesPainted = 0;
  /** @type {number[]} */
  #paintTimes = [];
  #afterPaint = new MessageChannel();

  constructor() {
    this.on("reply", (reply) => {
      this.#requests.get(reply.id)?.resolve(reply);
      this.#requests.delete(reply.id);
    });
    this.on("patch", ({ patch, buffers }) =>
      this.#quietly(() => this.#document?.apply_json_patch(JSON.parse(patch), buffers)),
    );
    this.on("frame", (frame) => {
      this.#frames.push(frame);
      this.#paintNext();
    });
    this.#afterPaint.port1.onmessage = ({ data }) => this.#acknowledge(data);
    // A hidden page is not painted; what Python wants kept must not wait until it is.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden || !this.#painting) return;
      const [frame] = this.#frames;
      this.#paint(frame);
      this.#acknowledge(frame.id);
    });
  }

  /**
   * Talk to this worker from now on, and ask it what another one has not answered.
   *
   * @param {Worker} worker
   */
  connect(worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data);
    for (const { message } of this.#requests.values()) worker.postMessage(message);
  }

  /**
   * Tell the worker something that needs no answer.
   *
   * @param {MessageToWorker} message
   * @param {Transferable[]} [transfer]
   */
  tell(message, transfer = []) {
    this.#worker?.postMessage(message, transfer);
  }

  /**
   * The worker is gone, or begins anew: nothing that it was asked is answered, and of what it sent
   * nothing is drawn, nor acknowledged.
   */
  forget() {
    const requests = [...this.#requests.values()];
    this.#requests.clear();
    for (const { resolve } of requests) resolve({ error: ENDED });
    this.#isOpen = false;
    this.#changes = [];
    this.#sent = [];
    this.#frames = [];
    this.#painting = false;
  }

  /**
   * Listen to one type of message from the worker.
   *
   * @template {MessageToPage["type"]} T
   * @param {T} type
   * @param {(message: OfType<MessageToPage, T>) => void} listener
   */
  on(type, listener) {
    this.#listeners.set(type, listener);
  }

  /**
   * Keep this document in step; changes are held back until open().
   *
   * @param {BokehDocument} bokehDocument
   */
  use(bokehDocument) {
    this.#document = bokehDocument;
    this.#changes = [];
    bokehDocument.on_change((event) => this.#changed(event), false);
  }

  /** Python has the same document now: send it what has changed. */
  open() {
    this.#isOpen = true;
    this.#sendChanges();
  }

  /**
   * Ask the application for something, after all changes so far; resolves with its answer.
   *
   * @param {Verb} verb
   * @param {readonly unknown[]} args
   */
  async call(verb, args) {
    return (await this.ask(verb, args)).value;
  }

  /**
   * Ask for the same; resolves with the answer, and with why it was refused if it was.
   *
   * @param {Verb} verb
   * @param {readonly unknown[]} args
   */
  async ask(verb, args) {
    this.#sendChanges();
    const { value, refused, error } = await this.#request({ type: "call", verb, args });
    if (error !== undefined) throw new Error(error);
    return { value, refused };
  }

  /**
   * Draw the frame under way once more, since a browser that has put the page aside may have
   * forgotten to say when it was painted: Firefox does.
   */
  resume() {
    this.#painting = false;
    this.#paintNext();
  }

  /** Changes that Python may not know, or of which the page's address may not say anything yet. */
  get unsaved() {
    this.#forgetShown();
    return valueChanges([...this.#sent.flatMap(({ changes }) => changes), ...this.#changes]);
  }

  /**
   * Make changes once more.
   *
   * @param {readonly ValueChange[]} changes
   */
  redo(changes) {
    for (const { id, attr, value } of changes) {
      this.#document?.get_model_by_id(id)?.setv({ [attr]: value });
    }
  }

  /** Frames drawn on the screen: all so far, and during the last second. */
  get frameCounts() {
    this.#forgetOldFrames();
    return { framesPainted: this.#framesPainted, framesPerSecond: this.#paintTimes.length };
  }

  /** @param {MessageToPage} message */
  #receive(message) {
    const listener = this.#listeners.get(message.type);
    if (listener === undefined) throw new RangeError(`nobody listens to a ${message.type}`);
    this.#guard(() => listener(message));
  }

  /**
   * What goes wrong here is told, and what comes after it goes on: Python waits for what it has sent.
   *
   * @param {() => unknown} action
   */
  #guard(action) {
    try {
      action();
    } catch (error) {
      console.error(error);
      this.#listeners.get("error")?.({ stage: "run", what: null, message: error.message });
    }
  }

  /**
   * @param {Omit<Call, "id"> | Omit<Patch, "id">} message
   * @returns {Promise<Answered>}
   */
  #request(message) {
    this.#lastId += 1;
    const request = /** @type {Call | Patch} */ ({ ...message, id: this.#lastId });
    return new Promise((resolve) => {
      this.#requests.set(request.id, { message: request, resolve });
      this.tell(request);
    });
  }

  /**
   * Do something whose changes Python knows already.
   *
   * @param {() => void} action
   */
  #quietly(action) {
    this.#receiving = true;
    try {
      action();
    } finally {
      this.#receiving = false;
    }
  }

  /**
   * While Python is busy changes wait, and of several to one property only the last one counts.
   *
   * @param {BokehChange} event
   */
  #changed(event) {
    if (this.#receiving && event.model?.name !== OUTBOX) return;
    const replaced = (/** @type {BokehChange} */ other) =>
      event.attr !== undefined && other.model === event.model && other.attr === event.attr;
    this.#changes = this.#changes.filter((other) => !replaced(other));
    this.#changes.push(event);
    if (this.#unanswered === 0) this.#sendChanges();
  }

  async #sendChanges() {
    if (!this.#isOpen || this.#document === null || this.#changes.length === 0) return;
    const patch = this.#document.create_json_patch(this.#changes);
    /** @type {Sent} */
    const sent = { changes: this.#changes };
    this.#forgetShown();
    this.#sent.push(sent);
    this.#changes = [];
    this.#unanswered += 1;
    await this.#request({ type: "patch", patch });
    this.#unanswered -= 1;
    sent.frame = this.#frames.at(-1)?.id ?? 0;
    if (this.#unanswered === 0) this.#sendChanges();
  }

  /** The changes before one that is not shown stay: made again, they come in their order. */
  #forgetShown() {
    const next = this.#frames[0]?.id ?? Infinity;
    const waiting = this.#sent.findIndex(({ frame = Infinity }) => frame >= next);
    this.#sent = waiting < 0 ? [] : this.#sent.slice(waiting);
  }

  // A frame is drawn when the one before it is on the screen, and acknowledged when it is there
  // itself, so that a slow screen slows the worker down.
  #paintNext() {
    const [frame] = this.#frames;
    if (this.#painting || frame === undefined || this.#document === null) return;
    this.#painting = true;
    if (document.hidden) this.#paint(frame);
    else requestAnimationFrame(() => this.#paint(frame));
  }

  /** @param {Frame} frame */
  #paint(frame) {
    const bokehDocument = this.#document;
    if (frame !== this.#frames[0] || bokehDocument === null) return;
    this.#paintStart = performance.now();
    this.#guard(() => this.#quietly(() => applyFrame(frame.columns, bokehDocument)));
    this.#afterPaint.port2.postMessage(frame.id);
  }

  /** @param {number} id */
  #acknowledge(id) {
    const [frame] = this.#frames;
    if (frame?.id !== id) return;
    this.#frames.shift();
    this.#painting = false;
    this.tell({ type: "ack", id: frame.id, milliseconds: performance.now() - this.#paintStart });
    this.#count(frame.trained);
    this.#paintNext();
  }

  /** @param {boolean} trained */
  #count(trained) {
    this.#framesPainted += 1;
    this.#paintTimes.push(performance.now());
    this.#forgetOldFrames();
    if (!trained) return;
    this.onFirstEpoch();
    this.onFirstEpoch = () => {};
  }

  #forgetOldFrames() {
    const now = performance.now();
    this.#paintTimes = this.#paintTimes.filter((time) => now - time <= SECOND);
  }
}
