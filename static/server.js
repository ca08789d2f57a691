// Starts the page when Panel's own server shows it, in place of boot.js.

import { join } from "./page.js";

const waiting = setInterval(() => {
  const [document] = Bokeh.documents;
  if (document === undefined || document.is_idle !== true) return;
  clearInterval(waiting);
  window.document.documentElement.dataset.state = "ready";
  join(document);
}, 50);
