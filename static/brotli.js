// Decompresses Brotli while it arrives: by the browser where it can, else by a decoder of ours.

import { filesOf, readPack } from "./archive.js";
import { FetchError } from "./steady-fetch.js";
import { chunksOf } from "./streams.js";

/** Bytes that the decoder gives at a time. */
const STEP = 1 << 20;

/** Codes of what the decoder needs to go on. */
const DONE = 1;

/** How a file begins that is compressed with gzip. */
const GZIP = [0x1f, 0x8b];

/** One for all, unless it could not be had. @type {Promise<BrotliModule> | null} */
let ours = null;

/** Decompresses downloads; what it takes to do so is loaded when it is made. */
export class Brotli {
  /** @type {Promise<BrotliModule> | null} */
  #decoder;

  /** @param {() => Promise<Uint8Array<ArrayBuffer>>} load gets the pack with the decoder's files */
  constructor(load) {
    this.#decoder = isNative() ? null : (ours ??= makeDecoder(load));
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
    if (this.#decoder === null) return joined(unpacked(stream, "brotli"), size);
    const decoder = await this.#decoder.catch((error) => {
      stream.cancel();
      throw error;
    });
    return joined(decoded(decoder, stream), size);
  }
}

/**
 * Decompress gzip, which a host may have done already: some take the file for one that they serve
 * compressed.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream of a small file
 * @param {number} size of its content in bytes
 * @throws {DamageError}
 */
export async function gunzip(stream, size) {
  // Not by a response, which would forget why a stream has failed.
  const chunks = [];
  for await (const chunk of chunksOf(stream)) chunks.push(chunk);
  const whole = new Blob(chunks);
  const begin = new Uint8Array(await whole.slice(0, GZIP.length).arrayBuffer());
  const isPacked = GZIP.every((byte, i) => begin[i] === byte);
  return joined(isPacked ? unpacked(whole.stream(), "gzip") : chunksOf(whole.stream()), size);
}

/**
 * @param {AsyncIterable<Uint8Array<ArrayBuffer>>} parts
 * @param {number} size that they have together
 * @throws {DamageError}
 */
async function joined(parts, size) {
  const content = new Uint8Array(size);
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
 * @param {() => Promise<Uint8Array<ArrayBuffer>>} load
 * @returns {Promise<BrotliModule>}
 */
async function makeDecoder(load) {
  try {
    const [script, wasm] = filesOf(readPack(await load()));
    const module = await import(URL.createObjectURL(script));
    await module.default({ module_or_path: await wasm.arrayBuffer() });
    return module;
  } catch (error) {
    ours = null;
    throw error;
  }
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

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {string} format
 */
function unpacked(stream, format) {
  const unpacking = new DecompressionStream(/** @type {CompressionFormat} */ (format));
  return chunksOf(stream.pipeThrough(unpacking));
}
