"""What a test does to the page and sees of it, in the words of the page."""

import numpy as np

from playground.experiment import Experiment

SETTLED = """async () => {
  const frames = () => fromWorker.filter(({ type }) => type === "frame");
  await window.playground.state();
  const last = frames().pop()?.id ?? 0;
  while ((await window.playground.state()).framesPainted < last) { /* ask again */ }
  fromWorker.splice(0, fromWorker.lastIndexOf(frames().pop()));
}"""
"""Wait until Python has seen all that was done and the screen shows what came of it."""

MAP = """() => {
  const bokehDocument = Bokeh.documents[0];
  const plot = Bokeh.index.get_one(bokehDocument.get_model_by_name("output"));
  const source = bokehDocument.get_model_by_name("large_map");
  const views = [...plot.renderer_views.values()];
  const [canvas] = views.find(({ model }) => model.data_source === source).glyph.image_data;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return [[canvas.height, canvas.width], Array.from(pixels.data)];
}"""
"""Height, width and bytes of the large map's pixels."""

COLUMN = """([source, column]) => {
  const { data } = Bokeh.documents[0].get_model_by_name(source);
  return Array.from(data instanceof Map ? data.get(column) : data[column]);
}"""

EPOCH_PASSES = """async (epoch) => {
  while ((await window.playground.state()).epoch <= epoch) { /* ask again */ }
}"""

CURVE = """([address, t]) => {
  const { data } = Bokeh.documents[0].get_model_by_name("edges");
  const column = (name) => (data instanceof Map ? data.get(name) : data[name]);
  const i = column("address").indexOf(address);
  const [x0, y0, x1, y1] = ["x0", "y0", "x1", "y1"].map((name) => column(name)[i]);
  const stage = document.getElementById("stage").getBoundingClientRect();
  const across = 1.5 * t * (1 - t) + t ** 3;
  const along = t * t * (3 - 2 * t);
  return {
    x: stage.left + (x0 + across * (x1 - x0)) * stage.width,
    y: stage.top + (1 - y0 - along * (y1 - y0)) * stage.height,
  };
}"""
"""A place on the line that draws a weight, as part t of its length along the Bézier curve."""


class Driver:
    """Drives one page.

    Attributes
    ----------
    page : playwright.sync_api.Page
    """

    def __init__(self, page):
        self.page = page

    def restore(self, permalink=""):
        """Go back to a page at rest, with the pointer elsewhere and nothing open."""
        self.page.mouse.move(1, 1)
        if self.editor.is_visible():
            self.page.click("#close-editor")
        self.close_drawer()
        self.page.evaluate("document.activeElement?.blur()")
        self.call("load", permalink)
        self.settle()

    def open_drawer(self, name):
        """Open one of the parts below the network and wait until it is there."""
        self.page.click(f".drawers [data-drawer={name}]")
        self.page.wait_for_selector(f".drawers [data-drawer={name}][aria-expanded=true]")
        self.settle()

    def close_drawer(self):
        """Close the part that is open below the network, if any."""
        button = self.page.locator(".drawers [aria-expanded=true]")
        if button.count():
            button.click()
            self.page.wait_for_selector("#drawer", state="hidden")

    def settle(self):
        """Wait until the screen shows what came of all that was done."""
        self.page.evaluate(SETTLED)

    def call(self, verb, *arguments):
        """Call one of the page's verbs for scripts and return its answer."""
        return self.page.evaluate(
            "([verb, rest]) => window.playground[verb](...rest)", [verb, arguments]
        )

    def state(self):
        """Describe the run."""
        return self.call("state")

    @property
    def epoch(self):
        return self.state()["epoch"]

    @property
    def experiment(self):
        """The settings that Python has."""
        return Experiment.from_permalink(self.state()["permalink"])

    def play_beyond(self, epoch):
        """Play until the run has passed an epoch, and pause."""
        self.call("play")
        self.page.evaluate(EPOCH_PASSES, epoch)
        self.call("pause")

    def place(self, name):
        """Find the place of a component."""
        return self.page.locator(f"[data-root={name}]")

    def click(self, place):
        """Click the button of a place."""
        self.place(place).locator("button").click()

    def choose(self, place, label):
        """Choose from the list of a place."""
        self.place(place).locator("select").select_option(label=label)

    def chosen(self, place):
        """Read what a list shows."""
        self.settle()
        return self.place(place).locator("select option:checked").text_content()

    def text(self, name):
        """Read a text of the page."""
        self.settle()
        return self.page.locator(f"[data-value={name}]").first.text_content()

    def column(self, source, column):
        """Read a column of one of the figures' data sources."""
        self.settle()
        return self.page.evaluate(COLUMN, [source, column])

    def map_pixels(self):
        """Read the colours of the large map as it was sent: (height, width, 3), from the bottom."""
        self.settle()
        shape, values = self.page.evaluate(MAP)
        return np.array(values, dtype=np.uint8).reshape(*shape, 4)[..., :3]

    def by_address(self, source, column):
        """Read a column of the network's figure: address -> value."""
        addresses, values = self.column(source, "address"), self.column(source, column)
        return dict(zip(addresses, values, strict=True))

    def unit(self, address):
        """Find the button that lies over a unit's picture."""
        return self.page.locator(f'[data-address="{address}"]')

    def line(self, address, t=0.5):
        """Return the place of a weight's line on the screen."""
        place = self.page.evaluate(CURVE, [address, t])
        return place["x"], place["y"]

    @property
    def editor(self):
        return self.page.locator("#editor")
