// What was changed just before the page was left, and had reached neither Python nor the address.

const KEY = "playground.unsaved";

/** Attributes by which widgets say what was chosen. */
const VALUES = ["value", "active"];

/** What is typed into. */
const FIELD = "textarea, input:not([type]), input[type=text], input[type=number]";

/**
 * Keep where the page was and what has to be changed again, for this tab when it loads it anew.
 *
 * @param {Left} left
 */
export function keepUnsaved(left) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(left));
  } catch {
    // A browser that keeps nothing has lost it.
  }
}

/**
 * Take what was kept, once, and let the address say what it said in the end: a browser loads the one
 * that it was when that was asked for. Null if another page was left.
 *
 * @returns {Left | null}
 */
export function takeUnsaved() {
  try {
    /** @type {Left | null} */
    const left = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (left === null) return null;
    sessionStorage.removeItem(KEY);
    const had = isReload() ? [left.address, ...left.earlier] : [left.address];
    if (!had.includes(location.href)) return null;
    history.replaceState(null, "", left.address);
    return left;
  } catch {
    return null;
  }
}

function isReload() {
  const [loading] = performance.getEntriesByType("navigation");
  return /** @type {PerformanceNavigationTiming} */ (loading).type === "reload";
}

/**
 * Those of some changes that can be made again by the names of their models.
 *
 * @param {readonly BokehChange[]} changes
 * @returns {ValueChange[]}
 */
export function valueChanges(changes) {
  return changes.flatMap(({ model: { id } = {}, attr = "", value }) =>
    id !== undefined && VALUES.includes(attr) ? [{ id, attr, value }] : [],
  );
}

/** Let a widget's field that was changed and has the focus still take what was typed. */
export function enterFocused() {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused?.matches(FIELD) || focused.closest("live-text") !== null) return;
  focused.dispatchEvent(new Event("change", { bubbles: true }));
}
