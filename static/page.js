// Shows the texts of frames in the page, and joins the page's own parts to Bokeh's document.

import { watchPlaces } from "./accessibility.js";
import { refuseLargeFiles } from "./delivery.js";
import { columnsOf, findSource } from "./frames.js";
import "./live-text.js";
import { mailbox } from "./mailbox.js";
import { NetworkPointer } from "./network.js";
import "./storage.js";

const PERMALINK_DELAY = 250;

/** Places of controls; those of figures are named after what they show. */
const LOCKABLE = "[data-root]:not(.figure-place), [data-lock]";

const places = [...document.querySelectorAll("[data-value]")];
const steppers = [...document.querySelectorAll("[data-layer]")];
const message = document.getElementById("message");

const hideable = [...document.querySelectorAll("[data-root], [data-hide]")];
const signs = [...document.querySelectorAll(".sign, .scale:not(.confidence)")];
const classes = [...document.querySelectorAll(".class")];
const confidence = document.querySelector(".confidence");
const drawerButtons = [...document.querySelectorAll("[data-drawer]")];
const drawer = document.getElementById("drawer");
const exercise = document.getElementById("exercise");
const lockable = [...document.querySelectorAll(LOCKABLE)];
const card = document.getElementById("editor");
const whole = document.getElementById("whole");
const dark = matchMedia("(prefers-color-scheme: dark)");

let pointer = null;
let shownClasses = "";
let shownDrawer = "";
let shownLocks = "";
let permalinkTimer = 0;

document
  .getElementById("dismiss")
  .addEventListener("click", () => mailbox.post("dismiss"));

refuseLargeFiles(() => mailbox.post("file_refused"));

dark.addEventListener("change", () => mailbox.post("theme", theme()));
for (const button of drawerButtons) {
  const { drawer: name } = button.dataset;
  button.addEventListener("click", () => {
    const isOpen = shownDrawer === name;
    if (isOpen && card.contains(button)) drawer.scrollIntoView();
    else mailbox.post("drawer", isOpen ? "" : name);
  });
}

showWhole();

/**
 * Join the page to a document that has just been embedded.
 *
 * @param address of the built page's folder; empty if another server shows the page
 */
export function join(bokehDocument, address = "") {
  pointer?.disconnect();
  mailbox.join(bokehDocument);
  mailbox.post("hello", { address, theme: theme() });
  pointer = new NetworkPointer(bokehDocument);
  watchPlaces();
  // Bokeh would forget the models of a closed drawer half a minute later, and only at rest; until
  // then another drawer's sources of the same names would not be found.
  for (const name of ["drawer", "exercise"]) {
    const { children } = bokehDocument.get_model_by_name(name).properties;
    children.change.connect(() => bokehDocument._recompute_all_models());
  }
  const status = findSource(bokehDocument, "status");
  let permalink = columnsOf(status).permalink[0];
  const show = () => {
    const texts = Object.fromEntries(
      Object.entries(columnsOf(status)).map(([name, [value]]) => [name, value]),
    );
    showTexts(texts);
    if (texts.permalink !== permalink) showPermalink((permalink = texts.permalink));
  };
  status.properties.data.change.connect(show);
  show();
}

function showTexts(texts) {
  for (const place of places) {
    const value = texts[place.dataset.value];
    if (place.textContent !== value) place.textContent = value;
  }
  const hidden = texts.hidden === "" ? [] : texts.hidden.split(",");
  stageLayers(hidden);
  showClasses(texts.classes);
  hideParts(new Set(texts.hide.split(",")));
  showExercise(texts.exercise);
  showLocks(texts.locked);
  message.hidden = texts.message === "";
  pointer.showSelected(texts.selected);
  showDrawer(texts.drawer);
}

/** More than two classes have marks of their own, and no scale from -1 to +1. */
function showClasses(text) {
  if (text === shownClasses) return;
  shownClasses = text;
  const names = text === "" ? [] : text.split("\n");
  for (const item of signs) item.hidden = names.length > 0;
  confidence.hidden = names.length === 0;
  for (const [i, item] of classes.entries()) {
    item.hidden = i >= names.length;
    item.lastElementChild.textContent = names[i] ?? "";
  }
}

function hideParts(names) {
  for (const part of hideable) {
    const own = part.dataset.hide ?? part.dataset.root;
    part.hidden = own.split(" ").some((name) => names.has(name));
  }
}

/** The task stands beside the playground as long as there is one. */
function showExercise(title) {
  if (exercise.getAttribute("aria-label") === title) return;
  exercise.hidden = title === "";
  exercise.setAttribute("aria-label", title);
  document.body.classList.toggle("with-exercise", title !== "");
  exercise.scrollTop = 0;
  if (title !== "") exercise.focus({ preventScroll: true });
}

function showLocks(text) {
  if (text === shownLocks) return;
  shownLocks = text;
  const names = new Set(text.split(","));
  for (const part of lockable) {
    const isLocked = names.has(part.dataset.lock ?? part.dataset.root);
    part.classList.toggle("locked", isLocked);
    if (isLocked) part.title = document.body.dataset.locked;
    else part.removeAttribute("title");
  }
}

const theme = () => (dark.matches ? "dark" : "light");

function showDrawer(name) {
  const wasOpen = !drawer.hidden;
  shownDrawer = name;
  drawer.hidden = name === "";
  for (const button of drawerButtons) {
    const isOpen = button.dataset.drawer === name;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen && !card.contains(button)) drawer.setAttribute("aria-label", button.textContent);
  }
  if (!wasOpen && !drawer.hidden) keepInSight();
}

/** Scroll to the drawer, whose content comes a moment later, until the user does anything else. */
function keepInSight() {
  const observer = new ResizeObserver(() => drawer.scrollIntoView({ block: "nearest" }));
  observer.observe(drawer);
  for (const action of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(action, () => observer.disconnect(), { once: true, passive: true });
  }
}

function stageLayers(hidden) {
  document.getElementById("network").style.setProperty("--layers", hidden.length);
  for (const stepper of steppers) {
    const count = hidden[Number(stepper.dataset.layer)];
    stepper.hidden = count === undefined;
    const figure = stepper.querySelector("[data-neurons]");
    if (figure.textContent !== (count ?? "")) figure.textContent = count ?? "";
  }
}

// Browsers refuse an address that changes too often, as it would while a slider is dragged.
function showPermalink(permalink) {
  clearTimeout(permalinkTimer);
  permalinkTimer = setTimeout(() => {
    const address = location.pathname + location.search;
    history.replaceState(null, "", permalink === "" ? address : `${address}#${permalink}`);
    showWhole();
  }, PERMALINK_DELAY);
}

/** In a frame there is a link to the whole page, with the same settings. */
function showWhole() {
  if (whole !== null) whole.href = `./${location.hash}`;
}
