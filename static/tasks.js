// Long work in pieces, so that the page answers in between.

/** Milliseconds of work at a stretch; what comes after the last look at the clock is added. */
const STRETCH = 30;

let began = -Infinity;

/** Let the browser do what is waiting, if the work has gone on for long. */
export async function breathe() {
  if (performance.now() - began < STRETCH) return;
  await nextTask();
  began = performance.now();
}

/** @returns {Promise<unknown>} */
function nextTask() {
  if ("scheduler" in globalThis && "yield" in scheduler) return scheduler.yield();
  // In a tab behind another one a timer would wait for a second.
  const { port1, port2 } = new MessageChannel();
  port2.postMessage(null);
  return new Promise((resolve) => {
    port1.onmessage = resolve;
  }).finally(() => port1.close());
}
