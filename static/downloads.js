// Downloads with one honest progress count over all files.

import { gunzip } from "./archive.js";

/** Fetches files at once, counts their bytes and decompresses them on the way. */
export class Downloads {
  /**
   * @param files name -> { url, bytes } with the true sizes
   * @param base what the addresses are relative to
   * @param onProgress (loaded, total) => void
   */
  constructor(files, base, onProgress) {
    const entries = Object.entries(files);
    this.total = entries.reduce((sum, [, { bytes }]) => sum + bytes, 0);
    this.loaded = 0;
    this.abortion = new AbortController();
    this.onProgress = onProgress;
    this.started = new Map(
      entries.map(([name, { url }]) => [name, this.#fetch(new URL(url, base))]),
    );
    // A failure is reported where the file is needed, not as an unhandled rejection before that.
    for (const bytes of this.started.values()) bytes.catch(() => {});
  }

  /** The decompressed bytes of one of the files. */
  bytes(name) {
    return this.started.get(name);
  }

  /** Give up what has not arrived. */
  abort() {
    this.abortion.abort();
  }

  async #fetch(address) {
    const name = address.pathname.split("/").pop();
    try {
      const response = await fetch(address, { signal: this.abortion.signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return await gunzip(response.body.pipeThrough(this.#counter()));
    } catch (error) {
      throw new LoadError(name, error.message);
    }
  }

  #counter() {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.loaded += chunk.length;
        this.onProgress(this.loaded, this.total);
        controller.enqueue(chunk);
      },
    });
  }
}

/** A file that could not be loaded. */
export class LoadError extends Error {
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    this.file = file;
  }
}
