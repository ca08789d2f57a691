// The page's first module: loads the rest, unless it is known already that this is of no use.

import { showError } from "./status.js";

requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("playground:visible")));

// Not a static import: if one of the files is missing, there is still someone to say so.
if (!window.preflight.hasFailed) {
  import("./start.js").catch(async (error) => {
    document.documentElement.dataset.state = "error";
    const reason = await window.preflight.reasonOf(new URL("start.js", import.meta.url).href);
    showError("load", "start.js", reason || error.message);
  });
}
