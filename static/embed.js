// Loads BokehJS with Panel's models and embeds a document into the page.

import { rootElement } from "./elements.js";
import { translateNumbers } from "./figure-numbers.js";
import { installLiveViews } from "./live-views.js";
import { breathe } from "./tasks.js";

const DOCUMENT_ID = "playground";

/**
 * Load BokehJS and what extends it: classic scripts, in the given order.
 *
 * @param {readonly File[]} scripts
 */
export async function loadScripts([bokeh, ...others]) {
  await loadScript(bokeh);
  await window.startBokeh(breathe);
  await Promise.all(others.map(loadScript));
  installLiveViews();
  translateNumbers();
  buildInPieces();
}

/**
 * Bokeh builds all roots of a document in one task of the browser, which on a slow machine answers
 * nobody for seconds.  Views may wait for something before they are built, so the roots do.
 */
function buildInPieces() {
  const { prototype } = Bokeh.require("core/view").View;
  const { lazy_initialize: prepare } = prototype;
  prototype.lazy_initialize = async function () {
    await prepare.call(this);
    if (this.parent === null) await breathe();
  };
}

/**
 * @param {File} file
 * @returns {Promise<unknown>}
 */
function loadScript(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = URL.createObjectURL(file);
    script.async = false;
    script.onload = resolve;
    script.onerror = () => reject(Object.assign(new Error("not loaded"), { file: file.name }));
    document.head.append(script);
  });
}

/**
 * Embed a document, instead of one embedded earlier.
 *
 * @param {unknown} json the document as Bokeh's JSON
 * @param {Roots} roots each goes into the element with that data-root
 * @returns {Promise<BokehDocument>}
 */
export async function embed(json, roots) {
  for (const view of [...Bokeh.index.roots]) view.remove();
  Bokeh.documents.length = 0;
  const targets = Object.entries(roots).map(([name, id]) => [id, rootElement(name)]);
  const item = {
    docid: DOCUMENT_ID,
    roots: Object.fromEntries(targets),
    root_ids: targets.map(([id]) => id),
  };
  const [views] = await Bokeh.embed.embed_items({ [DOCUMENT_ID]: json }, [item]);
  return /** @type {BokehDocument} */ ([...views.roots][0].model.document);
}
