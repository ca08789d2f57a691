// Answers the page that embeds this one: the verbs of window.playground, asked for by postMessage,
// and those that are about what that page is told.

import { started } from "./boot.js";
import {
  isFromFramingPage,
  listenFrom,
  requireLaunch,
  send,
  takeLaunch,
  tell,
} from "./framing-page.js";
import { checkedCall, isRequest } from "./message-check.js";
import { mailbox } from "./mailbox.js";

/** @typedef {(given: readonly any[], origin: string) => Promise<Partial<Reply>>} Verb */

const page = document.documentElement;

/** @type {Promise<never>} */
const failed = new Promise((_, reject) => {
  const look = () => {
    if (page.dataset.state === "error") reject(new Error("The playground could not start."));
  };
  new MutationObserver(look).observe(page, { attributeFilter: ["data-state"] });
});
failed.catch(() => {});

mailbox.on("event", ({ name, detail }) => tell(name, detail));

/**
 * Verbs that are no business of the application alone.
 *
 * @type {Readonly<Record<string, Verb>>}
 */
const OWN = {
  listen: async (names, origin) => {
    listenFrom(origin);
    await asked("listen", names);
    return { value: names };
  },
  launch: async ([content], origin) => {
    const { isLaunch } = await import("./launch-messages.js");
    if (!isLaunch(content))
      throw new RangeError("launch must have exercise, state, place and room");
    takeLaunch(origin, content);
    return { value: null };
  },
  problem: async ([content]) => {
    const { isProblem } = await import("./launch-messages.js");
    requireLaunch();
    if (!isProblem(content)) throw new RangeError("problem must be null or what was refused");
    const { tellProblem } = await import("./storage.js");
    tellProblem(content);
    return { value: null };
  },
};

addEventListener("message", async (event) => {
  const { data, origin } = event;
  if (!isFromFramingPage(event) || !isRequest(data)) return;
  const { id } = data;
  await answer(data, origin).then(
    ({ value = null, refused }) =>
      send(origin, refused === undefined ? { id, value } : { id, value, refused }),
    ({ message }) => send(origin, { id, error: message }),
  );
});

/**
 * @param {PlaygroundRequest} request
 * @param {string} origin
 */
async function answer(request, origin) {
  const { verb, given } = checkedCall(request);
  return verb in OWN ? OWN[verb](given, origin) : asked(/** @type {keyof Verbs} */ (verb), given);
}

/**
 * @param {keyof Verbs | "listen"} verb
 * @param {readonly unknown[]} given
 */
async function asked(verb, given) {
  const { ask } = await Promise.race([started, failed]);
  return Promise.race([ask(verb, given), failed]);
}
