// The script of launch.html in a small package; see scorm.py.

import { PlatformFrame } from "./platform-frame.js";

const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe"));
const problem = /** @type {HTMLElement} */ (document.getElementById("problem"));
const { page = "", launch = null } = frame.dataset;

new PlatformFrame(frame, page, launch, (isSilent) => {
  problem.hidden = !isSilent;
}).open();
