// Makes an image small enough to be held by an exercise, which links carry.

/** Letters of a data URL that an image may have as it is, and that a smaller one is to have. */
const FEW_LETTERS = 20_000;

/** Kinds of file that an exercise takes; of all others a copy is made. */
const KINDS = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** Pixels of the longer side, tried one after the other. */
const SIDES = [1200, 900, 700, 520, 400, 300, 200];

/** Of a lossy image. */
const QUALITIES = [0.85, 0.6];

/**
 * Return an image as a data URL; null if the file is none that the browser can show.
 *
 * @param {Blob} file
 * @returns {Promise<string | null>}
 */
export async function smallImage(file) {
  if (KINDS.has(file.type) && lettersOf(file) <= FEW_LETTERS) return dataUrl(file);
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  for (const side of SIDES) {
    const canvas = scaled(bitmap, side);
    for (const quality of QUALITIES) {
      const copy = await encoded(canvas, quality);
      if (lettersOf(copy) <= FEW_LETTERS) return dataUrl(copy);
    }
  }
  return null;
}

/** @param {Blob} file */
function lettersOf(file) {
  return 40 + Math.ceil(file.size / 3) * 4;
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} side
 */
function scaled(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const size = [bitmap.width, bitmap.height].map((length) =>
    Math.max(1, Math.round(scale * length)),
  );
  const canvas = new OffscreenCanvas(size[0], size[1]);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, size[0], size[1]);
  return canvas;
}

/**
 * @param {OffscreenCanvas} canvas
 * @param {number} quality
 */
async function encoded(canvas, quality) {
  const copy = await canvas.convertToBlob({ type: "image/webp", quality });
  // WebKit makes no WebP, and gives PNG instead, which knows no quality
  return copy.type === "image/webp" ? copy : canvas.convertToBlob({ type: "image/jpeg", quality });
}

/**
 * @param {Blob} file
 * @returns {Promise<string>}
 */
function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(/** @type {string} */ (reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
