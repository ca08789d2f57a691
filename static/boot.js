// The page's first script: says what state the page is in and loads the rest.

import { elementById } from "./elements.js";
import { showError } from "./status.js";

const page = document.documentElement;
page.dataset.state = "loading";
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("playground:visible")));
elementById("retry", HTMLButtonElement).addEventListener("click", () => location.reload());

// Not a static import: if one of the files is missing, there is still someone to say so.
import("./start.js").catch((error) => {
  page.dataset.state = "error";
  showError("load", "start.js", error.message);
});
