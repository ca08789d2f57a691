// Keeps the page for later visits, with or without a network. The build writes before this what it
// consists of, as self.build: so every build differs from the one before, which makes the browser
// install this worker anew.

const scope = /** @type {ServiceWorkerScope} */ (/** @type {unknown} */ (self));
const { version, mark, pages, files, languages } = scope.build;

// Other builds at the same origin, in other folders, have caches of their own.
const FOLDER = new URL("./", location.href);
const OWN = `playground-${FOLDER.pathname}?`;
const CACHE = OWN + version;

scope.addEventListener("install", (event) => {
  event.waitUntil(store().then(() => scope.skipWaiting(), forgetPart));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => scope.clients.claim()));
});

/** The file of texts by which a page shows its language. */
const LANGUAGE = /\/languages\/([\w-]+)\.json$/;

scope.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || new URL(url).origin !== location.origin) return;
  const answered =
    event.request.mode === "navigate" ? visit(event.request) : keptOrNot(event.request);
  event.respondWith(answered);
  // Should it fail, the next page in that language asks again.
  const spoken = LANGUAGE.exec(url)?.[1];
  if (spoken) event.waitUntil(attempt(() => storeLanguage(languages[spoken] ?? {})));
});

// All or nothing, and nothing that only looks like ours: a network may answer everything with a page
// for signing in, a host may be in the middle of a deployment.
async function store() {
  const used = await usedLanguages();
  const wanted = Object.assign({}, files, ...used.map((code) => languages[code]));
  await storeFiles(wanted);
  // Last: by its pages a build is known as a whole one, should the browser end this at any time.
  await Promise.all(pages.map(storePage));
}

/**
 * Keep nothing of what could not be kept as a whole; the same build may have been here before.
 *
 * @param {Error} error
 */
async function forgetPart(error) {
  if (!(await isWhole(CACHE))) await caches.delete(CACHE);
  throw error;
}

/** @param {string} name of a cache */
async function isWhole(name) {
  return (await (await caches.open(name)).match(FOLDER)) !== undefined;
}

/** @param {string} name */
async function storePage(name) {
  const content = await fetchContent(name, "no-cache");
  if (!new TextDecoder().decode(content).includes(mark))
    throw new Error(`${name} is of another build`);
  await put(await caches.open(CACHE), name, content);
}

/** @param {Record<string, string>} wanted name -> SHA-256 */
async function storeFiles(wanted) {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(wanted).map(fetchFile));

  /** @param {[name: string, hash: string]} file */
  async function fetchFile([name, hash]) {
    const known = await (await kept(new URL(name, FOLDER).href))?.arrayBuffer();
    if (known !== undefined && (await sha256(known)) === hash) return put(cache, name, known);
    // What the page has just loaded need not be loaded again, however old it is, if it is the same.
    const own = async (/** @type {RequestCache} */ mode) => {
      const content = await fetchContent(name, mode);
      if ((await sha256(content)) !== hash) throw new Error(`${name} is not the one of this build`);
      return put(cache, name, content);
    };
    return own("force-cache").catch(() => own("reload"));
  }
}

/**
 * Most visits find all of a language here.
 *
 * @param {Record<string, string>} wanted
 */
async function storeLanguage(wanted) {
  const cache = await caches.open(CACHE);
  const found = await Promise.all(Object.keys(wanted).map((name) => cache.match(name)));
  const missing = Object.entries(wanted).filter((_, i) => found[i] === undefined);
  await storeFiles(Object.fromEntries(missing));
}

/** The languages that the builds before have kept: whoever has read the page in one does so again. */
async function usedLanguages() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN));
  const requests = names.map(async (name) => (await caches.open(name)).keys());
  const addresses = (await Promise.all(requests)).flat().map(({ url }) => url);
  return Object.keys(languages).filter((code) =>
    addresses.some((url) => url.endsWith(`/languages/${code}.json`)),
  );
}

/**
 * Keep a response of our own, as a host may have led elsewhere on the way to the one it gave.
 *
 * @param {Cache} cache
 * @param {string} name
 * @param {ArrayBuffer} content
 */
function put(cache, name, content) {
  const type = name.endsWith("/") ? TYPES.html : TYPES[name.split(".").pop() ?? ""];
  return cache.put(name, new Response(content, { headers: { "Content-Type": type } }));
}

/** @type {Record<string, string>} */
const TYPES = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  mjs: "text/javascript",
  pack: "application/octet-stream",
  png: "image/png",
};

/**
 * @param {string} name
 * @param {RequestCache} cache
 */
async function fetchContent(name, cache) {
  const response = await fetch(name, { cache });
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  return response.arrayBuffer();
}

/** @param {ArrayBuffer} content */
async function sha256(content) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Forget earlier builds but the last, of which tabs may be open that have not loaded everything, and
 * what is left of one that could not be kept.
 */
async function forgetOthers() {
  const names = await caches.keys();
  const whole = [];
  for (const name of names.filter((other) => other !== CACHE)) {
    // The names of the earliest do not say which folder they are of.
    if (!name.startsWith(OWN) && !/^playground-\w+$/.test(name)) continue;
    if (await isWhole(name)) whole.push(name);
    // What is later may be about to be kept.
    else if (name.startsWith(OWN) && names.indexOf(name) < names.indexOf(CACHE))
      await caches.delete(name);
  }
  for (const name of whole.slice(0, -1)) await caches.delete(name);
}

/**
 * A page of this build; under the address, too, that a host leads to from its file.
 *
 * @param {Request} request
 */
async function visit(request) {
  // so mail and chats escape the sign before the settings of a link
  if (request.url.includes("%23")) {
    return Response.redirect(request.url.replace("%23", "#"));
  }
  const { pathname } = new URL(request.url);
  const found = await attempt(async () => {
    const cache = await caches.open(CACHE);
    return (await cache.match(pathname)) ?? (await cache.match(`${pathname}.html`));
  });
  return found ?? fetch(request);
}

/**
 * A file of this build or, for a tab that is older, of the one before: their addresses differ.
 *
 * @param {Request} request
 */
async function keptOrNot(request) {
  return (await attempt(() => kept(request.url))) ?? fetch(request);
}

/** @param {string} url */
async function kept(url) {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN) && name !== CACHE);
  for (const name of [CACHE, ...names.reverse()]) {
    const found = await (await caches.open(name)).match(url);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * @template T
 * @param {() => Promise<T>} action
 */
const attempt = (action) => action().catch(() => undefined); // a browser may refuse its caches
