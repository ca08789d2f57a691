// Gives Panel's widgets, whose insides are in shadow roots, the names and states they lack.

import { elements, scriptTexts } from "./elements.js";
import { keepFocus } from "./focus.js";

/** @type {WeakSet<ShadowRoot>} */
const watched = new WeakSet();

/** What a browser that translates the page must leave as it is. */
const NO_WORDS = "code, pre, kbd, math, .formula, .bk-slider-value";

/** Keep names and states right in every place of the page, now and after each change. */
export function watchPlaces() {
  for (const place of elements("[data-root]")) {
    const watch = () => watchHosts(place, place.dataset.label ?? "");
    new MutationObserver(watch).observe(place, { childList: true });
    watch();
  }
}

/**
 * Watch the shadow roots below a node, and those below them in turn.
 *
 * @param {ParentNode} node
 * @param {string} label of the buttons in them, if they are a group
 */
function watchHosts(node, label) {
  for (const { shadowRoot: root } of node.querySelectorAll("*")) {
    if (root === null || watched.has(root)) continue;
    watched.add(root);
    const look = () => {
      repairWidget(root, label);
      watchHosts(root, "");
      keepFocus();
    };
    new MutationObserver(look).observe(root, {
      attributes: true,
      attributeFilter: ["class", "aria-valuetext", "disabled"],
      childList: true,
      characterData: true,
      subtree: true,
    });
    look();
  }
}

/**
 * @param {ShadowRoot} root
 * @param {string} label
 */
function repairWidget(root, label) {
  /** @type {HTMLInputElement | null} */
  const box = root.querySelector("input[type=checkbox]");
  /** @type {HTMLElement | null} */
  const words = root.querySelector(".bk-label");
  if (box !== null && words !== null) repairCheckbox(box, words);
  const title = root.querySelector(".bk-slider-title");
  const handle = root.querySelector(".noUi-handle");
  if (title !== null && handle !== null) repairSlider(title, handle);
  if (root.host.classList.contains("icon-button")) nameIcon(root.querySelector("button"));
  // A figure takes no keys; what can be done in it has buttons of its own.
  for (const figure of root.querySelectorAll(".bk-events")) set(figure, "tabindex", "-1");
  for (const one of root.querySelectorAll(NO_WORDS)) set(one, "translate", "no");
  if (root.host.classList.contains("features")) set(root.host, "translate", "no");
  for (const host of root.querySelectorAll(".scroll")) repairScrollArea(host);
  for (const group of root.querySelectorAll(".bk-btn-group")) {
    const buttons = [...group.children];
    if (buttons.length < 2 && !label) continue;
    if (label) {
      set(group, "role", "group");
      set(group, "aria-label", label);
    }
    for (const button of buttons) {
      set(button, "aria-pressed", String(button.classList.contains("bk-active")));
    }
  }
}

/**
 * Bokeh puts the words beside the box without tying them to it.
 *
 * @param {HTMLInputElement} box
 * @param {HTMLElement} label
 */
function repairCheckbox(box, label) {
  label.id = "label";
  set(box, "aria-labelledby", "label");
  label.onclick = () => box.disabled || box.click();
}

/**
 * Bokeh writes "Noise: 0 %"; the style sheet sets both parts apart, so the colon goes.
 *
 * @param {Element} title
 * @param {Element} handle
 */
function repairSlider(title, handle) {
  const [name, value] = title.childNodes;
  if (name === undefined) return;
  const plain = (name.textContent ?? "").replace(/:\s*$/, "");
  if (name.textContent !== plain) name.textContent = plain;
  set(handle, "tabindex", handle.closest(".noUi-target")?.hasAttribute("disabled") ? "-1" : "0");
  set(handle, "aria-label", plain);
  set(handle, "aria-valuetext", value?.textContent ?? "");
}

/**
 * What only an icon shows is said in words where the pointer rests.
 *
 * @param {HTMLButtonElement | null} button
 */
function nameIcon(button) {
  if (button !== null) set(button, "title", button.textContent.trim());
}

/**
 * Without a control in it, the keyboard would not reach what is out of sight.
 *
 * @param {Element} host
 */
function repairScrollArea(host) {
  if (host.hasAttribute("aria-label")) return;
  const texts = scriptTexts();
  set(host, "tabindex", "0");
  set(host, "role", "region");
  set(host, "aria-label", texts["page.scroll_area"]);
}

/**
 * Only a real change is written: writing an attribute that is watched calls the watcher again.
 *
 * @param {Element} element
 * @param {string} attribute
 * @param {string} value
 */
function set(element, attribute, value) {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
