// What helps on the page: its dialog and its keys. The helpers themselves are loaded on demand.

import { elementById, elements, rootElement } from "./elements.js";
import { signOf } from "./key-signs.js";
import { mailbox } from "./mailbox.js";
import { prefer, preference } from "./preferences.js";

/** Where a letter is a letter. */
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** What each key does, by its sign; the dialog lists them all. */
const DEEDS = {
  "?": () => showHelp(),
  p: () => press("play"),
  n: () => press("step"),
  r: () => press("reset"),
  w: () => mailbox.post("describe"),
  t: () => toggle(tone),
};

const dialog = /** @type {HTMLDialogElement} */ (elementById("help", HTMLElement));
const keys = elementById("help-keys", HTMLInputElement);
const tone = elementById("help-tone", HTMLInputElement);

addEventListener("focusin", () => explain(), { once: true });
addEventListener("pointerover", (event) => explain(event.composedPath()), { once: true });
mailbox.on("description", (sentences) =>
  import("./description.js").then(({ show }) => show(sentences)),
);
keys.checked = preference("keys", "on") === "on";
keys.addEventListener("change", () => prefer("keys", keys.checked ? "on" : "off"));
tone.addEventListener("change", () => useTone());
if (preference("tone", "off") === "on") toggle(tone);
for (const button of elements("[data-help]")) {
  button.addEventListener("click", () => HELPERS[button.dataset.help ?? ""]?.());
}
addEventListener("keydown", answer);
offerLanguages();

/** @type {Readonly<Record<string, () => unknown>>} what the buttons of the page call for */
const HELPERS = {
  open: showHelp,
  close: () => dialog.close(),
  describe: () => leaveFor(() => mailbox.post("describe")),
  tour: () => leaveFor(startTour),
  words: () => import("./words.js").then(({ list }) => list(elementById("words", HTMLElement))),
};

/** Show the tour; it is not shown by itself again. */
async function startTour() {
  prefer("tour", "seen");
  const { begin } = await import("./tour.js");
  begin();
}

/** Show the tour if nobody has seen it in this browser, and nothing else is going on. */
export function offerTour() {
  const isFrame =
    window.parent !== window || document.documentElement.classList.contains("compact");
  const isFree = document.activeElement === document.body && !isFrame;
  if (isFree && preference("tour", "") === "") startTour().catch(() => {});
}

/**
 * From the first touch of the page on whatever has a term is explained.
 *
 * @param {readonly EventTarget[]} [path] what the pointer is on already
 */
async function explain(path = []) {
  try {
    const { explanations } = await import("./explanations.js");
    explanations.consider(path);
  } catch {
    // Without a network at the first visit nothing is explained, and nothing else is lost.
  }
}

/** List the languages of the page by their own names; what is chosen is spoken at once. */
function offerLanguages() {
  const list = /** @type {HTMLSelectElement} */ (elementById("language", HTMLElement));
  const { known = [], language = "" } = window.opening ?? {};
  for (const { code, name } of known) list.append(new Option(name, code, false, code === language));
  list.addEventListener("change", () =>
    dispatchEvent(new CustomEvent("speak", { detail: list.value })),
  );
}

function showHelp() {
  if (!dialog.open) dialog.showModal();
}

/** @param {() => unknown} deed */
function leaveFor(deed) {
  dialog.close();
  deed();
}

/** @param {KeyboardEvent} event */
function answer(event) {
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const [inner] = event.composedPath();
  if (dialog.open || (inner instanceof Element && inner.matches(FIELDS))) return;
  const deed = /** @type {Record<string, () => void>} */ (DEEDS)[signOf(event)];
  if (deed === undefined) return;
  event.preventDefault();
  deed();
}

/**
 * Press the button of a place, unless it is locked.
 *
 * @param {string} place
 */
function press(place) {
  rootElement(place).lastElementChild?.shadowRoot?.querySelector("button")?.click();
}

/** @param {HTMLInputElement} box */
function toggle(box) {
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change"));
}

async function useTone() {
  prefer("tone", tone.checked ? "on" : "off");
  const { setTone } = await import("./tone.js");
  setTone(tone.checked);
}
