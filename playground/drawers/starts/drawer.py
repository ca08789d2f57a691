"""The drawer with ready-made starts: one tap, and something worth watching begins."""

from markupsafe import Markup

from playground.drawers.base import BaseDrawer
from playground.experiment.starts import Start, starts
from playground.frame import Frame
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import each

PICTURES = "starts"
"""The folder of the pictures, which the build draws."""

CARD = Markup(
    '<li><button type="button" data-enter="{name}"><img src="{source}" alt="" width="96" '
    'height="96"><span><b>{title}</b><span class="note">{look}</span></span></button></li>'
)


class Drawer(BaseDrawer):
    """Cards, each with a picture and a sentence on what to look for."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._starts = {start.name: start for start in starts()}
        cards = self.live_text("starts_cards", self._begin, css_classes=["starts"])
        cards.show(Markup("<ul>{}</ul>").format(each(Markup("{}"), map(self._card, starts()))), {})
        self.panel = cards.panel

    def _card(self, start: Start) -> Markup:
        folder = self.context.page.address or "page/"
        return CARD.format(
            name=start.name,
            source=f"{folder}{PICTURES}/{start.name}.png",
            title=text(f"starts.{start.name}"),
            look=text(f"starts_look.{start.name}"),
        )

    def _begin(self, name: str, _entered: str) -> None:
        if self.context.assignments.is_open:
            self.say(text("starts.in_exercise"))
        elif name in self._starts:
            self.context.loader.load(self._starts[name].link)
            self.context.transport.play()
            self.say(text(f"starts_look.{name}"))
