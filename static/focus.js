// Keeps the keyboard's place: a control that is drawn anew, disabled or hidden while it has the
// focus would give it to nobody, and the next key would do nothing or scroll the page.

const FOCUSABLE = "button, input, select, textarea, summary, a[href], [tabindex]";

/**
 * Where the focus is.
 *
 * @typedef {object} Place
 * @property {HTMLElement} element
 * @property {readonly Element[]} around what it lies in, from the inside out, through shadow roots
 * @property {Document | ShadowRoot} root
 * @property {number} index among what can have the focus in that root
 * @property {boolean} isVisible whether a ring shows it, as for those who use the keyboard
 */

/** Frames for which a widget that is being drawn is waited for, and its style sheet. */
const STEPS = 4;
const PATIENCE = 120;

/** @type {Place | null} */
let place = null;
/** Frames since the focus was lost. */
let waited = 0;

addEventListener("focusin", (event) => {
  const [element, ...path] = event.composedPath();
  if (!(element instanceof HTMLElement)) return;
  const root = /** @type {Document | ShadowRoot} */ (element.getRootNode());
  place = {
    element,
    around: path.filter((part) => part instanceof Element),
    root,
    index: focusableIn(root).indexOf(element),
    isVisible: element.matches(":focus-visible"),
  };
});

addEventListener("focusout", (event) => {
  const [left] = event.composedPath();
  if (place?.element !== left) return;
  if (!isUsable(place.element)) keepFocus();
  else setTimeout(() => forgetUnless(left));
});

/**
 * Somebody has taken the focus away on purpose if it could have stayed.
 *
 * @param {EventTarget} left
 */
function forgetUnless(left) {
  if (place?.element !== left) return;
  if (isUsable(place.element) && deepActiveElement() !== place.element) place = null;
  else keepFocus();
}

/** Give the focus back if its element loses it without the user's doing. */
export function keepFocus() {
  if (place === null || isElsewhere(place.element) || waited > 0) return;
  if (deepActiveElement() !== place.element || !isUsable(place.element)) wait();
}

function wait() {
  waited += 1;
  requestAnimationFrame(giveBack);
}

// A widget is drawn anew in several steps, and cannot have the focus before its style sheet is there.
function giveBack() {
  if (place === null || isElsewhere(place.element)) {
    waited = 0;
    return;
  }
  const present = presentOf(place);
  const isThere = present !== undefined && isUsable(present);
  if (!isThere && waited < (present && isUnstyled(present) ? PATIENCE : STEPS)) {
    wait();
    return;
  }
  waited = 0;
  const heir = isThere ? present : neighbourOf(place);
  const { isVisible } = place;
  // What Firefox can be told, other browsers guess.
  heir?.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: isVisible }));
}

/**
 * Whether another element has the focus now.
 *
 * @param {HTMLElement} element
 */
function isElsewhere(element) {
  const holder = deepActiveElement();
  return holder !== null && holder !== document.body && holder !== element;
}

/**
 * The element of a place, or the one that was drawn instead of it.
 *
 * @param {Place} place
 * @returns {HTMLElement | undefined}
 */
function presentOf({ element, root, index }) {
  if (element.isConnected) return element;
  return root === document ? undefined : focusableIn(root)[index];
}

/**
 * Whether an element waits for its style sheet: until that is there it cannot have the focus.
 *
 * @param {HTMLElement} element
 */
function isUnstyled(element) {
  return element.checkVisibility() && !element.checkVisibility({ visibilityProperty: true });
}

/**
 * What the next press of the Tab key would have reached, or the one before.
 *
 * @param {Place} lost
 */
function neighbourOf({ element, around }) {
  const anchor = [element, ...around].find((part) => part.isConnected);
  const all = [...everyElement(document.body)];
  const start = all.findIndex((part) => part === anchor);
  return all.slice(start).find(isStop) ?? all.slice(0, start).findLast(isStop);
}

/**
 * All elements below a node in their order, through shadow roots.
 *
 * @param {ParentNode} node
 * @returns {Generator<HTMLElement>}
 */
function* everyElement(node) {
  for (const child of node.children) {
    if (child instanceof HTMLElement) yield child;
    if (child.shadowRoot !== null) yield* everyElement(child.shadowRoot);
    yield* everyElement(child);
  }
}

/**
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
function focusableIn(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((found) => found instanceof HTMLElement);
}

/** @param {HTMLElement} element */
function isStop(element) {
  return element.tabIndex >= 0 && element.matches(FOCUSABLE) && isUsable(element);
}

/**
 * Whether an element can have the focus.
 *
 * @param {HTMLElement} element
 */
function isUsable(element) {
  const isSeen = element.isConnected && element.checkVisibility({ visibilityProperty: true });
  return isSeen && !element.matches(":disabled");
}

function deepActiveElement() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
