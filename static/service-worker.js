// Keeps the page for later visits, with or without a network. The build's list of files, with which
// every build differs from the one before, makes the browser install this worker anew.

importScripts("build-files.js"); // sets self.build

const scope = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { version, pages, scripts, hashed } = scope.build;
const CACHE = `playground-${version}`;

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
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("playground-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const ignoreSearch = request.mode === "navigate";
  return (await cache.match(request, { ignoreSearch })) ?? fetch(request);
}
