// Answers the page that embeds this one: the verbs of window.playground, asked for by postMessage.

import { VERSION, allowedOrigins, checkedCall, isRequest } from "./message-check.js";

const page = document.documentElement;
const query = new URLSearchParams(location.search);
const origins = allowedOrigins(location.origin, query.getAll("origin"));
const started = import("./start.js");
started.catch(() => {}); // boot.js says so

/** @type {Promise<never>} */
const failed = new Promise((_, reject) => {
  const look = () => {
    if (page.dataset.state === "error") reject(new Error("The playground could not start."));
  };
  new MutationObserver(look).observe(page, { attributeFilter: ["data-state"] });
});
failed.catch(() => {});

addEventListener("message", async ({ data, origin, source }) => {
  if (source !== window.parent || source === window || !origins.has(origin) || !isRequest(data))
    return;
  const { id } = data;
  /** @param {{ value: unknown } | { error: string }} content */
  const reply = (content) =>
    window.parent.postMessage({ playground: VERSION, id, ...content }, origin);
  await answer(data).then(
    (value) => reply({ value }),
    ({ message }) => reply({ error: message }),
  );
});

/** @param {PlaygroundRequest} request */
async function answer(request) {
  const { verb, given } = checkedCall(request);
  await Promise.race([started, failed]);
  /** @type {(...given: any[]) => Promise<unknown>} */
  const ask = window.playground[verb];
  return Promise.race([ask(...given), failed]);
}
