// Lists all that is explained on the page, for whoever has no pointer or wants to read it at once.

import { written } from "./explanations.js";
import { loadGlossary } from "./glossary.js";

/**
 * Fill the list, once.
 *
 * @param {HTMLElement} place
 */
export async function list(place) {
  const { lang: language } = document.documentElement;
  if (place.lang === language) return;
  const { terms } = await loadGlossary();
  // Languages to test with have no order of their own.
  const { compare } = new Intl.Collator(language.startsWith("x-") ? "en" : language);
  const sorted = Object.values(terms).toSorted((a, b) => compare(a.title, b.title));
  const items = sorted.map((term) => {
    const item = document.createElement("div");
    item.append(...written(term));
    return item;
  });
  place.replaceChildren(...items);
  place.lang = language;
}
