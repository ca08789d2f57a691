// Starts the worker that runs Python, in the way that suits the visit, and anew if it gets stuck.

/** @import { WorkerConnection } from "./worker-connection.js" */

const SLOW = ["slow-2g", "2g", "3g"];

/** Milliseconds; restoring takes a fraction of a second, on the slowest devices a few. */
const PATIENCE = 20_000;

/** One worker at a time, to which a connection is made. */
export class WorkerLauncher {
  #connection;
  #worker;
  #fail;
  /** @type {Order | null} */
  #order = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {WorkerConnection} connection
   * @param {Fail} fail told when the worker itself does not start
   */
  constructor(connection, fail) {
    this.#connection = connection;
    this.#fail = fail;
    this.#worker = this.#open();
  }

  /**
   * Start Python, from its memory snapshot unless the connection is slow.
   *
   * @param {Order} order what the worker must know
   */
  start(order) {
    this.#order = order;
    this.#send(order, isSlow(navigator.connection));
  }

  /**
   * Take note of a stage of the start, of which only restoring can last for ever.
   *
   * @param {StartStage} stage
   */
  note(stage) {
    this.started();
    if (stage === "restore") this.#timer = setTimeout(() => this.#startAnew(), PATIENCE);
  }

  /** Python is awake. */
  started() {
    clearTimeout(this.#timer);
  }

  #open() {
    const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    worker.onerror = ({ message }) =>
      message ? this.#fail("python", null, message) : this.#fail("load", "worker.js", "");
    this.#connection.connect(worker);
    return worker;
  }

  /**
   * @param {Order} order
   * @param {boolean} plain
   */
  #send(order, plain) {
    this.#connection.tell({ type: "start", plain, ...order });
    this.#connection.tell({ type: "visibility", hidden: document.hidden });
  }

  #startAnew() {
    console.warn("Python does not wake up from its memory snapshot: it starts without.");
    this.#worker.terminate();
    this.#worker = this.#open();
    if (this.#order !== null) this.#send(this.#order, true);
  }
}

/**
 * Whether the browser reports a connection on which the larger snapshot would cost too much.
 *
 * @param {ConnectionInformation} [connection]
 */
function isSlow({ saveData, effectiveType } = {}) {
  return saveData === true || SLOW.includes(effectiveType ?? "");
}
