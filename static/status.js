// The status region of the page: progress of the start, and errors in plain language.

import { elementById, scriptTexts } from "./elements.js";

/** Stages of errors after which the page still works. */
export const SURVIVED = new Set(["run", "renewed"]);

let failed = false;

/**
 * Name the stage of the start and, while downloading, how far it is. Silence is over by that.
 *
 * @param {StartStage} stage
 * @param {number} loaded bytes
 * @param {number} total bytes; 0 where they are not counted
 */
export function showProgress(stage, loaded, total) {
  if (failed) return;
  const texts = scriptTexts();
  const { region, line, bar, retry } = parts();
  region.dataset.stage = stage;
  region.classList.remove("failed");
  retry.hidden = true;
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
 * @param {string} message what was said, or the key of a reason: "html", "silent", "type"
 */
export function showError(stage, what, message) {
  if (window.preflight.hasFailed) return;
  const texts = scriptTexts();
  const { region, line, bar, retry, dismiss } = parts();
  const reason = texts[`error.reason_${message}`] ?? message;
  const general = what ? texts["error.load"] : texts["error.python"];
  const text =
    /** @type {Partial<Record<ErrorStage, string>>} */ ({
      renewed: texts["error.renewed"],
      ended: texts["error.ended"],
    })[stage] ?? general;
  line.textContent = text.replace("{what}", () => what ?? "").replace("{message}", () => reason);
  bar.hidden = true;
  retry.hidden = stage === "run";
  dismiss.hidden = !SURVIVED.has(stage);
  region.classList.add("failed");
  failed = !SURVIVED.has(stage);
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
