"""What on a page has too little room: texts and controls that are cut, leave their box, or collide.

Every line of every text is looked at where it stands in its pane, in sight or not.
"""

CROWDING = """async (patience) => {
  /** Said to screen readers only, not there yet, or no text that the page lays out. */
  const UNSEEN = ".hidden, .unseen, .unstarted, .icon-button, script, style, option, canvas";
  /** What may be wider than its place, and then has a bar to scroll it by. */
  const WIDE = ".wide, .scroll, .matrix";
  const CONTROLS = "button, input, select, textarea, .noUi-handle, [class*=bk-Figure]";
  /** They lie over the network's picture. */
  const OVER_NETWORK = ".units, [data-root=network], [data-root=features]";
  /** Pixels of a list or field that are enough to tell what stands in it. */
  const LONG = 160;
  const SEEN = { visibilityProperty: true, opacityProperty: true };
  const NOWHERE_CUT = { left: -1e6, right: 1e6, top: -1e6, bottom: 1e6 };
  const pen = document.createElement("canvas").getContext("2d");

  const edges = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
  const both = (a, b) => ({
    left: Math.max(a.left, b.left), right: Math.min(a.right, b.right),
    top: Math.max(a.top, b.top), bottom: Math.min(a.bottom, b.bottom),
  });
  const leaves = (box, edge) => box.left < edge.left - 1 || box.right > edge.right + 1
    || box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
  const isOutside = ({ left, right }) => left < -1 || right > innerWidth + 1;
  const hasBorder = (style) => ["Top", "Right", "Bottom", "Left"].every((side) =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  const hasGround = ({ backgroundColor, backgroundImage }) =>
    backgroundImage !== "none" || !/^rgba.*, 0\\)$/.test(backgroundColor);
  /** Of the letters: above and below them a line has nothing. */
  const inked = ({ left, right, top, bottom }) => {
    const spare = (bottom - top) / 5;
    return { left, right, top: top + spare, bottom: bottom - spare };
  };
  const brief = (words) => words.trim().replace(/\\s+/g, " ").slice(0, 50);

  function look() {
    const found = new Set(), things = [];
    const note = (fault, words) => found.add(`${fault}: ${brief(words)}`);

    function visit(one, outer) {
      if (one.matches(UNSEEN) || !one.checkVisibility(SEEN)) return;
      const style = getComputedStyle(one);
      const around = within(one, style, outer);
      if (one.matches(CONTROLS)) control(one, style, around);
      if (one.matches(".locked")) lock(one, outer);
      for (const node of one.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && node.textContent.trim()) lines(node, around);
      }
      for (const child of [...one.children, ...(one.shadowRoot?.children ?? [])]) {
        visit(child, around);
      }
    }

    /** What holds inside of an element: what cuts texts, what scrolls them, and their box. */
    function within(one, style, outer) {
      const { left, right, top, bottom } = one.getBoundingClientRect();
      const { overflowX, overflowY, position } = style;
      const isScrolled = [overflowX, overflowY].some((way) => way === "auto" || way === "scroll");
      const isWide = isScrolled && one.matches(WIDE);
      const isHeld = position === "sticky" || position === "fixed";
      const across = { ...NOWHERE_CUT, left, right }, along = { ...NOWHERE_CUT, top, bottom };
      let limit = isHeld ? NOWHERE_CUT : outer.limit;
      if (isScrolled) limit = { ...limit, top: -1e6, bottom: 1e6 };
      if (isWide) limit = NOWHERE_CUT;
      else if (overflowX !== "visible") limit = both(limit, across);
      if (!isScrolled && overflowY !== "visible") limit = both(limit, along);
      const isBox = hasBorder(style) || hasGround(style);
      return {
        path: [...outer.path, one],
        limit,
        box: isScrolled ? NOWHERE_CUT : isBox ? { left, right, top, bottom } : outer.box,
        layer: isScrolled || isHeld || one.matches(".card") ? one : outer.layer,
        isWide: outer.isWide || isWide,
      };
    }

    function lines(node, around) {
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        if (line.width < 1) continue;
        const place = inked(line), words = node.textContent;
        if (leaves(place, around.box)) note("out of its box", words);
        else if (leaves(place, around.limit)) note("cut", words);
        if (!around.isWide && isOutside(place)) note("outside of the window", words);
        things.push({ ...around, node, place, words, isText: true });
      }
    }

    function control(one, style, around) {
      const place = edges(one.getBoundingClientRect());
      if (place.right - place.left < 1 || place.bottom - place.top < 1) return;
      const label = one.ariaLabel || one.labels?.[0]?.textContent;
      const words = label || one.textContent || one.className;
      if (!around.isWide && isOutside(place)) note("outside of the window", words);
      if (one.matches("select, input:not([type]), input[type=text]")) entry(one, style, words);
      const isOverNetwork = around.path.some((outer) => outer.matches(OVER_NETWORK));
      if (!isOverNetwork) things.push({ ...around, node: one, place, words });
    }

    /** What is chosen in a list, or stands in a field; a long one may be cut, not a narrow one. */
    function entry(one, style, words) {
      if (one.clientWidth >= LONG) return;
      const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      const shown = one.selectedOptions?.[0]?.label ?? (one.value || one.placeholder);
      pen.font = style.font;
      if (pen.measureText(shown).width > room + 1) note(`cut in “${brief(words)}”`, shown);
    }

    /** The padlock is drawn by the style sheet. */
    function lock(one, outer) {
      const style = getComputedStyle(one, "::after");
      if (style.display === "none" || style.position !== "absolute") return;
      const box = one.getBoundingClientRect();
      const left = box.left + parseFloat(style.left), top = box.top + parseFloat(style.top);
      const right = left + parseFloat(style.width), bottom = top + parseFloat(style.height);
      const words = `padlock of ${brief(one.textContent)}`;
      things.push({ ...outer, node: null, place: { left, right, top, bottom }, words });
    }

    function collide(a, b) {
      if (a.layer !== b.layer || a.node === b.node || !(a.isText || b.isText)) return;
      if (a.path.includes(b.node) || b.path.includes(a.node)) return;
      const { left, right, top, bottom } = both(a.place, b.place);
      if (right - left > 1 && bottom - top > 1) note(`“${brief(a.words)}” lies on`, b.words);
    }

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) note("too wide", `the page, by ${scrollWidth - clientWidth} px`);
    const nothing = { path: [], limit: NOWHERE_CUT, box: NOWHERE_CUT, layer: null, isWide: false };
    for (const one of document.body.children) visit(one, nothing);
    things.sort((a, b) => a.place.top - b.place.top);
    things.forEach((a, i) => {
      for (let j = i + 1; j < things.length && things[j].place.top < a.place.bottom; j += 1) {
        collide(a, things[j]);
      }
    });
    return [...found];
  }

  // Figures get their size some frames after their place has another one.
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  let found = look();
  for (let i = 0; i < patience && found.length > 0; i += 1) {
    await frame();
    found = look();
  }
  return found;
}"""


def crowding(page, patience=30):
    """List what has too little room on a page; what goes away within some frames does not count."""
    return page.evaluate(CROWDING, patience)
