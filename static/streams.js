// Streams of bytes.

/**
 * Go through a stream; not all browsers can do so by themselves.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 */
export async function* chunksOf(stream) {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
