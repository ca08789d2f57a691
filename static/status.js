// The status region of the page: progress of the start, and errors in plain language.

const texts = JSON.parse(document.getElementById("texts").textContent);
const region = document.getElementById("status");
const line = document.getElementById("status-text");
const bar = document.getElementById("status-progress");
const retry = document.getElementById("retry");

let failed = false;

/** Name the stage of the start and, while downloading, how far it is. */
export function showProgress(stage, loaded, total) {
  if (failed) return;
  line.textContent = texts[`status.${stage}`];
  bar.hidden = false;
  if (total > 0) {
    bar.max = total;
    bar.value = loaded;
  } else {
    bar.removeAttribute("value");
  }
}

/** All is well: the start is over, or training goes on after an error. */
export function showReady() {
  region.classList.remove("failed");
  line.textContent = texts["status.ready"];
  bar.hidden = true;
  retry.hidden = true;
}

/** Say what failed; offer another try unless the page still works. */
export function showError(stage, what, message) {
  const text = what ? texts["error.load"].replace("{what}", what) : texts["error.python"];
  line.textContent = text.replace("{message}", message);
  bar.hidden = true;
  retry.hidden = stage === "run";
  region.classList.add("failed");
  failed = stage !== "run";
}
