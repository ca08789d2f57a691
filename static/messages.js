// Answers the page that embeds this one: the verbs of window.playground, asked for by postMessage.

const VERSION = 1;
const LONGEST_ID = 100;
const LONGEST_LINK = 100_000;
const MOST_EPOCHS = 1000;

const takesNothing = ({ length }) => length === 0;

/** What may be asked: verb -> whether arguments suit it. */
const VERBS = new Map([
  ["state", takesNothing],
  ["play", takesNothing],
  ["pause", takesNothing],
  ["reset", takesNothing],
  ["step", (given) => takesNothing(given) || (given.length === 1 && isCount(given[0]))],
  ["load", (given) => given.length === 1 && isText(given[0], LONGEST_LINK)],
]);

const page = document.documentElement;
const origins = allowedOrigins(new URLSearchParams(location.search).getAll("origin"));
const started = import("./start.js");
started.catch(() => {}); // boot.js says so

const failed = new Promise((_, reject) => {
  const look = () => {
    if (page.dataset.state === "error") reject(new Error("The playground could not start."));
  };
  new MutationObserver(look).observe(page, { attributeFilter: ["data-state"] });
});
failed.catch(() => {});

addEventListener("message", async ({ data, origin, source }) => {
  if (source !== parent || source === window || !origins.has(origin) || !isRequest(data)) return;
  const { id } = data;
  const reply = (content) => source.postMessage({ playground: VERSION, id, ...content }, origin);
  await answer(data).then(
    (value) => reply({ value }),
    ({ message }) => reply({ error: message }),
  );
});

/** The page's own origin, and those that its address names as "?origin=https://…". */
function allowedOrigins(named) {
  const known = [location.origin];
  for (const address of named) {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url !== null && /^https?:$/.test(url.protocol)) known.push(url.origin);
    else console.warn(`origin must be an address such as https://school.example, got ${address}`);
  }
  // Pages without an origin of their own, such as files, all call themselves "null".
  return new Set(known.filter((origin) => origin !== "null"));
}

/** Whether a message is meant for the playground at all; other scripts send messages, too. */
function isRequest(data) {
  return (
    Object.prototype.toString.call(data) === "[object Object]" &&
    data.playground === VERSION &&
    (isText(data.id, LONGEST_ID) || Number.isFinite(data.id)) &&
    Object.hasOwn(data, "verb")
  );
}

async function answer({ verb, arguments: given = [] }) {
  if (!VERBS.has(verb)) {
    throw new RangeError(`verb must be one of ${[...VERBS.keys()].join(", ")}`);
  }
  if (!Array.isArray(given) || !VERBS.get(verb)(given)) {
    throw new RangeError(
      `arguments must be [] or, for step, [a whole number from 1 to ${MOST_EPOCHS}], ` +
        `for load [text of at most ${LONGEST_LINK} characters]`,
    );
  }
  await Promise.race([started, failed]);
  return Promise.race([window.playground[verb](...given), failed]);
}

function isCount(value) {
  return Number.isInteger(value) && value >= 1 && value <= MOST_EPOCHS;
}

function isText(value, longest) {
  return typeof value === "string" && value.length <= longest;
}
