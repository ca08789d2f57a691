// The loss as a tone while training: the lower the loss, the lower the tone; a second one, a fifth
// above, says that the test loss is clearly larger than the training loss.

import { elementById } from "./elements.js";
import { FIFTH, pitchOf } from "./pitch.js";

const { dataset } = document.documentElement;

const LOUDNESS = 0.06;
/** How many times the training loss the test loss has to be. */
const GAP = 1.25;
/** Seconds in which a tone gets to its pitch and loudness. */
const GLIDE = 0.05;

/** Training and test loss as programs write numbers; what is read has the signs of a language. */
const losses = elementById("losses", HTMLElement);

/** @type {AudioContext | null} */
let audio = null;
/** @type {{ pitch: AudioParam, volume: AudioParam }[]} */
let voices = [];

const observer = new MutationObserver(sound);

/**
 * Begin or end.
 *
 * @param {boolean} isOn
 */
export function setTone(isOn) {
  observer.disconnect();
  if (isOn) {
    const options = { characterData: true, childList: true, subtree: true };
    observer.observe(losses, options);
    observer.observe(document.documentElement, { attributeFilter: ["data-state"] });
  }
  if (audio === null && isOn) build();
  if (!isOn) for (const { volume } of voices) glide(volume, 0);
}

function build() {
  audio = new AudioContext();
  const context = audio;
  voices = [1, FIFTH].map(() => {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    gain.gain.value = 0;
    oscillator.connect(gain).connect(context.destination);
    oscillator.start();
    return { pitch: oscillator.frequency, volume: gain.gain };
  });
}

function sound() {
  const [train, test] = losses.textContent.split(" ").map(Number);
  const isPlaying = dataset.state === "playing" && Number.isFinite(train);
  if (isPlaying) audio?.resume();
  const volumes = [isPlaying ? LOUDNESS : 0, isPlaying && test > GAP * train ? LOUDNESS / 2 : 0];
  for (const [i, { pitch, volume }] of voices.entries()) {
    if (isPlaying) glide(pitch, pitchOf(train) * (i === 0 ? 1 : FIFTH));
    glide(volume, volumes[i]);
  }
}

/**
 * @param {AudioParam} parameter
 * @param {number} value
 */
function glide(parameter, value) {
  parameter.setTargetAtTime(value, audio?.currentTime ?? 0, GLIDE);
}
