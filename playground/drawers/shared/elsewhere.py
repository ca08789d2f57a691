"""What stands in place of a drawer that has no use for the present kind of input."""

from playground.drawers.base import BaseDrawer
from playground.frame import Frame
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.widgets import HTML, Column, text_button


class Elsewhere(BaseDrawer):
    """Says which kind of input a drawer is for, and offers to change to it.

    Parameters
    ----------
    context, frame
        As for every drawer.
    inputs : str
        Name of the kind.
    """

    def __init__(self, context: Context, frame: Frame, inputs: str) -> None:
        super().__init__(context, frame)
        choose = text_button(
            text(f"elsewhere.choose_{inputs}"), lambda: self.experiment.choose_inputs(inputs)
        )
        about = HTML(paragraph(text(f"elsewhere.{inputs}")))
        self.panel = Column(about, Column(choose, max_width=320), css_classes=["stack"])
