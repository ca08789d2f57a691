// Finds the term of what lies under the pointer or has the focus; the terms come on demand.

/** @type {Promise<Glossary> | null} */
let fetched = null;
/** The language that they are in. */
let spoken = "";

/** Groups of names that count everywhere, after those of the open drawer. */
const SHARED = ["drawers", "page"];

/** What is explained by the words that it shows, beside controls. */
const WORDS = "th, h3, h4, dt, summary, [data-term='']";

/** What shows the name of a widget in its shadow root. */
const NAME = "label, .bk-slider-title, .bk-label, button.bk-btn";

/** Ask for the terms; after a failure the next call asks again. */
export function loadGlossary() {
  const { lang: language } = document.documentElement;
  if (language !== spoken) fetched = null;
  spoken = language;
  const url = new URL(`languages/${language}.glossary.json`, import.meta.url);
  fetched ??= fetch(url).then((answer) => answer.json());
  fetched.catch(() => (fetched = null));
  return fetched;
}

/**
 * Find what is explained at a place, and by which term.
 *
 * @param {readonly EventTarget[]} path from the innermost element outwards
 * @param {Glossary} glossary
 * @param {string} drawer the one that is open, or ""
 * @returns {{ anchor: HTMLElement, keys: string[] } | null} a list's own term, and that of what is
 *   chosen in it
 */
export function termAt(path, glossary, drawer) {
  const elements = path.filter((one) => one instanceof HTMLElement);
  if (elements.some(({ id }) => id === "exercise" || id === "editor-title")) return null;
  const isInDrawer = elements.some(({ id }) => id === "drawer");
  const scopes = isInDrawer ? [drawer, ...SHARED] : ["page"];
  const pressed = elements.find((one) => one.matches(".bk-btn-group > *"));
  for (const element of elements) {
    const key = keyOf(element, glossary, scopes);
    if (key === undefined) continue;
    const option = glossary.terms[key].options?.[optionOf(element, pressed)];
    const keys = option === undefined ? [key] : pressed ? [option] : [key, option];
    return { anchor: pressed ?? placeOf(element), keys };
  }
  return null;
}

/**
 * The whole place of a component is kept clear, where it is one of the page's own.
 *
 * @param {HTMLElement} element
 */
function placeOf(element) {
  const place = element.closest("[data-root]");
  return place instanceof HTMLElement ? place : element;
}

/**
 * @param {HTMLElement} element
 * @param {Glossary} glossary
 * @param {readonly string[]} scopes
 */
function keyOf(element, { terms, names }, scopes) {
  const { term, drawer, label } = element.dataset;
  if (term) return terms[term] ? term : undefined;
  if (drawer !== undefined) return terms[`drawer.${drawer}`] ? `drawer.${drawer}` : undefined;
  const name = label ?? nameOf(element);
  return scopes.map((scope) => names[scope]?.[name]).find((key) => key !== undefined);
}

/**
 * The name that an element shows, or "". A button that cannot be pressed says why after a stop.
 *
 * @param {HTMLElement} element
 */
function nameOf(element) {
  if (element.matches(WORDS) || element.matches(".bk-btn-group > *")) return textOf(element);
  const shown = element.shadowRoot?.querySelector(NAME);
  if (!shown || shown.closest(".bk-btn-group")?.childElementCount) return "";
  const slider = shown.matches(".bk-slider-title");
  const name = slider ? (shown.firstChild?.textContent ?? "") : textOf(shown);
  return name.replace(/:\s*$/, "").split(". ")[0];
}

/**
 * What is chosen in a list, or the pressed one of several buttons.
 *
 * @param {HTMLElement} element
 * @param {HTMLElement | undefined} button
 */
function optionOf(element, button) {
  if (button !== undefined) return textOf(button);
  const list = element.shadowRoot?.querySelector("select");
  return list?.selectedOptions[0]?.textContent.trim() ?? "";
}

/** @param {Element} element */
function textOf(element) {
  return (element.textContent ?? "").trim();
}
