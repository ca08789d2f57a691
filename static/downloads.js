// Downloads with one honest progress count over all files.

/** Fetches a fixed list of files at once and counts their bytes. */
export class Downloads {
  /**
   * @param files [{ url, bytes }] with the true sizes, relative to base
   * @param onProgress (loaded, total) => void
   */
  constructor(files, base, onProgress) {
    this.total = files.reduce((sum, file) => sum + file.bytes, 0);
    this.loaded = 0;
    this.onProgress = onProgress;
    this.started = new Map(files.map(({ url }) => [url, this.#fetch(new URL(url, base))]));
    // A failure is reported where the file is needed, not as an unhandled rejection before that.
    for (const bytes of this.started.values()) bytes.catch(() => {});
  }

  /** The bytes of one of the files. */
  bytes(url) {
    return this.started.get(url);
  }

  async #fetch(address) {
    const name = address.pathname.split("/").pop();
    let response;
    try {
      response = await fetch(address);
    } catch (error) {
      throw new LoadError(name, error.message);
    }
    if (!response.ok) throw new LoadError(name, `status ${response.status}`);
    const chunks = [];
    try {
      for await (const chunk of chunksOf(response.body)) {
        chunks.push(chunk);
        this.loaded += chunk.length;
        this.onProgress(this.loaded, this.total);
      }
    } catch (error) {
      throw new LoadError(name, error.message);
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  }
}

/** A file that could not be loaded. */
export class LoadError extends Error {
  constructor(file, reason) {
    super(`${file}: ${reason}`);
    this.file = file;
  }
}

async function* chunksOf(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
