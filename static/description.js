// Shows what the run shows at present in sentences, which a screen reader reads.

import { elementById } from "./elements.js";

const card = elementById("seeing", HTMLElement);
const text = elementById("seeing-text", HTMLElement);

elementById("close-seeing", HTMLElement).addEventListener("click", hide);
addEventListener("keydown", ({ key }) => key === "Escape" && hide());

/**
 * Show sentences in place of the ones before.
 *
 * @param {readonly string[]} sentences
 */
export function show(sentences) {
  text.replaceChildren();
  card.hidden = false;
  // A live region is read when it changes in sight.
  requestAnimationFrame(() => text.replaceChildren(...sentences.map(item)));
}

function hide() {
  card.hidden = true;
}

/** @param {string} sentence */
function item(sentence) {
  const line = document.createElement("li");
  line.textContent = sentence;
  return line;
}
