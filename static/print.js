// Fits the page's pictures to paper: a browser prints them as they are on the screen.

import { elements } from "./elements.js";

/** Pixels between the margins of A4, as page/print.css sets them. */
const PAPER = 688;

/** What is scaled, and what is drawn in it with a height of its own. */
const PARTS = ".network, .output, .drawer";
const FIGURES = ".stage, .curve, .map";

const PROPERTIES = ["--printed-width", "--printed-height", "--printed-zoom"];

addEventListener("beforeprint", () => {
  for (const part of elements(PARTS)) {
    const { offsetWidth } = part;
    part.style.setProperty("--printed-width", `${offsetWidth}px`);
    part.style.setProperty("--printed-zoom", String(Math.min(1, PAPER / Math.max(1, offsetWidth))));
  }
  for (const figure of elements(FIGURES)) {
    figure.style.setProperty("--printed-height", `${figure.offsetHeight}px`);
  }
});

addEventListener("afterprint", () => {
  for (const part of elements(`${PARTS}, ${FIGURES}`)) {
    for (const property of PROPERTIES) part.style.removeProperty(property);
  }
});
