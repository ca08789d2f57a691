// Six steps around the page for the first visit: a card beside what it speaks of.

import { elementById, elements, scriptTexts } from "./elements.js";
import { placeBeside } from "./explanations.js";

/** What each step speaks of; its words are the texts "tour.1" and so on. */
const STEPS = [
  "[data-root='dataset']",
  "#stage",
  "[data-root='output']",
  "[data-root='play']",
  ".metrics",
  ".drawers [data-drawer='starts']",
];

const card = /** @type {HTMLDialogElement} */ (elementById("tour", HTMLElement));
const words = elementById("tour-words", HTMLElement);
const count = elementById("tour-count", HTMLElement);
const back = elementById("tour-back", HTMLButtonElement);
const next = elementById("tour-next", HTMLButtonElement);
const skip = elementById("tour-end", HTMLButtonElement);

let step = 0;
/** Where the page was before: what has the focus, and how far it was scrolled. */
let before = { focus: /** @type {Element | null} */ (null), x: 0, y: 0 };

back.addEventListener("click", () => go(step - 1));
next.addEventListener("click", () => go(step + 1));
skip.addEventListener("click", end);
addEventListener("keydown", ({ key }) => key === "Escape" && card.open && end());
addEventListener("resize", () => card.open && settle());
addEventListener("scroll", () => card.open && settle(), { capture: true, passive: true });

/** Begin at the first step. */
export function begin() {
  before = { focus: document.activeElement, x: scrollX, y: scrollY };
  if (!card.open) card.show();
  go(0);
  next.focus({ preventScroll: true });
}

/** @param {number} number */
function go(number) {
  if (number >= STEPS.length) return end();
  step = Math.max(0, number);
  const texts = scriptTexts();
  mark(target());
  words.textContent = texts[`tour.${step + 1}`];
  count.textContent = texts["page.tour_count"]
    .replace("{step}", String(step + 1))
    .replace("{steps}", String(STEPS.length));
  const isLast = step === STEPS.length - 1;
  back.disabled = step === 0;
  skip.hidden = isLast;
  next.textContent = isLast ? texts["page.tour_done"] : texts["page.tour_next"];
  target()?.scrollIntoView({ block: "nearest" });
  settle();
  if (back.disabled && document.activeElement === document.body) next.focus();
}

function end() {
  mark(null);
  card.close();
  scrollTo(before.x, before.y);
  const first = document.querySelector("[data-root='play']")?.lastElementChild?.shadowRoot;
  const had = before.focus === document.body ? first?.querySelector("button") : before.focus;
  if (had instanceof HTMLElement) had.focus({ preventScroll: true });
}

function target() {
  return document.querySelector(STEPS[step]);
}

/** @param {Element | null} part */
function mark(part) {
  for (const one of elements(".tour-target")) one.classList.remove("tour-target");
  part?.classList.add("tour-target");
}

function settle() {
  const part = target();
  if (part !== null) placeBeside(card, part.getBoundingClientRect());
}
