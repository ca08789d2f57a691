// Which link the page's address holds, also one that was changed on its way, and the proper address.

/** What keys that open something have in them; see `OPENING_KEYS` in `experiment/permalink.py`. */
const OPENING = /exercise|lesson|open/i;

/** @typedef {Pick<Location, "pathname" | "search" | "hash">} Address */

/** What an address beyond ours may have before "#": who may steer the page, whether it is kept, its language. */
const OWN = new Set(["origin", "offline", "lang"]);

/**
 * The link in an address: what follows "#" or, if mail or a chat has put "?" in its place, those
 * parts that follow "?" and are keys of links. Python reads it, and repairs it further.
 *
 * @param {Address} address
 * @param {string} keys all keys that links have, by blanks
 */
export function linkIn({ search, hash }, keys) {
  return hash.length > 1 ? hash.slice(1) : partition(search, keys).settings.join("&");
}

/**
 * The address of the same page with another link.
 *
 * @param {Address} address
 * @param {string} keys
 * @param {string} link
 */
export function withLink({ pathname, search }, keys, link) {
  const { settings, others } = partition(search, keys);
  const query = settings.length === 0 ? search : others.length ? `?${others.join("&")}` : "";
  return pathname + query + (link === "" ? "" : `#${link}`);
}

/**
 * Whether a link opens something. That comes some time after the settings, and changes the address.
 *
 * @param {string} link
 */
export const opensMore = (link) => OPENING.test(link);

/**
 * The language that a link names, "" if none, and the link without it.
 *
 * @param {string} link
 */
export function languageIn(link) {
  const parts = link.split("&").filter(Boolean);
  const isLanguage = (/** @type {string} */ part) => part.startsWith("lang=");
  const wanted = parts.find(isLanguage)?.slice("lang=".length) ?? "";
  return { wanted, rest: parts.filter((part) => !isLanguage(part)).join("&") };
}

/**
 * @param {string} search
 * @param {string} keys
 */
function partition(search, keys) {
  const known = new Set(keys.split(" ").map(plain));
  const whole = search.slice(1).replaceAll("&amp;", "&");
  const parts = (whole.includes("=") ? whole : decoded(whole)).split("&").filter(Boolean);
  /** @param {string} part */
  const isSetting = (part) => {
    const key = decoded(part.split("=")[0] ?? "");
    return part.includes("=") && !OWN.has(key) && known.has(plain(key));
  };
  return {
    settings: parts.filter(isSetting),
    others: parts.filter((part) => !isSetting(part)),
  };
}

/**
 * Without what differs in keys that have travelled.
 *
 * @param {string} key
 */
const plain = (key) => key.replaceAll("_", "").toLowerCase();

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
