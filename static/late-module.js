// Loads modules that only some pages need, over a network that may be away for a moment.

/** Milliseconds before another try. */
const PAUSES = [500, 2000];

/**
 * @template T
 * @param {string} name of the file
 * @param {() => Promise<T>} load imports it
 * @returns {Promise<T>}
 * @throws {Error & { file: string }} if it cannot be had; the message is the reason
 */
export async function lateModule(name, load) {
  for (const pause of PAUSES) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  try {
    return await load();
  } catch (error) {
    const { what, reason } = await window.preflight.faultOf(new URL(name, import.meta.url).href);
    throw Object.assign(new Error(reason || error.message), { file: what });
  }
}
