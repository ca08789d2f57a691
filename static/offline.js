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
    addEventListener("translated", () => keepLanguage().catch(warn));
    await keepLanguage();
  } catch (error) {
    warn(error);
  }
}

/** @param {Error} error */
function warn(error) {
  console.warn("The page cannot be kept for later visits:", error);
}

/**
 * Have that kept, too, which only the present language needs: its texts are asked for again, now
 * that the service worker sees it. (A message to it would keep Chromium from putting the one of the
 * next build in its place.)
 */
async function keepLanguage() {
  const { language } = window.opening;
  if (language === "en") return;
  await controlled();
  await fetch(new URL(`languages/${language}.json`, import.meta.url));
}

/** Wait until a service worker answers for this page. */
function controlled() {
  const { serviceWorker: workers } = navigator;
  if (!workers || workers.controller) return Promise.resolve();
  return new Promise((resolve) => {
    workers.addEventListener("controllerchange", () => resolve(undefined), { once: true });
  });
}
