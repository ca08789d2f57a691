// Gives the user what Python delivers: files, text for the clipboard, pictures of figures.

import { mailbox } from "./mailbox.js";

/** Bytes; a larger file would keep the page busy for long, and Python takes none. */
const LARGEST_FILE = 8_000_000;

/** Milliseconds; some browsers begin to read what is saved only after a while. */
const READING_TIME = 60_000;

const MIME_TYPES = {
  csv: "text/csv",
  json: "application/json",
  py: "text/x-python",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  yaml: "application/yaml",
  zip: "application/zip",
};

/** Figures draw themselves without a background; a picture gets the page's. */
const pictures = { png: drawPng, svg: drawSvg };

/**
 * What a delivery does, by its action; what it returns is told to Python.
 *
 * @type {{
 *   [A in Delivery["action"]]: (
 *     delivery: Extract<Delivery, { action: A }>,
 *     bytes: Uint8Array<ArrayBuffer>,
 *     bokehDocument: BokehDocument,
 *   ) => unknown
 * }}
 */
const actions = {
  file: ({ name, format }, bytes) =>
    download(name, new Blob([bytes], { type: MIME_TYPES[format] })),
  clipboard: ({ text }) => copy(text),
  picture: async ({ name, format, figure }, _, bokehDocument) =>
    download(name, await pictures[format](viewOf(bokehDocument, figure))),
};

mailbox.on("deliver", (delivery, bytes, bokehDocument) =>
  actions[delivery.action](/** @type {never} */ (delivery), bytes, bokehDocument),
);

/**
 * Call back instead of reading when a file is chosen that is too large.
 *
 * @param {() => void} callback
 */
export function refuseLargeFiles(callback) {
  addEventListener(
    "input",
    (event) => {
      const input = /** @type {HTMLInputElement} */ (event.composedPath()[0]);
      // What only the worker reads may be of any size.
      if (input.dataset.files !== undefined) return;
      if (![...(input.files ?? [])].some(({ size }) => size > LARGEST_FILE)) return;
      input.value = "";
      callback();
    },
    { capture: true },
  );
}

/**
 * Save a file, and tell whether that is allowed; null if nobody can know.
 *
 * @param {string} name
 * @param {Blob} blob
 */
function download(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READING_TIME);
  return allowsDownloads(window);
}

/**
 * Whether files can be saved from a window: a frame may be one that swallows them without a word.
 *
 * @param {Pick<Window, "frameElement"> & { parent: any }} place
 * @returns {boolean | null} null if the page around does not let us look
 */
export function allowsDownloads(place) {
  if (place.parent === place) return true;
  try {
    const frame = /** @type {HTMLIFrameElement | null} */ (place.frameElement);
    if (frame === null) return null;
    const isAllowed = !frame.hasAttribute("sandbox") || frame.sandbox.contains("allow-downloads");
    return isAllowed && allowsDownloads(place.parent);
  } catch {
    return null;
  }
}

/**
 * Copy a text and tell whether it worked; where it is shown it is selected, should it not.
 *
 * @param {string} text
 */
async function copy(text) {
  const places = textAreas(document.body);
  const shown = places.find(({ value }) => value === text);
  shown?.focus();
  shown?.select();
  const copied = navigator.clipboard?.writeText(text).then(() => true);
  return (await copied?.catch(() => false)) ?? false;
}

/**
 * Find what shows texts to copy below a node, in shadow roots too.
 *
 * @param {ParentNode} node
 * @returns {HTMLTextAreaElement[]}
 */
function textAreas(node) {
  const shadows = [...node.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot);
  const inner = shadows.filter((root) => root !== null);
  /** @type {NodeListOf<HTMLTextAreaElement>} */
  const found = node.querySelectorAll("textarea[readonly]");
  return [...found, ...inner.flatMap(textAreas)];
}

/**
 * @param {BokehDocument} bokehDocument
 * @param {string} name
 */
function viewOf(bokehDocument, name) {
  const figure = bokehDocument.get_model_by_name(name);
  if (figure === null) throw new Error(`The document has no figure called ${name}.`);
  return Bokeh.index.get_one(figure);
}

const paper = () => getComputedStyle(document.body).getPropertyValue("--paper").trim();

/**
 * @param {BokehView} view
 * @returns {Promise<Blob>}
 */
function drawPng(view) {
  const { canvas } = view.export("png");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.resetTransform();
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = paper();
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}

/** @param {BokehView} view */
async function drawSvg(view) {
  const blob = await view.export("svg").to_blob();
  const background = `<rect width="100%" height="100%" fill="${paper()}"/>`;
  const svg = (await blob.text()).replace(/<svg[^>]*>/, (start) => start + background);
  return new Blob([svg], { type: "image/svg+xml" });
}
