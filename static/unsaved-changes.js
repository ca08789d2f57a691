// What was changed just before the page was left, and had reached neither Python nor the address.

const KEY = "playground.unsaved";

/** Attributes by which widgets say what was chosen. */
const VALUES = ["value", "active"];

/** What is typed into. */
const FIELD = "textarea, input:not([type]), input[type=text], input[type=number]";

/**
 * Keep what has to be changed again, for this tab when it loads the same address.
 *
 * @param {Unsaved} unsaved
 */
export function keepUnsaved(unsaved) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ href: location.href, ...unsaved }));
  } catch {
    // A browser that keeps nothing has lost it.
  }
}

/**
 * Take what was kept, once; null if that is nothing, or for another address.
 *
 * @returns {Unsaved | null}
 */
export function takeUnsaved() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    return kept?.href === location.href ? kept : null;
  } catch {
    return null;
  }
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
