"""What stands in place of a drawer that has no use for the present kind of input."""

from playground.text import text
from playground.ui.widgets import HTML, Column, text_button


class Drawer:
    """Says which kind of input a drawer is for, and offers to change to it.

    Parameters
    ----------
    app : App
    inputs : str
        The kind: "plane" or "digits".
    """

    def __init__(self, app, inputs):
        self.views = []
        choose = text_button(
            text(f"elsewhere.choose_{inputs}"), lambda: app.experiment.choose_inputs(inputs)
        )
        about = HTML(f"<p>{text(f'elsewhere.{inputs}')}</p>")
        self.panel = Column(about, Column(choose, max_width=320), css_classes=["stack"])

    def close(self):
        """Nothing was started."""
