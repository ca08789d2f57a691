// Gives the user what Python delivers: files, text for the clipboard, pictures of figures.

import { columnsOf, findSource } from "./frames.js";
import { reply } from "./keeper.js";

/** Bytes; a larger file would keep the page busy for long, and Python takes none. */
const LARGEST_FILE = 8_000_000;

const MIME_TYPES = {
  json: "application/json",
  py: "text/x-python",
  yaml: "application/yaml",
  zip: "application/zip",
};

/** What a delivery does, by its action. */
const actions = {
  file: ({ name, format, text }) => download(name, new Blob([text], { type: MIME_TYPES[format] })),
  clipboard: ({ text }) => copy(text),
  picture: async ({ name, format, text }, document) =>
    download(name, await pictures[format](viewOf(document, text))),
};

/** Figures draw themselves without a background; a picture gets the page's. */
const pictures = { png: drawPng, svg: drawSvg };

/** Carry out the deliveries of a document from now on. */
export function watchDeliveries(document) {
  const source = findSource(document, "delivery");
  let carriedOut = columnsOf(source).number[0];
  source.properties.data.change.connect(() => {
    const columns = Object.entries(columnsOf(source));
    const delivery = Object.fromEntries(columns.map(([name, column]) => [name, only(column)]));
    if (delivery.number === carriedOut) return;
    carriedOut = delivery.number;
    actions[delivery.action](delivery, document);
  });
}

/** A column has one text, or is the content of a file. */
const only = (column) => (column instanceof Uint8Array ? column : column[0]);

/** Call back instead of reading when a file is chosen that is too large. */
export function refuseLargeFiles(callback) {
  addEventListener(
    "input",
    (event) => {
      const [input] = event.composedPath();
      if (![...(input.files ?? [])].some(({ size }) => size > LARGEST_FILE)) return;
      input.value = "";
      callback();
    },
    { capture: true },
  );
}

function download(name, blob) {
  const link = window.document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Copy a text; the place that shows it is selected, for a browser that forbids the copying. */
async function copy(text) {
  const places = findInside(window.document.body, "textarea[readonly]");
  const shown = places.find(({ value }) => value === text);
  shown?.focus();
  shown?.select();
  const copied = navigator.clipboard?.writeText(text).then(() => true);
  reply("copied", (await copied?.catch(() => false)) ?? false);
}

/** Find elements below a node, those in shadow roots too. */
function findInside(node, selector) {
  const shadows = [...node.querySelectorAll("*")].map(({ shadowRoot }) => shadowRoot);
  const inner = shadows.filter((root) => root !== null);
  return [
    ...node.querySelectorAll(selector),
    ...inner.flatMap((root) => findInside(root, selector)),
  ];
}

const viewOf = (document, name) => Bokeh.index.get_one(document.get_model_by_name(name));

const paper = () => getComputedStyle(window.document.body).getPropertyValue("--paper").trim();

function drawPng(view) {
  const { canvas } = view.export("png");
  const context = canvas.getContext("2d");
  context.resetTransform();
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = paper();
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

async function drawSvg(view) {
  const blob = await view.export("svg").to_blob();
  const background = `<rect width="100%" height="100%" fill="${paper()}"/>`;
  const svg = (await blob.text()).replace(/<svg[^>]*>/, (start) => start + background);
  return new Blob([svg], { type: "image/svg+xml" });
}
