// How fast the line and the machine are, and which way of starting Python is therefore the sooner.

/** Bytes that tell the rate of a line, and milliseconds after which fewer of them do. */
const ENOUGH = 1_000_000;
const LONG_ENOUGH = 1500;

/**
 * Seconds from the last byte until one can play, on the machine that took `REFERENCE` milliseconds
 * for the work below (docs/measuring.md says which).
 */
const START = { fromSnapshot: 0.8, fromBeginning: 4.5 };
const REFERENCE = 2.5;

/** Rounds of that work, and how often it is done: other work can only make it slower. */
const ROUNDS = 2_000_000;
const TRIES = 3;

/** Measures bytes per second from the first ones that arrive, so without the wait for an answer. */
export class LineSpeed {
  #now;
  /** @type {number | null} */
  #began = null;
  #bytes = 0;
  /** @type {(rate: number) => void} */
  #tell = () => {};

  /** @param {() => number} now a clock in milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
    /** @type {Promise<number>} bytes per second */
    this.measured = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  /** @param {number} bytes that have arrived */
  add(bytes) {
    const time = this.#now();
    if (this.#began === null) {
      this.#began = time;
      return;
    }
    this.#bytes += bytes;
    if (this.#bytes >= ENOUGH || time - this.#began >= LONG_ENOUGH) this.end();
  }

  /** Make do with what is known: all that was to be measured is there. */
  end() {
    const milliseconds = this.#now() - (this.#began ?? this.#now());
    this.#tell(milliseconds > 0 ? (1000 * this.#bytes) / milliseconds : Infinity);
  }
}

/**
 * How many times slower than the reference this machine is.
 *
 * @param {() => number} now a clock in milliseconds
 */
export function slowness(now = () => performance.now()) {
  let least = Infinity;
  for (let i = 0; i < TRIES; i++) least = Math.min(least, timeOfWork(now));
  return least / REFERENCE;
}

/** @param {() => number} now */
function timeOfWork(now) {
  const begin = now();
  let value = 1;
  for (let i = 0; i < ROUNDS; i++) value = (Math.imul(value, 1_103_515_245) + 12_345) | 0;
  return value === 0 ? Infinity : now() - begin; // the value is asked for, so it is computed
}

/**
 * The way by which one can play sooner.
 *
 * @param {Record<keyof typeof START, number>} left bytes that each has still to download
 * @param {number} rate bytes per second
 * @param {number} slow how many times slower than the reference the machine is
 */
export function soonest(left, rate, slow) {
  /** @param {keyof typeof START} way */
  const seconds = (way) => left[way] / rate + START[way] * slow;
  return seconds("fromSnapshot") <= seconds("fromBeginning") ? "fromSnapshot" : "fromBeginning";
}
