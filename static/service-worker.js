// Keeps the page for later visits, with or without a network. The build's list of files, with which
// every build differs from the one before, makes the browser install this worker anew.

importScripts("build-files.js"); // sets self.build

const scope = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { version, pages, scripts, hashed } = scope.build;

// Other builds at the same origin, in other folders, have caches of their own.
const FOLDER = new URL("./", location.href);
const OWN = `playground-${FOLDER.pathname}?`;
const CACHE = OWN + version;

scope.addEventListener("install", (event) => {
  event.waitUntil(store().then(() => scope.skipWaiting()));
});

// Pages that are open have loaded all they need, so nothing of an earlier build is missed.
scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers());
});

scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  event.respondWith(answer(event.request));
});

// What the page has just loaded need not be loaded again: names with a digest never change their
// content, so the browser's own cache may answer for them, however old its answer is.
async function store() {
  const cache = await caches.open(CACHE);
  const requests = [
    ...[...pages, ...scripts].map((url) => new Request(url, { cache: "no-cache" })),
    ...hashed.map((url) => new Request(url, { cache: "force-cache" })),
  ];
  await cache.addAll(requests);
}

async function forgetOthers() {
  for (const name of await caches.keys()) {
    if (name !== CACHE && (await isOwn(name))) await caches.delete(name);
  }
}

/**
 * Whether a cache is of an earlier build in this folder; the names of the earliest do not say it.
 *
 * @param {string} name
 */
async function isOwn(name) {
  if (name.startsWith(OWN)) return true;
  if (!/^playground-\w+$/.test(name)) return false;
  const cache = await caches.open(name);
  return (await cache.match(FOLDER)) !== undefined;
}

/** @param {Request} request */
async function answer(request) {
  const isVisit = request.mode === "navigate";
  // so mail and chats escape the sign before the settings of a link
  if (isVisit && request.url.includes("%23")) {
    return Response.redirect(request.url.replace("%23", "#"));
  }
  const cache = await caches.open(CACHE);
  const ignoreSearch = isVisit;
  return (await cache.match(request, { ignoreSearch })) ?? fetch(request);
}
