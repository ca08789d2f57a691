"""One visit to the page, in any browser: what a lesson does, once each.

``FEATURES`` is the table of what is tried, in this order; each is a function of a `Visit`.
"""

import json
import re

from playground.experiment import Experiment
from playground.experiment.control_names import DRAWERS
from playground.session import Session, save_file

FIND = """
const find = (selector, text, root = document) => {
  const fits = (element) => element.textContent.includes(text) && element.checkVisibility();
  const found = [...root.querySelectorAll(selector)].find((one) => !text || fits(one));
  if (found) return found;
  for (const { shadowRoot } of root.querySelectorAll("*")) {
    const inner = shadowRoot && find(selector, text, shadowRoot);
    if (inner) return inner;
  }
  return null;
};
const wait = async (look, what) => {
  for (let i = 0; i < 2000; i += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
};
const within = (place, selector, text) => {
  const root = document.querySelector(place);
  return root && find(selector, text, root);
};
"""
"""What the functions below may use: `find` looks into shadow roots, too."""

PLACE = """async (place, selector, text) => {
  let last = "";
  const look = () => {
    const element = within(place, selector, text);
    element?.scrollIntoView({ block: "center", behavior: "instant" });
    const box = JSON.stringify(element?.getBoundingClientRect() ?? null);
    const rests = element && box === last;
    last = box;
    return rests && JSON.parse(box);
  };
  const { left, top, width, height } = await wait(look, `${selector} ${text} to rest`);
  return [left + width / 2, top + height / 2, width, height];
}"""

CHOOSE = """async (place, text) => {
  const list = await wait(() => within(place, "select"), place);
  const option = [...list.options].find((one) => one.text === text);
  list.value = option.value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}"""

ENTER = """async (place, text) => {
  const field = await wait(() => within(place, "input"), place);
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}"""

READY = """async () => wait(() => {
  const { state } = document.documentElement.dataset;
  if (state === "error") throw new Error(document.querySelector("#status-text").textContent);
  return state === "ready";
}, "Python")"""

STATE = """async () => window.playground.state()"""

PASSES = """async (epoch) =>
  wait(async () => (await window.playground.state()).epoch > epoch, `epoch ${epoch}`)"""

PICTURE = """() => within("[data-root=output]", "canvas").toDataURL()"""

LINE = """() => {
  const { data } = Bokeh.documents[0].get_model_by_name("edges");
  const column = (name) => (data instanceof Map ? data.get(name) : data[name]);
  const stage = document.getElementById("stage").getBoundingClientRect();
  const middle = (from, to) => (column(from)[0] + column(to)[0]) / 2;
  return [
    stage.left + middle("x0", "x1") * stage.width,
    stage.top + (1 - middle("y0", "y1")) * stage.height,
  ];
}"""

RECORD_DOWNLOADS = """() => {
  window.saved = [];
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.download) return click.call(this);
    window.saved.push({ name: this.download, blob: fetch(this.href).then((r) => r.blob()) });
  };
}"""
"""Where a browser puts a file is its own business; what it would put there is looked at."""

SAVED = """async () => {
  const { name, blob } = await wait(() => window.saved.pop(), "a file");
  const bytes = new Uint8Array(await (await blob).arrayBuffer());
  return [name, Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")];
}"""

KEPT = """async () => {
  const isHere = async () => {
    const found = await navigator.serviceWorker.getRegistration();
    return found?.active && !found.installing && navigator.serviceWorker.controller;
  };
  await wait(isHere, "the service worker");
}"""


class Visit:
    """One tab of a browser with the page.

    Parameters
    ----------
    browser
        Its driver, with `open`, `back`, `run`, `click` and `choose_file`.
    server
        The host of the page, with `address`, `asked` and `stop`.
    folder : pathlib.Path
        For files.
    """

    def __init__(self, browser, server, folder):
        self.browser, self.server, self.folder = browser, server, folder
        # The tour of a first visit would cover what is clicked on.
        browser.open(f"{server.address}404.html")
        self.run("() => localStorage.setItem('playground.preference.tour', 'seen')")

    def open(self, settings=""):
        """Load the page and wait for Python."""
        self.server.asked.clear()
        self.browser.open("about:blank")
        self.browser.open(f"{self.server.address}{settings}")
        self.run(READY)

    def run(self, function, *arguments):
        """Call a function in the page."""
        return self.browser.run(
            f"(...args) => {{ {FIND} return ({function})(...args); }}", *arguments
        )

    def run_once_it_can(self, function):
        """Call a function in a page that is about to take the place of the present one."""
        for _ in range(100):
            try:
                return self.run(function)
            except self.browser.Gone:
                continue
        raise TimeoutError(function)

    def click(self, place, selector="button", text="", at=0.5):
        """Click an element of a place, in its middle or at another part of its width."""
        x, y, width, _ = self.run(PLACE, place, selector, text)
        self.browser.click(x + (at - 0.5) * width, y)

    def wait_for(self, place, selector, text=""):
        """Wait for an element."""
        self.run(PLACE, place, selector, text)

    @property
    def state(self):
        return self.run(STATE)

    @property
    def experiment(self):
        """The settings that Python has."""
        return Experiment.from_permalink(self.state["permalink"])


def from_snapshot(visit):
    """Start from the memory snapshot, even if the line seems to be too slow for it."""
    visit.server.withheld = "site-"
    visit.open()
    visit.server.withheld = None
    assert visit.server.has_sent("heap-")


def from_the_beginning(visit):
    """Start without it."""
    visit.server.withheld = "heap-"
    visit.open()
    visit.server.withheld = None
    assert visit.server.has_sent("site-")


def play(visit):
    """Training runs, and is seen."""
    before = visit.run(PICTURE)
    visit.click("[data-root=play]")
    visit.run(PASSES, 3)
    visit.click("[data-root=play]")
    assert visit.run(PICTURE) != before


def list_(visit):
    visit.run(CHOOSE, "[data-root=activation]", "ReLU")
    assert visit.experiment.activation == "relu"


def slider(visit):
    before = visit.experiment.noise
    visit.click("[data-root=noise]", ".noUi-base", at=0.7)
    assert visit.experiment.noise > before


def card(visit):
    visit.click("[data-root=dataset]", "button", "XOR")
    assert visit.experiment.dataset == "xor"


def box(visit):
    visit.click("[data-root=discretize]", "input")
    assert visit.experiment.discretize


def weight_editor(visit):
    """A tap on a line opens it, what is entered is the weight."""
    before = visit.state["trainLoss"]
    visit.wait_for("#network", "canvas")
    visit.browser.click(*visit.run(LINE))
    visit.run(ENTER, "[data-root=editor_value]", "2.5")
    assert visit.state["trainLoss"] != before
    visit.click("#editor", "#close-editor")


def drawers(visit):
    """Each opens, and nothing goes wrong."""
    for name in DRAWERS:
        button = f"[data-drawer={name}]:not([hidden])"
        if not visit.run("(button) => within('.drawers', button) !== null", button):
            continue
        visit.run("(button) => within('.drawers', button).click()", button)
        visit.wait_for(".drawers", f"{button}[aria-expanded=true]")
        visit.wait_for("#drawer", ".bk-panel-models-layout-Column")
        assert visit.run("() => find('.status.failed:not(.unstarted)')?.innerText ?? ''") == ""
    visit.click(".drawers", "[aria-expanded=true]")
    visit.run("() => wait(() => document.querySelector('#drawer').hidden, 'the end')")


def file_in(visit):
    """A saved run is opened."""
    session = Session(Experiment(dataset="xor", hidden=[3]))
    session.advance(7)
    path = visit.folder / "run.json"
    path.write_text(save_file.write(session), encoding="utf-8")
    visit.click(".drawers", "[data-drawer=save]")
    visit.wait_for("#drawer", "input[type=file]")
    chooser = f"() => {{ {FIND} return within('#drawer', 'input[type=file]'); }}"
    visit.browser.choose_file(chooser, path)
    visit.run(PASSES, 6)
    assert visit.experiment.dataset == "xor"


def file_out(visit):
    """The same run is saved."""
    visit.run(RECORD_DOWNLOADS)
    visit.click("#drawer", "button", "Save file")
    name, content = visit.run(SAVED)
    assert name == "playground-xor-7.json"
    assert json.loads(content)["epoch"] == 7


def picture_out(visit):
    visit.click("#drawer", "button", "Download picture")
    name, content = visit.run(SAVED)
    assert re.fullmatch(r".*\.png", name)
    assert content.startswith("\x89PNG")


def digits(visit):
    visit.run("() => window.playground.load('dataset=digits')")
    visit.run("() => window.playground.step(1)")
    assert visit.state["epoch"] == 1


def exercise(visit):
    """A link opens one."""
    visit.run("() => { location.hash = 'exercise=three-neurons'; }")
    visit.wait_for("#exercise", "h2, h3", "Three lines close a ring")


def back(visit):
    """After a visit to another page it goes on, whether the browser has kept it or not."""
    visit.browser.open(f"{visit.server.address}404.html")
    visit.browser.back()
    visit.run_once_it_can(READY)
    before = visit.state["epoch"]
    visit.run("() => void window.playground.play()")
    visit.run(PASSES, before + 2)
    visit.run("() => void window.playground.pause()")


def offline(visit):
    """Without a server, the page comes back."""
    visit.open("?offline")
    visit.run(KEPT)
    visit.server.stop()
    visit.open("?offline#dataset=gauss")
    assert visit.experiment.dataset == "gauss"


FEATURES = {
    "start without the snapshot": from_the_beginning,
    "start from the snapshot": from_snapshot,
    "play": play,
    "list": list_,
    "slider": slider,
    "card": card,
    "box": box,
    "weight editor": weight_editor,
    "drawers": drawers,
    "file in": file_in,
    "file out": file_out,
    "picture out": picture_out,
    "back": back,
    "digits": digits,
    "exercise by link": exercise,
    "offline": offline,
}
