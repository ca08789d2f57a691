// Downloads with one honest progress count over all files.

import { DamageError } from "./brotli.js";
import { steadyFetch } from "./steady-fetch.js";

/** @import { Brotli } from "./brotli.js" */

/** Fetches files at once, counts their bytes and decompresses them on the way. */
export class Downloads {
  /**
   * @param {Record<string, DownloadedFile>} files that there are, by name
   * @param {string} base what the addresses are relative to
   * @param {Brotli} brotli
   * @param {(loaded: number, total: number, arrived: number) => void} onProgress
   */
  constructor(files, base, brotli, onProgress) {
    this.files = files;
    this.base = base;
    this.total = this.loaded = 0;
    this.abortion = new AbortController();
    this.brotli = brotli;
    this.onProgress = onProgress;
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
      const file = this.files[name];
      this.total += file.bytes;
      const content = this.#fetch(new URL(file.url, this.base), file);
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
   * @param {URL} address
   * @param {DownloadedFile} file
   */
  async #fetch(address, file) {
    try {
      // A cache may have kept what is not ours; what the server has under this name is.
      return await this.#attempt(address, file, false).catch((error) => {
        if (error instanceof DamageError) return this.#attempt(address, file, true);
        throw error;
      });
    } catch (error) {
      throw new LoadError(address.pathname.split("/").pop() ?? "", error.message);
    }
  }

  /**
   * @param {URL} address
   * @param {DownloadedFile} file
   * @param {boolean} anew whether to leave out what caches have
   */
  async #attempt(address, { bytes, size }, anew) {
    let arrived = 0;
    const counter = new TransformStream({
      transform: (chunk, controller) => {
        arrived += chunk.length;
        this.#count(chunk.length);
        controller.enqueue(chunk);
      },
    });
    const body = steadyFetch(address, bytes, this.abortion.signal, anew);
    try {
      return await this.brotli.decompress(body.pipeThrough(counter), size);
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
