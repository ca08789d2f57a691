// The page's first module: loads the rest, unless it is known already that this is of no use.

requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("playground:visible")));

/** What the rest of the page offers to others; rejected if it cannot be had. */
export const started = start();
started.catch(() => {}); // whoever looks at the page is told so

// Not a static import: if one of the files is missing, there is still someone to say so.
async function start() {
  while (!isComplete()) await partLoaded();
  if (window.preflight.hasFailed) throw new Error("The playground could not start.");
  try {
    return await import("./start.js");
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    window.preflight.accuse(new URL("start.js", import.meta.url).href, message);
    throw error;
  }
}

/** Whether there is what the rest relies on: as a rule, it has come before this script. */
function isComplete() {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const styles = document.querySelectorAll("link[rel=stylesheet]");
  return window.opening !== undefined && [...styles].every(({ sheet }) => sheet !== null);
}

/** @returns {Promise<unknown>} */
function partLoaded() {
  const options = { capture: true, once: true };
  return new Promise((resolve) => document.addEventListener("load", resolve, options));
}
