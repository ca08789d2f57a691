// Long work in pieces, between which the page answers: it scrolls, moves the focus, and paints.

/** Milliseconds; a frame's worth of work is done at a stretch. */
const STRETCH = 12;

let since = 0;

/** Let the page do what waits, if there was no chance for that for a while. */
export async function pause() {
  if (performance.now() - since < STRETCH) return;
  await turn();
  since = performance.now();
}

/** The next turn of the event loop; a timer would wait four milliseconds for it. */
function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
}
