// Loads BokehJS with Panel's models and embeds a document into the page.

import { rootElement } from "./elements.js";
import { installLiveViews } from "./live-views.js";

const DOCUMENT_ID = "playground";

/**
 * Load BokehJS and what belongs to it: classic scripts, in the given order.
 *
 * @param {readonly string[]} urls
 */
export async function loadScripts(urls) {
  await Promise.all(urls.map(loadScript));
  installLiveViews();
}

/**
 * @param {string} url
 * @returns {Promise<unknown>}
 */
function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.async = false;
    script.onload = resolve;
    script.onerror = async () => {
      const reason = (await window.preflight.reasonOf(url)) || "not loaded";
      reject(Object.assign(new Error(reason), { file: url }));
    };
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
