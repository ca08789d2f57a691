// Shows the texts of frames in the page, and joins the page's own parts to Bokeh's document.

import { watchPlaces } from "./accessibility.js";
import { linkIn, opensMore, withLink } from "./address.js";
import { refuseLargeFiles } from "./delivery.js";
import { Dock } from "./dock.js";
import { fitDrawerBar } from "./drawer-bar.js";
import { elementById, elements, showText } from "./elements.js";
import { keepFocus } from "./focus.js";
import { columnsOf, requireSource } from "./frames.js";
import "./help.js";
import { keepInSight } from "./in-sight.js";
import { showFirst } from "./live-text.js";
import { mailbox } from "./mailbox.js";
import { NetworkPointer } from "./network.js";
import "./print.js";
import "./storage.js";

/** Milliseconds; browsers refuse an address that changes too often, as while a slider is dragged. */
const PERMALINK_DELAY = 250;

/** How many addresses the page remembers to have had. */
const EARLIER = 50;

/** Places of controls; those of figures are named after what they show. */
const LOCKABLE = "[data-root]:not(.figure-place), [data-lock]";

/** What ends the time of a message: something is pressed or entered. */
const DEEDS = ["click", "input"];

/** The one page, whatever document is shown in it. */
export class Page {
  /** Called when the user does something, except about messages. */
  onDeed = () => {};

  /** Called when the exercise of the address is there, or cannot be had. */
  onOpened = () => {};

  #notices = elementById("notices", HTMLElement);
  #message = elementById("message", HTMLElement);
  /** The ways out of what the message says. */
  #ways = elements(".message .recover");
  #drawer = elementById("drawer", HTMLElement);
  #drawerContent = elementById("drawer-content", HTMLElement);
  #exercise = elementById("exercise", HTMLElement);
  #editor = elementById("editor", HTMLElement);
  #dock = new Dock();
  #network = elementById("network", HTMLElement);
  #places = elements("[data-value]");
  #steppers = elements("[data-layer]");
  #hideable = elements("[data-root], [data-hide]");
  #lockable = elements(LOCKABLE);
  #drawerButtons = elements("[data-drawer]");
  #signs = elements(".sign, .scale:not(.confidence)");
  #confidence = elements(".confidence");
  #classes = elements(".class");
  #whole = document.querySelector("a#whole");
  #dark = matchMedia("(prefers-color-scheme: dark)");

  #root = document.documentElement.classList;
  /** What is not to be used before the exercise is there. */
  #opening = elements(".opening :is(.bar, main, .drawers)");
  /** @type {NetworkPointer | null} */
  #pointer = null;
  #shownClasses = "";
  #shownDrawer = "";
  /** The one that is shown, or that is going to be once all that it needs is there. */
  #wantedDrawer = "";
  #shownLocks = "";
  /** @type {string | null} */
  #shownLayers = null;
  #permalink = "";
  #linkKeys = document.body.dataset.settings ?? "";
  #shownNotice = 0;
  /** @type {string | null} */
  #shownHidden = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #permalinkTimer;
  /** @type {string[]} */
  #earlierAddresses = [];

  constructor() {
    fitDrawerBar();
    elementById("dismiss", HTMLElement).addEventListener("click", () => this.#dismiss());
    elementById("close-status", HTMLElement).addEventListener("click", () => this.onDeed());
    for (const deed of DEEDS) {
      addEventListener(deed, (event) => this.#leaveMessage(event), { capture: true });
    }
    elementById("close-drawer", HTMLElement).addEventListener("click", () => this.#closeDrawer());
    refuseLargeFiles(() => mailbox.post("file_refused"));
    this.#dark.addEventListener("change", () => mailbox.post("theme", this.#theme));
    for (const button of this.#drawerButtons) {
      button.addEventListener("click", () => this.#press(button));
    }
    for (const part of this.#opening) part.inert = true;
    this.#showWhole();
  }

  /**
   * Join the page to a document that has just been embedded.
   *
   * @param {BokehDocument} bokehDocument
   * @param {string} [address] of the built page's folder; empty if another server shows the page
   */
  join(bokehDocument, address = "") {
    this.#pointer?.disconnect();
    mailbox.join(bokehDocument);
    mailbox.post("hello", { address, theme: this.#theme });
    this.#pointer = new NetworkPointer(bokehDocument);
    watchPlaces();
    rememberDrawers(bokehDocument);
    const status = requireSource(bokehDocument, "status");
    this.#permalink = columnsOf(status).permalink[0];
    const show = () => {
      const texts = firstRow(columnsOf(status));
      this.#showTexts(texts);
      if (texts.permalink !== this.#permalink) {
        this.#permalink = texts.permalink;
        this.#showPermalink();
      }
      return texts;
    };
    status.properties.data.change.connect(() => this.#open(show()));
    show();
  }

  /** Whether the exercise of the address is not there yet. */
  get isOpening() {
    return this.#opening.length > 0;
  }

  /** The link to what is shown, with the drawer that is open or about to be. */
  get place() {
    const open = this.#wantedDrawer === "" ? [] : [`open=${this.#wantedDrawer}`];
    return [...(this.#permalink === "" ? [] : [this.#permalink]), ...open].join("&");
  }

  /**
   * Let the rest be seen when the exercise of the address is there, or cannot be had.
   *
   * @param {StatusTexts} texts
   */
  #open({ exercise, awaited }) {
    if (this.#opening.length === 0 || awaited !== "") return;
    for (const part of this.#opening.splice(0)) part.inert = false;
    this.#root.remove("opening");
    this.#root.toggle("with-exercise", exercise !== "");
    this.onOpened();
  }

  /** What the address says, or is going to say in a moment. */
  get permalink() {
    return this.#permalink;
  }

  get #theme() {
    return this.#dark.matches ? "dark" : "light";
  }

  #dismiss() {
    mailbox.post("dismiss", this.#shownNotice);
  }

  /**
   * A message has been read when the user goes on, unless it offers a way out of what it says.
   *
   * @param {Event} event
   */
  #leaveMessage(event) {
    if (event.composedPath().includes(this.#notices)) return;
    this.onDeed();
    if (!this.#message.hidden && !this.#ways.some(isShown)) this.#dismiss();
  }

  /** @param {HTMLElement} button */
  #press(button) {
    const name = button.dataset.drawer ?? "";
    const isOpen = this.#shownDrawer === name;
    if (isOpen && this.#editor.contains(button)) this.#drawer.scrollIntoView();
    else this.#want(isOpen ? "" : name);
  }

  /** @param {string} name of the drawer to open; an empty one closes what is open */
  #want(name) {
    this.#wantedDrawer = name;
    mailbox.post("drawer", name);
  }

  /** The focus goes back to the button that opens it again. */
  #closeDrawer() {
    const name = this.#shownDrawer;
    this.#want("");
    const buttons = this.#drawerButtons.filter((button) => button.dataset.drawer === name);
    buttons.find((button) => button.offsetHeight > 0 && button.closest(".drawers"))?.focus();
  }

  /** @param {StatusTexts} texts */
  #showTexts(texts) {
    for (const place of this.#places) showText(place, texts[place.dataset.value ?? ""]);
    this.#stageLayers(texts.hidden);
    this.#showClasses(texts.classes);
    this.#hideParts(texts.hide);
    this.#showExercise(texts.exercise);
    this.#showLocks(texts.locked);
    this.#showMessage(texts.message, Number(texts.notice));
    this.#pointer?.showSelected(texts.selected);
    this.#pointer?.showMarked(texts.marked);
    this.#dock.follow(texts.drawer !== "", texts.exercise !== "");
    this.#showDrawer(texts.drawer);
  }

  /**
   * @param {string} message
   * @param {number} notice its number
   */
  #showMessage(message, notice) {
    if (this.#message.hidden === (message === "") && notice === this.#shownNotice) return;
    this.#message.hidden = message === "";
    this.#shownNotice = notice;
    keepFocus();
  }

  /**
   * More than two classes have marks of their own, and no scale from -1 to +1.
   *
   * @param {string} text
   */
  #showClasses(text) {
    if (text === this.#shownClasses) return;
    this.#shownClasses = text;
    const names = text === "" ? [] : text.split("\n");
    this.#root.toggle("classes", names.length > 0);
    for (const sign of this.#signs) sign.hidden = names.length > 0;
    for (const confidence of this.#confidence) confidence.hidden = names.length === 0;
    for (const [i, item] of this.#classes.entries()) {
      item.hidden = i >= names.length;
      if (item.lastElementChild) item.lastElementChild.textContent = names[i] ?? "";
    }
  }

  /** @param {string} text */
  #hideParts(text) {
    if (text === this.#shownHidden) return;
    this.#shownHidden = text;
    const names = new Set(text.split(","));
    for (const part of this.#hideable) {
      const own = part.dataset.hide ?? part.dataset.root ?? "";
      part.hidden = own.split(" ").some((name) => names.has(name));
    }
    keepFocus();
  }

  /**
   * The task stands beside the playground as long as there is one.
   *
   * @param {string} title
   */
  #showExercise(title) {
    const exercise = this.#exercise;
    if (exercise.getAttribute("aria-label") === title) return;
    exercise.hidden = title === "";
    exercise.setAttribute("aria-label", title);
    if (this.#opening.length === 0) this.#root.toggle("with-exercise", title !== "");
    exercise.scrollTop = 0;
    if (title !== "") exercise.focus({ preventScroll: true });
  }

  /** @param {string} text */
  #showLocks(text) {
    if (text === this.#shownLocks) return;
    this.#shownLocks = text;
    const names = new Set(text.split(","));
    for (const part of this.#lockable) {
      const isLocked = names.has(part.dataset.lock ?? part.dataset.root ?? "");
      part.classList.toggle("locked", isLocked);
      if (isLocked) part.title = document.body.dataset.locked ?? "";
      else part.removeAttribute("title");
    }
  }

  /** @param {string} name */
  #showDrawer(name) {
    if (name === this.#shownDrawer) return;
    const drawer = this.#drawer;
    this.#shownDrawer = name;
    this.#wantedDrawer = name;
    drawer.hidden = name === "";
    for (const button of this.#drawerButtons) {
      const isOpen = button.dataset.drawer === name;
      button.setAttribute("aria-expanded", String(isOpen));
      if (isOpen && !this.#editor.contains(button)) {
        drawer.setAttribute("aria-label", button.textContent);
      }
    }
    if (name === "") return;
    this.#drawerContent.scrollTop = 0;
    showFirst();
    if (!this.#dock.isBeside) keepInSight(drawer);
  }

  /** @param {string} text numbers of neurons, by commas */
  #stageLayers(text) {
    if (text === this.#shownLayers) return;
    this.#shownLayers = text;
    const hidden = text === "" ? [] : text.split(",");
    this.#network.style.setProperty("--layers", String(hidden.length));
    for (const stepper of this.#steppers) {
      const count = hidden[Number(stepper.dataset.layer)];
      stepper.hidden = count === undefined;
      const figure = stepper.querySelector("[data-neurons]");
      if (figure && figure.textContent !== (count ?? "")) figure.textContent = count ?? "";
    }
  }

  /** The link in the page's address. */
  get link() {
    return this.linkIn(location);
  }

  /**
   * The link in an address of the page.
   *
   * @param {Location | URL} address
   */
  linkIn(address) {
    return linkIn(address, this.#linkKeys);
  }

  /** Replace a link that has been taken up, however it was spelled, by the proper one. */
  settleAddress() {
    if (!opensMore(this.link)) this.#showPermalink();
  }

  #showPermalink() {
    clearTimeout(this.#permalinkTimer);
    this.#permalinkTimer = setTimeout(() => {
      this.#permalinkTimer = undefined;
      this.#earlierAddresses = [...this.#earlierAddresses.slice(-EARLIER), location.href];
      history.replaceState(null, "", this.#properAddress);
      this.#showWhole();
    }, PERMALINK_DELAY);
  }

  get #properAddress() {
    return new URL(withLink(location, this.#linkKeys, this.#permalink), location.href).href;
  }

  /** Which address the page has, or is going to have in a moment, and which it has had before. */
  get addresses() {
    const isWaiting = this.#permalinkTimer !== undefined;
    const address = isWaiting ? this.#properAddress : location.href;
    return { address, earlier: [...this.#earlierAddresses, location.href] };
  }

  /** In a frame there is a link to the whole page, with the same settings. */
  #showWhole() {
    this.#whole?.setAttribute("href", `./${location.hash}`);
  }
}

/**
 * @param {Sources["status"]} columns
 * @returns {StatusTexts}
 */
function firstRow(columns) {
  const row = Object.entries(columns).map(([name, [value]]) => [name, value]);
  return Object.fromEntries(row);
}

/** @param {HTMLElement} place of a component, which has no size while it is invisible */
function isShown({ offsetHeight }) {
  return offsetHeight > 0;
}

/**
 * Let Bokeh take notice at once of what a drawer shows now.
 *
 * It would forget the models of a closed one half a minute later, and only at rest; until then
 * another drawer's sources of the same names would not be found. It takes notice when the whole patch
 * is applied: what a drawer draws on other figures may come later in it than the drawer itself.
 *
 * @param {BokehDocument} bokehDocument
 */
function rememberDrawers(bokehDocument) {
  for (const name of ["drawer", "exercise"]) {
    const root = /** @type {BokehLayout} */ (bokehDocument.get_model_by_name(name));
    root.properties.children.change.connect(() => {
      queueMicrotask(() => bokehDocument._recompute_all_models());
    });
  }
}
