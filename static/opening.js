// Before the first paint: an exercise that the address names has its place from the beginning, and
// what it is going to change is not seen before it has; and the page speaks the reader's language.
// No module, since those come too late; the page is not shown before this has run, nor does it wait
// for it in vain (preflight.js).

if (/^#(.*&)?exercise=/.test(location.hash)) {
  document.documentElement.classList.add("with-exercise", "opening");
}

window.opening = (() => {
  /** Where the language that was chosen is kept: in this tab, and for later visits. */
  const KEPT = "playground.preference.language";

  /** The language of the page's HTML. */
  const OWN = "en";

  /** Milliseconds that whoever has chosen another language waits for its texts. */
  const PATIENCE = 10000;

  /** Languages made from English by rule, to test the page with. */
  const PSEUDO = /^x-(double|accents|rtl|tags)$/;

  /** How a language writes numbers: the signs, and the least number with those between thousands. */
  const SPELLING = { decimal: ".", group: ",", grouped_from: 1000 };

  const page = document.documentElement;
  const known = (page.dataset.languages || OWN).split("|").map((one) => {
    const [code, direction, name] = one.split("=");
    return { code, direction, name };
  });
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const folder = script === null ? "./" : script.src;
  let language = chosen();
  let spelling = SPELLING;
  /** What the page is to say instead. */
  let words = language === OWN ? Promise.resolve(null) : fetched(language);
  showOnce(words);

  /** The language of the link, else that chosen before, else one that the browser asks for. */
  function chosen() {
    const linked = /[#?&]lang=([\w-]+)/.exec(location.href);
    const wanted = [linked ? linked[1] : "", kept("session"), kept("local")];
    if (linked && codeFor(linked[1])) keep("session", linked[1]);
    for (const one of wanted.concat(navigator.languages || [])) {
      const code = one && codeFor(one);
      if (code) return code;
    }
    return OWN;
  }

  /**
   * The language of the page that serves a reader of another one; "" if none does.
   *
   * @param {string} wanted as browsers write it, "pt-BR", or as learning platforms do, "pt_br"
   */
  function codeFor(wanted) {
    if (PSEUDO.test(wanted)) return wanted;
    const tag = wanted.replace(/_/g, "-").toLowerCase();
    const base = (/** @type {string} */ code) => code.toLowerCase().split("-")[0];
    const same = known.find(({ code }) => code.toLowerCase() === tag);
    const alike = same || known.find(({ code }) => base(code) === base(tag));
    return alike ? alike.code : "";
  }

  /**
   * @param {"session" | "local"} place
   * @returns {string} "" if nothing is kept
   */
  function kept(place) {
    try {
      return window[`${place}Storage`].getItem(KEPT) || "";
    } catch {
      return "";
    }
  }

  /**
   * @param {"session" | "local"} place
   * @param {string} code
   */
  function keep(place, code) {
    try {
      window[`${place}Storage`].setItem(KEPT, code);
    } catch {
      // Then it holds as long as the page.
    }
  }

  /**
   * @param {string} code
   * @returns {Promise<LanguageWords | null>} null if they cannot be had
   */
  function fetched(code) {
    return fetch(new URL(`languages/${code}.json`, folder).href)
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null);
  }

  /**
   * preflight.js has hidden the page, for some seconds at most.
   *
   * @param {Promise<LanguageWords | null>} awaited
   */
  function showOnce(awaited) {
    const show = () => page.classList.remove("translating");
    awaited
      .then((found) => (found === null ? stay() : whenParsed().then(() => put(found))))
      .then(show, show);
  }

  /** The texts cannot be had: the page stays as it is. */
  function stay() {
    language = OWN;
    words = Promise.resolve(null);
  }

  function whenParsed() {
    if (document.readyState !== "loading") return Promise.resolve();
    return new Promise((resolve) => document.addEventListener("readystatechange", resolve));
  }

  /**
   * Let the page's HTML and its scripts say other words.
   *
   * @param {LanguageWords} found
   */
  function put({ language: header, texts, code }) {
    const plurals = new Intl.PluralRules(code.startsWith("x-") ? OWN : code);
    /** @param {string} key @param {string} [given] */
    const filled = (key, given) => {
      const values = JSON.parse(given || "{}");
      const entry = texts[key];
      const form = typeof entry === "string" ? entry : entry[plurals.select(values.count)];
      const sentence = form || /** @type {Record<string, string>} */ (entry).other;
      return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
    };
    const isRunning = page.dataset.state === "ready" || page.dataset.state === "playing";
    // What frames write comes anew with them.
    const shown = isRunning ? "[data-text]:not([data-value])" : "[data-text]";
    for (const element of elements(shown)) {
      const { text = "", filled: values } = element.dataset;
      if (texts[text] !== undefined) element.textContent = filled(text, values);
    }
    for (const element of elements("[data-named]")) {
      for (const pair of (element.dataset.named || "").split(" ")) {
        const [name, key] = pair.split("=");
        if (texts[key] !== undefined) element.setAttribute(name, filled(key));
      }
    }
    const own = /** @type {HTMLElement} */ (document.getElementById("texts"));
    const keys = Object.keys(JSON.parse(own.textContent || "{}"));
    own.textContent = JSON.stringify(Object.fromEntries(keys.map((key) => [key, texts[key]])));
    language = code;
    spelling = header;
    page.lang = code;
    page.dir = header.direction;
    window.dispatchEvent(new Event("translated"));
  }

  /**
   * @param {string} selector
   * @returns {NodeListOf<HTMLElement>}
   */
  function elements(selector) {
    return document.querySelectorAll(selector);
  }

  /**
   * Spell a number as the language does; see `Language.spelled` of the texts.
   *
   * @param {string} number as in a program, such as "1,234.5"
   */
  function spelled(number) {
    const { decimal, group, grouped_from: least } = spelling;
    const [whole] = number.replace(/^[-\u2212]/, "").split(".");
    const isShort = whole.split(",").length === 2 && Number(whole.replace(",", "")) < least;
    const written = isShort ? number.replace(",", "") : number;
    return written.replace(/[.,]/g, (sign) => (sign === "." ? decimal : group));
  }

  /**
   * Get the texts of another language, and show the page's HTML in it.
   *
   * @param {string} code
   * @returns {Promise<LanguageWords | null>} null if they cannot be had
   */
  async function translate(code) {
    /** @type {Promise<null>} */
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    const found = await Promise.race([fetched(code), late]);
    if (found === null) return null;
    keep("session", code);
    keep("local", code);
    put(found);
    return found;
  }

  return {
    known,
    codeFor,
    translate,
    spelled,
    get language() {
      return language;
    },
    get words() {
      return words;
    },
  };
})();
