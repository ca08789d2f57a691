// Gives Panel's widgets, whose insides are in shadow roots, the names and states they lack.

/** Keep names and states right in every place of the page, now and after each change. */
export function watchPlaces() {
  for (const place of window.document.querySelectorAll("[data-root]")) {
    const observer = new MutationObserver(() => watchShadow(place));
    observer.observe(place, { childList: true });
    watchShadow(place);
  }
}

function watchShadow(place) {
  for (const host of place.children) {
    const root = host.shadowRoot;
    if (root === null || root.watched) continue;
    root.watched = true;
    const repair = () => repairWidget(root, place.dataset.label ?? "");
    new MutationObserver(repair).observe(root, {
      attributes: true,
      attributeFilter: ["class", "aria-valuetext"],
      childList: true,
      characterData: true,
      subtree: true,
    });
    repair();
  }
}

function repairWidget(root, label) {
  const title = root.querySelector(".bk-slider-title");
  if (title !== null) repairSlider(title, root.querySelector(".noUi-handle"));
  for (const group of root.querySelectorAll(".bk-btn-group")) {
    const buttons = [...group.children];
    if (buttons.length < 2 && !label) continue;
    set(group, "role", "group");
    set(group, "aria-label", label);
    for (const button of buttons) {
      set(button, "aria-pressed", String(button.classList.contains("bk-active")));
    }
  }
}

// Bokeh writes "Noise: 0 %"; the style sheet sets both parts apart, so the colon goes.
function repairSlider(title, handle) {
  const [name, value] = title.childNodes;
  if (name === undefined) return;
  const plain = name.textContent.replace(/:\s*$/, "");
  if (name.textContent !== plain) name.textContent = plain;
  set(handle, "aria-label", plain);
  set(handle, "aria-valuetext", value?.textContent ?? "");
}

// Only a real change is written: writing an attribute that is watched calls the watcher again.
function set(element, attribute, value) {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
