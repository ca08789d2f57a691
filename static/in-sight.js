// Keeps in sight what a link or a button has led to, while all around it still gets its size.

/** What users do when they look at something else. */
const ACTIONS = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * Scroll to a part, whose content comes a moment later, until the user does anything else.
 *
 * @param {HTMLElement} part
 * @param {HTMLElement} grows what changes its size until all is there
 * @param {ScrollLogicalPosition} block where the part shall be
 */
export function keepInSight(part, grows = part, block = "start") {
  const observer = new ResizeObserver(() => part.scrollIntoView({ block }));
  observer.observe(grows);
  for (const action of ACTIONS) {
    addEventListener(action, () => observer.disconnect(), { once: true, passive: true });
  }
}
