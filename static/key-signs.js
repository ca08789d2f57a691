// What is written on keys, whatever alphabet a keyboard writes.

/** Signs of other alphabets that stand for one of ours. */
const SAME = new Map([["؟", "?"]]);

/**
 * The sign of a pressed key: a small letter, whether Shift or Caps Lock is on or not. On a keyboard
 * with other letters it is the one that the key has on an English keyboard.
 *
 * @param {Pick<KeyboardEvent, "key" | "code">} event
 */
export function signOf({ key, code }) {
  const isOtherLetter = /^\p{Letter}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const sign = isOtherLetter && code.startsWith("Key") ? code.slice(3) : (SAME.get(key) ?? key);
  return sign.length === 1 ? sign.toLowerCase() : sign;
}
