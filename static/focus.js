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

/** @type {Place | null} */
let place = null;

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

// Somebody has taken the focus away on purpose if it could have stayed.
addEventListener("focusout", (event) => {
  const [left] = event.composedPath();
  setTimeout(() => {
    if (place?.element !== left) return;
    if (isUsable(place.element) && !hasFocus(place.element)) place = null;
    else keepFocus();
  });
});

/** Give the focus back if its element has lost it without the user's doing. */
export function keepFocus() {
  if (place === null || isUsable(place.element)) return;
  const holder = deepActiveElement();
  if (holder !== null && holder !== document.body && holder !== place.element) return;
  const { element, root, isVisible } = place;
  if (!element.isConnected && isUnstyled(root)) {
    root.addEventListener("load", keepFocus, { capture: true, once: true });
    return;
  }
  const heir = replacementOf(place) ?? neighbourOf(place);
  if (heir === undefined || heir === element) return;
  // What Firefox can be told, other browsers guess.
  heir.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: isVisible }));
}

/**
 * The element that was drawn in the place of another one.
 *
 * @param {Place} lost
 */
function replacementOf({ element, root, index }) {
  const isReplaced = !element.isConnected && root !== document;
  const found = isReplaced ? focusableIn(root)[index] : undefined;
  return found !== undefined && isUsable(found) ? found : undefined;
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

/**
 * Whether a root waits for its style sheet: until that is there nothing in it can have the focus.
 *
 * @param {Document | ShadowRoot} root
 */
function isUnstyled(root) {
  return [...root.querySelectorAll("link")].some(({ sheet }) => sheet === null);
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

/** @param {HTMLElement} element */
function hasFocus(element) {
  return deepActiveElement() === element;
}

function deepActiveElement() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
