// Asks the browser to keep the page for later visits.

const LOCAL = new Set(["localhost", "127.0.0.1"]);

/**
 * Register the service worker, once the page no longer needs the network for itself.
 *
 * Not on the developer's own machine, where a kept page would hide what was just built, unless the
 * address asks for it by "?offline".
 */
export async function keepForLater() {
  const isAsked = new URLSearchParams(location.search).has("offline");
  if (!isAsked && LOCAL.has(location.hostname)) return;
  try {
    await navigator.serviceWorker?.register("service-worker.js", { updateViaCache: "none" });
    addEventListener("translated", keepLanguage);
    await keepLanguage();
  } catch (error) {
    console.warn("The page cannot be kept for later visits:", error);
  }
}

/** Have that kept, too, which only the present language needs. */
async function keepLanguage() {
  const worker = await navigator.serviceWorker?.ready;
  worker?.active?.postMessage({ language: window.opening.language });
}
