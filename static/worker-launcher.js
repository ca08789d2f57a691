// Starts the worker that runs Python, in the way that suits the visit, and anew if it gets stuck or
// dies.

/** @import { WorkerConnection } from "./worker-connection.js" */

import { Heartbeat } from "./heartbeat.js";

/** Milliseconds; restoring takes a fraction of a second, on the slowest devices a few. */
const PATIENCE = 20_000;

/** Milliseconds that a worker lives at least if there is sense in another one. */
const SHORT_LIFE = 10_000;

/** One worker at a time, to which a connection is made. */
export class WorkerLauncher {
  /** Called when a worker that had started is gone, and another one is about to start. */
  onRestart = () => {};

  #connection;
  #worker;
  #fail;
  #heartbeat;
  #isReady = false;
  #readyAt = 0;
  #isReplacement = false;
  /** @type {Order | null} */
  #order = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {WorkerConnection} connection
   * @param {Fail} fail told what goes wrong in the worker beside Python
   */
  constructor(connection, fail) {
    this.#connection = connection;
    this.#fail = fail;
    this.#worker = this.#open();
    this.#heartbeat = this.#listen();
  }

  /**
   * Start Python, by what is sooner on this line; where data are to be saved, by the smaller way.
   *
   * @param {Order} order what the worker must know
   */
  start(order) {
    this.#order = order;
    this.#send(order, navigator.connection?.saveData === true);
  }

  /**
   * Take note of a stage of the start, of which only restoring can last for ever.
   *
   * @param {StartStage} stage
   */
  note(stage) {
    this.started();
    if (stage === "restore") this.#timer = setTimeout(() => this.#startWithout(), PATIENCE);
  }

  /** Python is awake. */
  started() {
    clearTimeout(this.#timer);
  }

  /** Python answers. */
  ready() {
    this.#isReady = true;
    this.#readyAt = performance.now();
  }

  /** Start another worker in place of one that is gone, unless that one dies at once, too. */
  restart() {
    const hasLived = this.#isReady && performance.now() - this.#readyAt > SHORT_LIFE;
    const isHopeless = this.#order === null || (this.#isReplacement && !hasLived);
    this.#isReplacement = true;
    this.#isReady = false;
    if (isHopeless) {
      this.#heartbeat.stop();
      this.#fail("ended", null, "");
      return;
    }
    this.#connection.forget();
    this.#replace();
    this.onRestart();
    this.start(/** @type {Order} */ (this.#order));
  }

  #open() {
    const url = new URL("worker.js", import.meta.url);
    const worker = new Worker(url, { type: "module" });
    worker.onerror = async ({ message }) => {
      if (message) this.#fail(this.#isReady ? "run" : "python", null, message);
      else {
        const { what, reason } = await window.preflight.faultOf(url.href);
        this.#fail("load", what, reason || "silent");
      }
    };
    this.#connection.connect(worker);
    return worker;
  }

  #listen() {
    return new Heartbeat(() => this.restart());
  }

  /**
   * @param {Order} order
   * @param {boolean} plain
   */
  #send(order, plain) {
    const pulse = this.#heartbeat.port;
    this.#connection.tell({ type: "start", plain, pulse, ...order }, [pulse]);
    this.#connection.tell({ type: "visibility", hidden: document.hidden });
  }

  #startWithout() {
    console.warn("Python does not wake up from its memory snapshot: it starts without.");
    this.#replace();
    if (this.#order !== null) this.#send(this.#order, true);
  }

  #replace() {
    this.started();
    this.#heartbeat.stop();
    this.#worker.onmessage = this.#worker.onerror = null;
    this.#worker.terminate();
    this.#worker = this.#open();
    this.#heartbeat = this.#listen();
  }
}
