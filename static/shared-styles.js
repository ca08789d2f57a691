// The style sheet of all widgets, one object that they share. As a link in each of them it would be
// loaded a hundred times over, and a widget stand there without it until then.

/**
 * Have all that links to a style sheet use this one from now on.
 *
 * @param {string} url as the document names it
 * @param {string} css what it says
 */
export function shareStyles(url, css) {
  const shared = new CSSStyleSheet();
  shared.replaceSync(css);
  class SharedStyleSheet extends Bokeh.require("core/dom").StyleSheet {
    /** @type {ShadowRoot | null} */
    #root = null;

    /** @param {ShadowRoot} root */
    install(root) {
      this.#root = root;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, shared];
    }

    uninstall() {
      if (this.#root === null) return;
      const others = this.#root.adoptedStyleSheets.filter((sheet) => sheet !== shared);
      this.#root.adoptedStyleSheets = others;
    }
  }
  const { prototype } = Bokeh.require("models/dom/stylesheets").ImportedStyleSheet;
  const { underlying } = prototype;
  prototype.underlying = function () {
    return this.url === url ? new SharedStyleSheet() : underlying.call(this);
  };
}
