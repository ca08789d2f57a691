// The bar of the drawers' buttons: in a language that needs more than one row, the names of its groups
// give way, and the network to what is below it.

import { elements } from "./elements.js";

/** Pixels that the style sheet reckons with for the bar and the words below the network. */
const USUAL = 101;

const root = document.documentElement;
const bar = /** @type {HTMLElement} */ (document.querySelector(".drawers"));
const caption = /** @type {HTMLElement} */ (document.querySelector(".caption"));
let before = "";

/** Mind the bar from now on. */
export function fitDrawerBar() {
  const observer = new ResizeObserver(() => size() !== before && requestAnimationFrame(fit));
  observer.observe(bar);
  observer.observe(caption);
  fit();
}

function fit() {
  bar.classList.remove("wrapped");
  const groups = [...elements(".drawer-group")].filter((group) => group.offsetHeight > 0);
  bar.classList.toggle("wrapped", new Set(groups.map(({ offsetTop }) => offsetTop)).size > 1);
  const height = bar.offsetHeight + caption.offsetHeight;
  root.style.setProperty("--below", `${Math.max(USUAL, height)}px`);
  before = size();
}

/** What it depends on; once it fits, nothing of that changes by itself. */
function size() {
  return [bar.offsetWidth, bar.offsetHeight, caption.offsetHeight].join();
}
