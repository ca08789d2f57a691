// Shows the texts of frames in the page, and joins the page's own parts to Bokeh's document.

import { watchPlaces } from "./accessibility.js";
import { refuseLargeFiles, watchDeliveries } from "./delivery.js";
import { columnsOf, findSource } from "./frames.js";
import { watchRequests } from "./keeper.js";
import { NetworkPointer } from "./network.js";
import "./live.js";
import { PageState } from "./state.js";

const PERMALINK_DELAY = 250;

/** Places of controls; those of figures are named after what they show. */
const LOCKABLE = "[data-root]:not(.figure-place), [data-lock]";

const places = [...window.document.querySelectorAll("[data-value]")];
const steppers = [...window.document.querySelectorAll("[data-layer]")];
const message = window.document.getElementById("message");

const hideable = [...window.document.querySelectorAll("[data-root], [data-hide]")];
const signs = [...window.document.querySelectorAll(".sign, .scale:not(.confidence)")];
const classes = [...window.document.querySelectorAll(".class")];
const confidence = window.document.querySelector(".confidence");
const drawerButtons = [...window.document.querySelectorAll("[data-drawer]")];
const drawer = window.document.getElementById("drawer");
const exercise = window.document.getElementById("exercise");
const lockable = [...window.document.querySelectorAll(LOCKABLE)];
const card = window.document.getElementById("editor");
const whole = window.document.getElementById("whole");
const dark = matchMedia("(prefers-color-scheme: dark)");

let pointer = null;
let shownClasses = "";
let shownDrawer = "";
let drawerWishes = 0;
let shownLocks = "";
let state = null;
let permalinkTimer = 0;

window.document.getElementById("dismiss").addEventListener("click", () => {
  state?.set("dismissed", String(Number(state.get("dismissed")) + 1));
});

refuseLargeFiles(() => {
  state?.set("refused_files", String(Number(state.get("refused_files")) + 1));
});

dark.addEventListener("change", tellTheme);
for (const button of drawerButtons) {
  const { drawer: name } = button.dataset;
  button.addEventListener("click", () => {
    const isOpen = shownDrawer === name;
    if (isOpen && card.contains(button)) drawer.scrollIntoView();
    else askForDrawer(isOpen ? "" : name);
  });
}

showWhole();

/**
 * Join the page to a document that has just been embedded.
 *
 * @param address of the built page's folder; empty if another server shows the page
 */
export function join(document, address = "") {
  pointer?.disconnect();
  state = new PageState(document);
  state.set("address", address);
  pointer = new NetworkPointer(document, state);
  tellTheme();
  watchPlaces();
  watchDeliveries(document);
  watchRequests(document);
  // Bokeh would forget the models of a closed drawer half a minute later, and only at rest; until
  // then another drawer's sources of the same names would not be found.
  for (const name of ["drawer", "exercise"]) {
    const { children } = document.get_model_by_name(name).properties;
    children.change.connect(() => document._recompute_all_models());
  }
  const status = findSource(document, "status");
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
  pointer.showSelected(texts.selected, texts.asked);
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
  window.document.body.classList.toggle("with-exercise", title !== "");
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
    if (isLocked) part.title = window.document.body.dataset.locked;
    else part.removeAttribute("title");
  }
}

function tellTheme() {
  state?.set("theme", dark.matches ? "dark" : "light");
}

// Python opens and closes drawers too, so it is told each wish anew, even one it has heard before.
function askForDrawer(name) {
  drawerWishes += 1;
  state?.set("drawer", `${drawerWishes}:${name}`);
}

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
  window.document.getElementById("network").style.setProperty("--layers", hidden.length);
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
