// The page's first module: loads the rest, unless it is known already that this is of no use.

import { showError } from "./status.js";

requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("playground:visible")));

/** What the rest of the page offers to others; rejected if it cannot be had. */
export const started = start();
started.catch(() => {}); // whoever looks at the page is told so

// Not a static import: if one of the files is missing, there is still someone to say so.
async function start() {
  if (window.preflight.hasFailed) throw new Error("The playground could not start.");
  try {
    return await import("./start.js");
  } catch (error) {
    document.documentElement.dataset.state = "error";
    const reason = await window.preflight.reasonOf(new URL("start.js", import.meta.url).href);
    showError("load", "start.js", reason || /** @type {Error} */ (error).message);
    throw error;
  }
}
