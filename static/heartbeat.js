// Notices when a worker is gone, which browsers do not tell.

/** Milliseconds. */
const INTERVAL = 1000;

/** Questions without an answer before the worker is taken for dead. */
const MISSED = 4;

/** Asks the pulse of one worker. */
export class Heartbeat {
  #channel = new MessageChannel();
  #unanswered = 0;
  #isAlive = false;
  #onEnd;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onEnd called once, when there was a pulse and there is none any more */
  constructor(onEnd) {
    this.#onEnd = onEnd;
    this.#channel.port1.onmessage = () => {
      this.#isAlive = true;
      this.#unanswered = 0;
    };
    this.#askSoon();
  }

  /** What the worker has to hand to its pulse.js. */
  get port() {
    return this.#channel.port2;
  }

  /** Ask no more. */
  stop() {
    clearTimeout(this.#timer);
    this.#channel.port1.close();
  }

  // Questions are counted, not the time: a page that was asleep has asked none. In a hidden page
  // browsers may hold a worker back.
  #askSoon() {
    this.#timer = setTimeout(() => {
      if (this.#unanswered >= MISSED) {
        this.stop();
        this.#onEnd();
        return;
      }
      if (!document.hidden) this.#ask();
      this.#askSoon();
    }, INTERVAL);
  }

  #ask() {
    this.#channel.port1.postMessage(null);
    if (this.#isAlive) this.#unanswered += 1;
  }
}
