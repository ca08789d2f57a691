// Whether the page has another build at its address by now than the one that is open.

/**
 * @param {Pick<Runtime, "base" | "build">} own
 * @returns {Promise<boolean>} false, too, if nobody knows
 */
export async function hasBeenRenewed({ base, build }) {
  try {
    const response = await fetch(new URL("runtime.json", base), { cache: "no-store" });
    return response.ok && (await response.json()).build !== build;
  } catch {
    return false;
  }
}
