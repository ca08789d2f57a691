// What the page's HTML has: elements, and the texts that scripts show.

/** @type {Readonly<Record<string, string>> | null} */
let known = null;
// Then other texts stand there.
addEventListener("translated", () => (known = null));

/**
 * Find an element of the page by its id.
 *
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} kind its class, such as HTMLProgressElement
 * @throws {Error} if the page has none
 */
export function elementById(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${kind.name} called ${id}.`);
  return found;
}

/**
 * Find elements of the page's HTML by a CSS selector.
 *
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export function elements(selector) {
  return [...document.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);
}

/**
 * Find the place of a component.
 *
 * @param {string} name
 * @throws {Error} if the page has none
 */
export function rootElement(name) {
  const [found] = elements(`[data-root="${name}"]`);
  if (found === undefined) throw new Error(`The page has no place for ${name}.`);
  return found;
}

/**
 * Have an element show another text.
 *
 * Where there was one it is changed, not replaced: for a new node WebKit lays out the page around it,
 * whatever CSS contains.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function showText(element, text) {
  const [node] = element.childNodes;
  if (element.textContent === text) return;
  if (text !== "" && node instanceof Text && node.nextSibling === null) node.data = text;
  else element.textContent = text;
}

/** The texts that scripts show, by their keys in the catalogue. */
export function scriptTexts() {
  known ??= Object.freeze(JSON.parse(elementById("texts", HTMLScriptElement).text));
  return /** @type {Readonly<Record<string, string>>} */ (known);
}
