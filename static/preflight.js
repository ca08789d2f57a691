// Before all else: whether the page can run here at all, and if not, why. No module, in words that
// older browsers understand, and without another file, since all that may be what is missing.

(() => {
  /** Seconds without news while the page is loading, after which somebody should say so. */
  const PATIENCE = 10;

  /** Seconds that another try, and the search for what is missing, wait for an answer. */
  const RETRY_PATIENCE = 4;

  /** Milliseconds after which a page that waits for its texts is shown in English. */
  const OPENING_PATIENCE = 3000;

  /** The smallest WebAssembly there is. */
  const NOTHING = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

  const RUNNING = ["ready", "playing"];

  /**
   * As what servers must send some files, and the reason why one is of no use otherwise.
   *
   * @type {Record<string, [type: string, reason: string]>}
   */
  const TYPES = { js: ["javascript", "type"], css: ["text/css", "type_css"] };

  /** What a module imports at once, as it is written in ours. */
  const IMPORT = /^(?:import|export)\b[^;"']*"\.\/([\w-]+\.js)";/gm;

  /** Scripts that the page loads for others than itself. */
  const WORKERS = ["worker.js", "pulse.js"];

  const FATAL_DIRECTIVES = /^(default|script|worker|child|connect|style)-src/;

  /**
   * What the page cannot do without, by names for people who look for the reason; the versions of
   * Chrome, Firefox and Safari that have it, of which the highest ones are the oldest supported.
   *
   * @type {Record<string, [chrome: number, firefox: number, safari: number, isThere: () => boolean]>}
   */
  const NEEDED = {
    "JavaScript modules": [61, 60, 11, () => "noModule" in HTMLScriptElement.prototype],
    WebAssembly: [57, 52, 11, () => typeof WebAssembly === "object"],
    "WebAssembly exceptions": [95, 100, 15.2, () => "Exception" in WebAssembly],
    "module workers": [80, 114, 15, hasModuleWorkers],
    DecompressionStream: [80, 113, 16.4, () => "DecompressionStream" in window],
    ResizeObserver: [64, 69, 13.1, () => "ResizeObserver" in window],
    structuredClone: [98, 94, 15.4, () => "structuredClone" in window],
    "Array.at": [92, 90, 15.4, () => "at" in Array.prototype],
    "Array.findLast": [97, 104, 15.4, () => "findLast" in Array.prototype],
    "Array.toSorted": [110, 115, 16, () => "toSorted" in Array.prototype],
    "URL.canParse": [120, 115, 17, () => "canParse" in URL],
    "Element.checkVisibility": [105, 106, 17.4, () => "checkVisibility" in Element.prototype],
    ":has()": [105, 121, 15.4, () => CSS.supports("selector(:has(a))")],
    "container queries": [105, 110, 16, () => CSS.supports("container-type: inline-size")],
    "the unit lh": [109, 120, 16.4, () => CSS.supports("height: 1lh")],
  };

  /** @typedef {(texts: Record<string, string>) => string} Sentence */

  /**
   * Surroundings in which the page cannot run, and what is said of them; the first one counts.
   *
   * @type {{ isMet: () => boolean, sentence: Sentence }[]}
   */
  const OBSTACLES = [
    { isMet: () => location.protocol === "file:", sentence: (texts) => texts["error.file"] },
    { isMet: () => self.origin === "null", sentence: (texts) => texts["error.sandbox"] },
    {
      isMet: () => missing().length > 0,
      sentence: (texts) =>
        texts["error.old_browser"]
          .replace("{missing}", () => missing().join(", "))
          .replace("{chrome}", oldest(0))
          .replace("{firefox}", oldest(1))
          .replace("{safari}", oldest(2)),
    },
    { isMet: () => !allowsWebAssembly(), sentence: policySentence("wasm-unsafe-eval") },
  ];

  /** @type {Sentence | null} what is said at present */
  let shown = null;

  const page = document.documentElement;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  page.dataset.state = "loading";
  window.preflight = { hasFailed: false, faultOf, accuse };

  // Until opening.js has chosen the language; it may be late, or missing.
  page.classList.add("translating");
  setTimeout(() => page.classList.remove("translating"), OPENING_PATIENCE);

  window.addEventListener("translated", () => {
    if (shown !== null && element("status").classList.contains("failed")) show(shown);
  });
  document.addEventListener("securitypolicyviolation", lookAtPolicy);
  window.addEventListener("error", lookAtPart, true);
  document.addEventListener("load", lookAtStyles, true);
  whenParsed(() => {
    element("unstarted").hidden = true;
    element("retry").addEventListener("click", retry);
  });
  watch();
  const obstacle = OBSTACLES.find(({ isMet }) => isMet());
  if (obstacle) refuse(obstacle.sentence);

  function missing() {
    const isMissing = (/** @type {() => boolean} */ check) => {
      try {
        return !check();
      } catch {
        return true;
      }
    };
    return Object.entries(NEEDED).flatMap(([name, row]) => (isMissing(row[3]) ? [name] : []));
  }

  /** @param {0 | 1 | 2} browser */
  function oldest(browser) {
    return String(Math.max(...Object.values(NEEDED).map((row) => row[browser])));
  }

  function hasModuleWorkers() {
    let isAsked = false;
    const options = {
      get type() {
        isAsked = true;
        return /** @type {const} */ ("module");
      },
    };
    try {
      new Worker("//:", options).terminate();
    } catch {
      // The address is none: nothing is to be started.
    }
    return isAsked;
  }

  function allowsWebAssembly() {
    try {
      return Boolean(new WebAssembly.Module(Uint8Array.from(NOTHING)));
    } catch {
      return false;
    }
  }

  /**
   * What the host forbids, beyond what the page forbids itself.
   *
   * @param {SecurityPolicyViolationEvent} event
   */
  function lookAtPolicy({ effectiveDirective, originalPolicy, disposition }) {
    if (disposition === "report" || RUNNING.includes(page.dataset.state || "")) return;
    if (originalPolicy === ownPolicy() || !FATAL_DIRECTIVES.test(effectiveDirective)) return;
    refuse(policySentence(effectiveDirective));
  }

  /**
   * @param {string} directive
   * @returns {Sentence}
   */
  function policySentence(directive) {
    return (texts) =>
      texts["error.policy"].replace("{directive}", directive).replace("{policy}", ownPolicy);
  }

  function ownPolicy() {
    const meta = document.querySelector("meta[http-equiv=Content-Security-Policy]");
    return /** @type {HTMLMetaElement} */ (meta).content;
  }

  /**
   * A part that the page's HTML names and that was not loaded; of the others, whoever wants them
   * takes care.
   *
   * @param {Event} event
   */
  function lookAtPart({ target }) {
    if (!(target instanceof HTMLElement) || target.dataset.own === undefined) return;
    if (target instanceof HTMLScriptElement) accuse(target.src, "silent");
    if (target instanceof HTMLLinkElement) accuse(target.href, "silent");
  }

  /**
   * What is no style sheet is one without any rules.
   *
   * @param {Event} event
   */
  function lookAtStyles(event) {
    const { target } = event;
    if (!(target instanceof HTMLLinkElement) || target.sheet === null) return;
    if (target.sheet.cssRules.length === 0) lookAtPart(event);
  }

  /**
   * Say for good which part of the page cannot be had: this one, or what it imports.
   *
   * @param {string} url
   * @param {string} message what is said, or the key of a reason, if all of them can be had
   */
  function accuse(url, message) {
    const sentence = faultOf(url).then(({ what, reason }) => {
      const said = reason || message;
      return (/** @type {Record<string, string>} */ texts) =>
        texts["error.load"]
          .replace("{what}", () => what)
          .replace("{message}", () => texts[`error.reason_${said}`] || said);
    });
    refuse(sentence);
  }

  /**
   * Which file cannot be had, of this one and all that it imports, and why: the key of a reason, a
   * status, or "" if nothing is missing.
   *
   * @param {string} url
   * @param {RequestCache} [cache]
   */
  async function faultOf(url, cache) {
    const known = new Set();
    /** @type {(one: string) => Promise<{ what: string, reason: string }[]>} */
    const faults = async (one) => {
      if (known.has(one)) return [];
      known.add(one);
      const { reason, text } = await read(one, cache);
      if (reason) return [{ what: nameOf(one), reason }];
      const imported = text.match(IMPORT) || [];
      const names = imported.map((statement) => statement.split('"')[1]);
      const found = await Promise.all(names.map((name) => faults(new URL(name, one).href)));
      return found.reduce((all, some) => all.concat(some), []);
    };
    const [fault] = await faults(url);
    return fault || { what: nameOf(url), reason: "" };
  }

  /** @param {string} url */
  function nameOf(url) {
    return url.split("/").pop() || "";
  }

  /**
   * @param {string} url
   * @param {RequestCache} [cache]
   */
  async function read(url, cache) {
    const halt = new AbortController();
    const timer = setTimeout(() => halt.abort(), 1000 * RETRY_PATIENCE);
    const [needed, otherwise] = TYPES[nameOf(url).split(".").pop() || ""] || ["", ""];
    let reason = "silent";
    let text = "";
    try {
      const response = await fetch(url, { cache, signal: halt.signal });
      const type = response.headers.get("Content-Type") || "";
      if (!response.ok) reason = `status ${response.status}`;
      else if (type.includes("html")) reason = "html";
      else if (!type.includes(needed)) reason = otherwise;
      else {
        reason = "cut";
        text = await response.text();
        reason = "";
      }
    } catch {
      if (halt.signal.aborted) reason = "silent";
    }
    clearTimeout(timer);
    return { reason, text };
  }

  /** Load the page anew, and not what a cache has kept of a network's own answers for its parts. */
  async function retry() {
    setTimeout(() => location.reload(), 1000 * RETRY_PATIENCE);
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    // Packs are known by their contents.
    const parts = loaded.filter((name) => /^http.*\.(m?js|css|json)$/.test(name));
    const fetchAnew = (/** @type {string} */ name) => fetch(name, { cache: "reload" });
    const ofWorkers = WORKERS.map((name) => faultOf(new URL(name, script.src).href, "reload"));
    await Promise.all([...ofWorkers, ...parts.map((name) => fetchAnew(name).catch(() => {}))]);
    location.reload();
  }

  /** Say so when nothing is heard for some time while the page waits for the network. */
  function watch() {
    let quiet = 0;
    const heard = () => {
      quiet = 0;
    };
    new PerformanceObserver(heard).observe({ entryTypes: ["resource"] });
    whenParsed(() => {
      const observer = new MutationObserver(heard);
      observer.observe(element("status"), { subtree: true, childList: true, attributes: true });
    });
    // Seconds are counted, not measured: a machine that sleeps misses nothing.
    const timer = setInterval(() => {
      if (page.dataset.state !== "loading" || window.preflight.hasFailed) {
        clearInterval(timer);
        return;
      }
      quiet += 1;
      if (quiet < PATIENCE || document.readyState === "loading") return;
      const stage = element("status").dataset.stage || "download";
      if (stage !== "download" && !isPartMissing()) return;
      if (shown === null) showWithoutStyles();
      show((texts) => texts["error.waiting"]);
    }, 1000);
  }

  /**
   * Whether a part that the HTML names has not arrived yet; what was unpacked is there and no
   * resource.
   */
  function isPartMissing() {
    const arrived = performance.getEntriesByType("resource").map(({ name }) => name);
    /** @type {NodeListOf<HTMLLinkElement>} */
    const links = document.querySelectorAll("link:not([rel=modulepreload])");
    const addresses = [...document.scripts].map(({ src }) => src);
    return addresses
      .concat([...links].map(({ href }) => href))
      .some((address) => /^http/.test(address) && !arrived.includes(address));
  }

  /** A browser shows nothing while it waits for a style sheet, unless a script has asked for it. */
  function showWithoutStyles() {
    /** @type {NodeListOf<HTMLLinkElement>} */
    const links = document.querySelectorAll("link[rel=stylesheet]");
    for (const link of links) if (link.sheet === null) link.replaceWith(link.cloneNode());
  }

  /**
   * Say for good why the page does not run.
   *
   * @param {Sentence | Promise<Sentence>} sentence
   */
  async function refuse(sentence) {
    if (window.preflight.hasFailed) return;
    window.preflight.hasFailed = true;
    const known = await sentence;
    page.dataset.state = "error";
    whenParsed(() => show(known));
  }

  /** @param {Sentence} sentence */
  function show(sentence) {
    shown = sentence;
    element("status-text").removeAttribute("data-text");
    element("status-text").textContent = sentence(JSON.parse(element("texts").textContent || ""));
    element("status-progress").hidden = true;
    element("retry").hidden = false;
    element("status").classList.add("failed");
  }

  /** @param {string} id */
  function element(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  /** @param {() => void} action */
  function whenParsed(action) {
    if (document.readyState !== "loading") action();
    else document.addEventListener("readystatechange", action, { once: true });
  }
})();
