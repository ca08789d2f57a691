// Python's turns in the worker: between two of them the messages of the page get theirs.

/** Frames that may be under way to the screen; with more, a slow one would lag behind. */
const FRAMES_IN_FLIGHT = 2;

/** Gives one part of the program its turns as long as it has work and the page keeps up. */
export class Turns {
  /** Whether nobody sees what is done, so that nothing is. */
  isHidden = false;

  /** Milliseconds that the page took to draw the last frame. */
  screenTime = 0;

  #work;
  /** @type {Pick<Bridge, "busy" | "eager" | "wait"> | null} */
  #worker = null;
  #lastFrame = 0;
  /** @type {Set<number>} frames that were sent and are not on the screen yet */
  #underWay = new Set();
  // One reused channel posts the next turn behind the messages that have arrived meanwhile.
  #channel = new MessageChannel();
  #isPosted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {(mayDraw: boolean) => void} work what is done in a turn; it ends with goOn(). Something
   *   may be drawn as long as fewer than two frames are under way.
   */
  constructor(work) {
    this.#work = work;
    this.#channel.port1.onmessage = () => {
      this.#isPosted = false;
      this.#take();
    };
  }

  /**
   * Let the turns begin.
   *
   * @param {Pick<Bridge, "busy" | "eager" | "wait">} worker says whether there is work, in how
   *   many milliseconds, and whether it need not wait until it may draw
   */
  begin(worker) {
    this.#worker = worker;
  }

  /** End the turns: the page draws nothing any more of what it was sent so far, or does not say so. */
  end() {
    this.#worker = null;
    this.#underWay.clear();
  }

  /**
   * Take note of a frame that is being sent.
   *
   * @returns {number} its number, which no other one has
   */
  sent() {
    this.#lastFrame += 1;
    this.#underWay.add(this.#lastFrame);
    return this.#lastFrame;
  }

  /**
   * Take note of a frame that is on the screen.
   *
   * @param {number} frame its number
   * @param {number} milliseconds that it took to get there
   */
  acknowledged(frame, milliseconds) {
    if (this.#underWay.delete(frame)) this.screenTime = milliseconds;
  }

  /** Plan the next turn, as something may have changed. */
  goOn() {
    clearTimeout(this.#timer);
    if (this.#isPosted || !this.#mayWork()) return;
    const wait = this.#worker?.wait ?? 0;
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#take(), wait);
    } else {
      this.#isPosted = true;
      this.#channel.port2.postMessage(null);
    }
  }

  #take() {
    if (this.#mayWork()) this.#work(this.#mayDraw);
  }

  get #mayDraw() {
    return this.#underWay.size < FRAMES_IN_FLIGHT;
  }

  #mayWork() {
    const worker = this.#worker;
    return !this.isHidden && worker?.busy === true && (this.#mayDraw || worker.eager);
  }
}
