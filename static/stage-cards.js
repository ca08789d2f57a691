// Cards over the network's picture: beside what they are about, never outside of the stage.

/** Pixels from a place to a card beside it, and from a card to the stage's edge at least. */
const BESIDE = 14;
const MARGIN = 4;

/**
 * Show a card beside a place.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} stage
 * @param {Point} place in pixels from the stage's upper left corner
 */
export function showBeside(card, stage, { x, y }) {
  card.hidden = false;
  put(card, stage, { x: x + BESIDE, y: y + BESIDE });
}

/**
 * Let a card stay inside the stage when that gets smaller.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} stage
 */
export function keepInside(card, stage) {
  if (!card.hidden) put(card, stage, { x: card.offsetLeft, y: card.offsetTop });
}

/**
 * Put a card at a place, or as near to it as the stage allows.
 *
 * @param {HTMLElement} card
 * @param {HTMLElement} stage
 * @param {Point} place
 */
function put(card, stage, { x, y }) {
  const left = Math.min(x, stage.clientWidth - card.offsetWidth - MARGIN);
  const top = Math.min(y, stage.clientHeight - card.offsetHeight - MARGIN);
  card.style.left = `${Math.max(MARGIN, left)}px`;
  card.style.top = `${Math.max(MARGIN, top)}px`;
}
