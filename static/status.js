// The status region of the page: progress of the start, and errors in plain language.

import { elementById, scriptTexts } from "./elements.js";
import { spelled } from "./spelling.js";
import { TimeLeft } from "./time-left.js";

/** Stages of errors after which the page still works. */
export const SURVIVED = new Set(["run", "renewed"]);

const BYTES_PER_MB = 1e6;

const timeLeft = new TimeLeft();
let failed = false;

/**
 * Name the stage of the start and, while downloading, how far it is. Silence is over by that.
 *
 * @param {StartStage} stage
 * @param {number} loaded bytes
 * @param {number} total bytes; 0 where they are not known
 */
export function showProgress(stage, loaded, total) {
  if (failed || window.preflight.hasFailed) return;
  const texts = scriptTexts();
  const { region, line, bar, amount, retry } = parts();
  region.dataset.stage = stage;
  region.classList.remove("failed");
  retry.hidden = true;
  write(line, texts[`status.${stage}`]);
  bar.hidden = false;
  amount.textContent = amountText(loaded, total);
  amount.hidden = loaded === 0;
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
  const { region, line, bar, amount, retry, dismiss } = parts();
  region.classList.remove("failed");
  write(line, texts["status.ready"]);
  bar.hidden = amount.hidden = true;
  retry.hidden = true;
  dismiss.hidden = true;
}

/** What was awaited is there; an error that came meanwhile stays. */
export function endProgress() {
  if (!parts().region.classList.contains("failed")) showReady();
}

/** Take the error that the page survived away, if there is one. */
export function forgetError() {
  if (parts().region.classList.contains("failed") && !failed) showReady();
}

/**
 * Say what failed; offer another try unless the page still works. What the page has not survived is
 * the reason for whatever fails after it, and stays.
 *
 * @param {ErrorStage} stage
 * @param {string | null | undefined} what the file that could not be loaded, if it is one
 * @param {string} message what was said, or the key of a reason: "html", "silent", "damaged"
 */
export function showError(stage, what, message) {
  if (failed || window.preflight.hasFailed) return;
  const texts = scriptTexts();
  const { region, line, bar, amount, retry, dismiss } = parts();
  const reason = texts[`error.reason_${message}`] ?? message;
  const general = what ? texts["error.load"] : texts["error.python"];
  const text =
    /** @type {Partial<Record<ErrorStage, string>>} */ ({
      renewed: texts["error.renewed"],
      ended: texts["error.ended"],
    })[stage] ?? general;
  write(
    line,
    text.replace("{what}", () => what ?? "").replace("{message}", () => reason),
  );
  bar.hidden = amount.hidden = true;
  retry.hidden = stage === "run";
  dismiss.hidden = !SURVIVED.has(stage);
  region.classList.add("failed");
  failed = !SURVIVED.has(stage);
}

/**
 * How much has been downloaded, of how much, and how long the rest will take.
 *
 * @param {number} loaded
 * @param {number} total
 */
function amountText(loaded, total) {
  const texts = scriptTexts();
  const megabytes = (/** @type {number} */ bytes) => spelled((bytes / BYTES_PER_MB).toFixed(1));
  if (total === 0) return texts["status.loaded"].replace("{loaded}", megabytes(loaded));
  const seconds = timeLeft.seconds(loaded, total);
  return texts[seconds === null ? "status.amount" : "status.amount_time"]
    .replace("{loaded}", megabytes(loaded))
    .replace("{total}", megabytes(total))
    .replace("{seconds}", String(seconds));
}

/**
 * Say something that is no longer what the page's HTML says.
 *
 * @param {HTMLElement} line
 * @param {string} text
 */
function write(line, text) {
  line.removeAttribute("data-text");
  line.textContent = text;
}

function parts() {
  return {
    region: elementById("status", HTMLElement),
    line: elementById("status-text", HTMLElement),
    bar: elementById("status-progress", HTMLProgressElement),
    amount: elementById("status-amount", HTMLElement),
    retry: elementById("retry", HTMLButtonElement),
    dismiss: elementById("close-status", HTMLButtonElement),
  };
}
