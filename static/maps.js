// Maps of palette indices as pixels: all of one data source in one canvas, one below the other.

/** Pictures of one size that change often; their pixels are made in place. */
export class Maps {
  /** All maps, one below the other. */
  canvas = document.createElement("canvas");

  // In software, since it is written to in every frame and never read by the graphics card alone.
  #context = /** @type {CanvasRenderingContext2D} */ (
    this.canvas.getContext("2d", { willReadFrequently: true })
  );
  /** @type {ImageData | null} */
  #pixels = null;
  /** @type {Uint32Array} */
  #colors = new Uint32Array();
  #height = 0;

  /** Pixels of one of them from left to right. */
  get width() {
    return this.canvas.width;
  }

  /**
   * Show other ones, or the same ones as they are now.
   *
   * @param {FrameMaps} maps
   */
  show({ data, shape: [count, height, width], palette }) {
    this.#makeRoom(width, height, count);
    const colors = this.#colors;
    for (let i = 0; i < data.length; i++) colors[i] = palette[data[i]];
    if (this.#pixels !== null) this.#context.putImageData(this.#pixels, 0, 0);
  }

  /**
   * Draw one of them into a rectangle.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {number} index
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  draw(context, index, x, y, width, height) {
    const top = index * this.#height;
    const source = /** @type {const} */ ([0, top, this.canvas.width, this.#height]);
    if (top < this.canvas.height) context.drawImage(this.canvas, ...source, x, y, width, height);
  }

  /**
   * @param {number} width
   * @param {number} height
   * @param {number} count
   */
  #makeRoom(width, height, count) {
    this.#height = height;
    const canvas = this.canvas;
    if (canvas.width === width && canvas.height === height * count && this.#pixels) return;
    canvas.width = width;
    canvas.height = height * count;
    this.#pixels = count === 0 ? null : this.#context.createImageData(width, height * count);
    this.#colors = new Uint32Array(this.#pixels?.data.buffer ?? new ArrayBuffer(0));
  }
}
