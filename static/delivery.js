// Gives the user what Python delivers: files, text for the clipboard, pictures of figures.

import { mailbox } from "./mailbox.js";

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
  file: ({ name, format }, bytes) =>
    download(name, new Blob([bytes], { type: MIME_TYPES[format] })),
  clipboard: ({ text }) => copy(text),
  picture: async ({ name, format, figure }, _, bokehDocument) =>
    download(name, await pictures[format](viewOf(bokehDocument, figure))),
};

/** Figures draw themselves without a background; a picture gets the page's. */
const pictures = { png: drawPng, svg: drawSvg };

mailbox.on("deliver", (delivery, bytes, bokehDocument) =>
  actions[delivery.action](delivery, bytes, bokehDocument),
);

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
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Copy a text and tell whether it worked; where it is shown it is selected, should it not. */
async function copy(text) {
  const places = findInside(document.body, "textarea[readonly]");
  const shown = places.find(({ value }) => value === text);
  shown?.focus();
  shown?.select();
  const copied = navigator.clipboard?.writeText(text).then(() => true);
  return (await copied?.catch(() => false)) ?? false;
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

const viewOf = (bokehDocument, name) =>
  Bokeh.index.get_one(bokehDocument.get_model_by_name(name));

const paper = () => getComputedStyle(document.body).getPropertyValue("--paper").trim();

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
