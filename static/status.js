// The status region of the page: progress of the start, and errors in plain language.

import { elementById, scriptTexts } from "./elements.js";

let failed = false;

/**
 * Name the stage of the start and, while downloading, how far it is.
 *
 * @param {StartStage} stage
 * @param {number} loaded bytes
 * @param {number} total bytes; 0 where they are not counted
 */
export function showProgress(stage, loaded, total) {
  if (failed) return;
  const texts = scriptTexts();
  const { line, bar } = parts();
  line.textContent = texts[`status.${stage}`];
  bar.hidden = false;
  if (total > 0) {
    bar.max = total;
    bar.value = loaded;
  } else {
    bar.removeAttribute("value");
  }
}

/** All is well: the start is over, or what is done after an error succeeds. */
export function showReady() {
  failed = false;
  const texts = scriptTexts();
  const { region, line, bar, retry, dismiss } = parts();
  region.classList.remove("failed");
  line.textContent = texts["status.ready"];
  bar.hidden = true;
  retry.hidden = true;
  dismiss.hidden = true;
}

/** Take the error that the page survived away, if there is one. */
export function forgetError() {
  if (parts().region.classList.contains("failed") && !failed) showReady();
}

/**
 * Say what failed; offer another try unless the page still works.
 *
 * @param {ErrorStage} stage
 * @param {string | null | undefined} what the file that could not be loaded, if it is one
 * @param {string} message
 */
export function showError(stage, what, message) {
  const texts = scriptTexts();
  const { region, line, bar, retry, dismiss } = parts();
  const text = what ? texts["error.load"].replace("{what}", () => what) : texts["error.python"];
  line.textContent = text.replace("{message}", () => message);
  bar.hidden = true;
  retry.hidden = stage === "run";
  dismiss.hidden = stage !== "run";
  region.classList.add("failed");
  failed = stage !== "run";
}

function parts() {
  return {
    region: elementById("status", HTMLElement),
    line: elementById("status-text", HTMLElement),
    bar: elementById("status-progress", HTMLProgressElement),
    retry: elementById("retry", HTMLButtonElement),
    dismiss: elementById("close-status", HTMLButtonElement),
  };
}
