// Decompresses Brotli while it arrives: by the browser where it can, else by a decoder of ours.

import { FetchError } from "./steady-fetch.js";
import { chunksOf } from "./streams.js";

/** Bytes that the decoder gives at a time. */
const STEP = 1 << 20;

/** Codes of what the decoder needs to go on. */
const DONE = 1;

/** Decompresses downloads; what it takes to do so is loaded when it is made. */
export class Brotli {
  /** @type {Promise<BrotliModule> | null} */
  #decoder;

  /**
   * @param {Runtime["decoder"]} files of the decoder
   * @param {string} base what their addresses are relative to
   */
  constructor(files, base) {
    this.#decoder = isNative() ? null : loadDecoder(files, base);
    // A failure is reported where something is decompressed.
    this.#decoder?.catch(() => {});
  }

  /**
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
   * @param {number} size of its content in bytes
   * @returns {Promise<Uint8Array<ArrayBuffer>>} its content
   * @throws {DamageError} if that is not what the stream holds
   */
  async decompress(stream, size) {
    const content = new Uint8Array(size);
    const parts = this.#decoder === null ? natively(stream) : decoded(await this.#decoder, stream);
    let length = 0;
    try {
      for await (const part of parts) {
        content.set(part, length); // which throws if it is too much
        length += part.length;
      }
    } catch (error) {
      throw error instanceof FetchError ? error : new DamageError("damaged");
    }
    if (length !== size) throw new DamageError("damaged");
    return content;
  }
}

/** That what arrived is not the file. */
export class DamageError extends Error {}

function isNative() {
  try {
    return Boolean(new DecompressionStream(/** @type {CompressionFormat} */ ("brotli")));
  } catch {
    return false;
  }
}

/**
 * @param {Runtime["decoder"]} files
 * @param {string} base
 * @returns {Promise<BrotliModule>}
 */
async function loadDecoder({ script, wasm }, base) {
  const [module, response] = await Promise.all([
    import(new URL(script, base).href),
    fetch(new URL(wasm, base)),
  ]);
  if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
  const unpacked = response.body.pipeThrough(new DecompressionStream("gzip"));
  await module.default({ module_or_path: await new Response(unpacked).arrayBuffer() });
  return module;
}

/**
 * @param {BrotliModule} module
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 */
async function* decoded({ BrotliDecStream }, stream) {
  const decoder = new BrotliDecStream();
  try {
    for await (let input of chunksOf(stream)) {
      let isHungry = false;
      while (!isHungry) {
        const result = decoder.dec(input, STEP);
        yield result.buf;
        input = input.subarray(result.input_offset);
        isHungry = result.code === DONE || (result.buf.length < STEP && input.length === 0);
        result.free();
      }
    }
  } finally {
    decoder.free();
  }
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
function natively(stream) {
  return chunksOf(
    stream.pipeThrough(new DecompressionStream(/** @type {CompressionFormat} */ ("brotli"))),
  );
}
