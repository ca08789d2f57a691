// Before all else: whether the page can run here at all, and if not, why. No module, in words that
// older browsers understand, and without another file, since all that may be what is missing.

(() => {
  /** Seconds without news while the page is loading, after which somebody should say so. */
  const PATIENCE = 10;

  /** Seconds that another try waits at most for a network that may not answer. */
  const RETRY_PATIENCE = 4;

  /** The smallest WebAssembly there is. */
  const NOTHING = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

  const RUNNING = ["ready", "playing"];

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
  page.dataset.state = "loading";
  window.preflight = { hasFailed: false, reasonOf };

  window.addEventListener("translated", () => {
    if (shown !== null && element("status").classList.contains("failed")) show(shown);
  });
  document.addEventListener("securitypolicyviolation", lookAtPolicy);
  window.addEventListener("error", lookAtScript, true);
  whenParsed(() => element("retry").addEventListener("click", retry));
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
   * A script of the page's HTML that was not loaded; of the others, whoever wants them takes care.
   *
   * @param {Event} event
   */
  function lookAtScript({ target }) {
    if (!(target instanceof HTMLScriptElement) || target.parentElement !== document.head) return;
    if (target.dataset.own === undefined) return;
    const what = target.src.split("/").pop() || "";
    reasonOf(target.src).then((reason) =>
      refuse((texts) =>
        texts["error.load"]
          .replace("{what}", what)
          .replace("{message}", texts[`error.reason_${reason}`] || reason),
      ),
    );
  }

  /**
   * Why a script cannot be had: the key of a reason, a status, or "" if it can.
   *
   * @param {string} url
   */
  async function reasonOf(url) {
    try {
      const response = await fetch(url);
      if (!response.ok) return `status ${response.status}`;
      const type = response.headers.get("Content-Type") || "";
      if (type.includes("html")) return "html";
      if (!type.includes("javascript")) return "type";
      return await response.arrayBuffer().then(
        () => "",
        () => "cut",
      );
    } catch {
      return "silent";
    }
  }

  /** Load the page anew, and not what a cache has kept of a network's own answers for scripts. */
  async function retry() {
    setTimeout(() => location.reload(), 1000 * RETRY_PATIENCE);
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const scripts = loaded.filter((name) => /^http.*\.m?js$/.test(name));
    const fetchAnew = (/** @type {string} */ name) => fetch(name, { cache: "reload" });
    await Promise.all(scripts.map((name) => fetchAnew(name).catch(() => {})));
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
      if (page.dataset.state !== "loading") clearInterval(timer);
      quiet += 1;
      const stage = element("status").dataset.stage || "download";
      if (quiet < PATIENCE || (stage !== "download" && !isScriptMissing())) return;
      show((texts) => texts["error.waiting"]);
    }, 1000);
  }

  /** Whether a script has not arrived yet; what was unpacked is there and no resource. */
  function isScriptMissing() {
    const arrived = performance.getEntriesByType("resource").map(({ name }) => name);
    return [...document.scripts].some(({ src }) => /^http/.test(src) && !arrived.includes(src));
  }

  /**
   * Say for good why the page does not run.
   *
   * @param {Sentence} sentence
   */
  function refuse(sentence) {
    if (window.preflight.hasFailed) return;
    window.preflight.hasFailed = true;
    page.dataset.state = "error";
    whenParsed(() => show(sentence));
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
    else document.addEventListener("DOMContentLoaded", action);
  }
})();
