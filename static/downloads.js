// Downloads with one honest progress count over all files.

import { Brotli, DamageError, gunzip } from "./brotli.js";
import { steadyFetch } from "./steady-fetch.js";

/** @typedef {ReadableStream<Uint8Array<ArrayBuffer>>} Body */
/** @typedef {(body: Body, size: number) => Promise<Uint8Array<ArrayBuffer>>} Unpack */

/** Fetches files at once, counts their bytes and decompresses them on the way. */
export class Downloads {
  /**
   * @param {Pick<Runtime, "files" | "decoder" | "base">} runtime the files that there are, by name
   * @param {(loaded: number, total: number, arrived: number) => void} onProgress
   */
  constructor({ files, decoder, base }, onProgress = () => {}) {
    this.files = files;
    this.base = base;
    this.total = this.loaded = 0;
    this.abortion = new AbortController();
    this.onProgress = onProgress;
    // Other downloads need it, too, when these are given up.
    this.brotli = new Brotli(() => this.#load(decoder, gunzip, new AbortController().signal));
    /** @type {Unpack} */
    this.unpack = (body, size) => this.brotli.decompress(body, size);
    /** @type {Map<string, Promise<Uint8Array<ArrayBuffer>>>} */
    this.started = new Map();
  }

  /**
   * Fetch files, all at the same time.
   *
   * @param {readonly string[]} names
   */
  start(names) {
    for (const name of names) {
      const content = this.#load(this.files[name], this.unpack, this.abortion.signal);
      // A failure is reported where the file is needed, not as an unhandled rejection before that.
      content.catch(() => {});
      this.started.set(name, content);
    }
  }

  /**
   * The decompressed bytes of one of the files.
   *
   * @param {string} name
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  bytes(name) {
    return this.started.get(name) ?? Promise.reject(new RangeError(`no download is a ${name}`));
  }

  /** Keep nothing of what has arrived. */
  forget() {
    this.started.clear();
  }

  /** Give up what has not arrived. */
  abort() {
    this.abortion.abort();
  }

  /**
   * @param {DownloadedFile} file
   * @param {Unpack} unpack
   * @param {AbortSignal} signal
   */
  async #load(file, unpack, signal) {
    this.total += file.bytes;
    try {
      // A cache may have kept what is not ours; what the server has under this name is.
      return await this.#attempt(file, unpack, signal, false).catch((error) => {
        if (error instanceof DamageError) return this.#attempt(file, unpack, signal, true);
        throw error;
      });
    } catch (error) {
      // What unpacks it could not be loaded.
      if (error instanceof LoadError) throw error;
      throw new LoadError(file.url.split("/").pop() ?? "", error.message);
    }
  }

  /**
   * @param {DownloadedFile} file
   * @param {Unpack} unpack
   * @param {AbortSignal} signal
   * @param {boolean} anew whether to leave out what caches have
   */
  async #attempt({ url, bytes, size }, unpack, signal, anew) {
    let arrived = 0;
    const counter = new TransformStream({
      transform: (chunk, controller) => {
        arrived += chunk.length;
        this.#count(chunk.length);
        controller.enqueue(chunk);
      },
    });
    const body = steadyFetch(new URL(url, this.base), bytes, signal, anew);
    try {
      return await unpack(body.pipeThrough(counter), size);
    } catch (error) {
      this.loaded -= arrived;
      throw error;
    }
  }

  /** @param {number} arrived bytes */
  #count(arrived) {
    this.loaded += arrived;
    this.onProgress(this.loaded, this.total, arrived);
  }
}

/** A file that could not be loaded. */
export class LoadError extends Error {
  /**
   * @param {string} file
   * @param {string} reason
   */
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}
