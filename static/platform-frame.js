// In a small package: the frame with the page of the playground, which lies elsewhere, and what goes
// between it and the learning platform, which only this page can reach.

import { isWork } from "./launch-messages.js";
import { VERSION } from "./message-check.js";
import { launchPlatform } from "./platform.js";

/** Milliseconds until it is said that the playground does not answer. */
const PATIENCE = 20_000;

/** One launch of the exercise in a frame, from its beginning until the page is left. */
export class PlatformFrame {
  #frame;
  #page;
  #warn;
  #platform;
  /** @type {PlatformProblem | null} */
  #problem = null;
  #isAnswered = false;
  #requests = 0;
  /** Number of the request that has told the page of the launch. */
  #launch = -1;

  /**
   * @param {HTMLIFrameElement} frame
   * @param {string} page the address that it shall show
   * @param {string | null} launch as for launchPlatform
   * @param {(isSilent: boolean) => void} warn told whether the page does not answer
   */
  constructor(frame, page, launch, warn) {
    this.#frame = frame;
    this.#page = new URL(page);
    this.#page.searchParams.append("origin", location.origin);
    this.#warn = warn;
    // Before the launch listens, which ends when the page is left.
    addEventListener("pagehide", () => this.#platform?.flush());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#platform?.resume());
    addEventListener("message", (event) => this.#receive(event));
    this.#platform = launchPlatform(launch, (problem) => this.#report(problem));
  }

  /** Load the page; whenever it has been loaded, it is told what the platform knows. */
  open() {
    this.#frame.addEventListener("load", () => this.#begin());
    this.#frame.src = this.#page.href;
    setTimeout(() => this.#isAnswered || this.#warn(true), PATIENCE);
  }

  #begin() {
    const platform = this.#platform;
    this.#launch = this.#ask("launch", {
      exercise: platform?.exercise ?? "",
      state: platform?.state ?? "",
      place: platform?.place ?? "alone",
      room: platform?.room ?? 1,
    });
  }

  /** @param {PlatformProblem | null} problem */
  #report(problem) {
    this.#problem = problem;
    if (this.#isAnswered) this.#ask("problem", problem);
  }

  /**
   * @param {"launch" | "problem"} verb
   * @param {unknown} content
   */
  #ask(verb, content) {
    this.#requests += 1;
    const request = { playground: VERSION, id: this.#requests, verb, arguments: [content] };
    this.#frame.contentWindow?.postMessage(request, this.#page.origin);
    return this.#requests;
  }

  /** @param {MessageEvent} event */
  #receive({ data, origin, source }) {
    const isOurs = source === this.#frame.contentWindow && origin === this.#page.origin;
    if (!isOurs || data?.playground !== VERSION) return;
    if (data.id === this.#launch && data.error === undefined) this.#answered();
    if (data.event === "work" && isWork(data.detail)) this.#platform?.handIn(data.detail);
    if (data.event === "finish") this.#platform?.finish();
  }

  #answered() {
    this.#isAnswered = true;
    this.#warn(false);
    if (this.#problem !== null) this.#ask("problem", this.#problem);
  }
}
