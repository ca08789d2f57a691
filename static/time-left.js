// How long a download is going to take, told so that it does not jump.

/** Milliseconds over which the rate is an average, and before which nothing is told. */
const MEMORY = 4000;
const FIRST = 1500;

/** Milliseconds of which one piece of the download tells nothing: pieces come in bursts. */
const BURST = 100;

/** What was told stays, and is counted down, while it is off by no more than these shares. */
const TOO_MUCH = 0.25;
const TOO_LITTLE = 0.5;

/** Seconds; of fewer, what is off is as large as of these. */
const SHORT = 4;

/** Estimates the seconds left. */
export class TimeLeft {
  #now;
  #rate = 0;
  /** @type {{ time: number, loaded: number } | null} */
  #begin = null;
  #last = { time: 0, loaded: 0 };
  #told = { time: 0, seconds: Infinity };

  /** @param {() => number} now a clock in milliseconds */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Seconds to tell; null while nothing is known.
   *
   * @param {number} loaded bytes
   * @param {number} total bytes
   */
  seconds(loaded, total) {
    const time = this.#now();
    if (this.#begin === null || loaded < this.#last.loaded) this.#restart(time, loaded);
    else this.#learn(time, loaded);
    if (this.#begin === null || time - this.#begin.time < FIRST || this.#rate === 0) return null;
    return this.#tell(time, (total - loaded) / this.#rate);
  }

  /**
   * @param {number} time
   * @param {number} loaded
   */
  #restart(time, loaded) {
    this.#begin = this.#last = { time, loaded };
    this.#rate = 0;
    this.#told = { time, seconds: Infinity };
  }

  /**
   * @param {number} time
   * @param {number} loaded
   */
  #learn(time, loaded) {
    const past = time - this.#last.time;
    if (this.#begin === null || past < BURST) return;
    const sinceBegin = time - this.#begin.time;
    const share = sinceBegin < MEMORY ? past / sinceBegin : 1 - Math.exp(-past / MEMORY);
    this.#rate += share * ((1000 * (loaded - this.#last.loaded)) / past - this.#rate);
    this.#last = { time, loaded };
  }

  /**
   * Count down what was told, unless it has become wrong.
   *
   * @param {number} time
   * @param {number} estimate
   */
  #tell(time, estimate) {
    const expected = this.#told.seconds - (time - this.#told.time) / 1000;
    const off = (estimate - expected) / Math.max(estimate, SHORT);
    const isFine = -TOO_MUCH <= off && off <= TOO_LITTLE;
    if (!isFine) this.#told = { time, seconds: estimate };
    return rounded(Math.max(isFine ? expected : estimate, 0));
  }
}

/** @param {number} seconds */
function rounded(seconds) {
  const step = seconds > 60 ? 15 : seconds > 15 ? 5 : 1;
  return Math.max(1, Math.ceil(seconds / step) * step);
}
