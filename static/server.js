// Starts the page when Panel's own server shows it, in place of boot.js.

import { Page } from "./page.js";

const page = new Page();
const waiting = setInterval(() => {
  const [bokehDocument] = Bokeh.documents;
  if (bokehDocument === undefined || bokehDocument.is_idle !== true) return;
  clearInterval(waiting);
  document.documentElement.dataset.state = "ready";
  page.join(bokehDocument);
}, 50);
