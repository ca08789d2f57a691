"""What the page shows as text around figures and widgets, and what it tells about itself."""

from typing import TYPE_CHECKING

from playground.frame import Frame, Unit, parse_address
from playground.ui.context import Context
from playground.ui.status_texts import status_texts
from playground.ui.widgets import Change

if TYPE_CHECKING:
    from playground.ui.protocols import Drawers


class PageState:
    """The texts of the data source "status", by the names of their places.

    Parameters
    ----------
    context : Context
    drawers : Drawers
        Has the name of the open drawer.

    Attributes
    ----------
    hovered : str
        Address of the part of the network under the pointer; empty for none.
    """

    def __init__(self, context: Context, drawers: "Drawers") -> None:
        self._context = context
        self._drawers = drawers
        self._permalink: str | None = None
        self._told: dict[str, str] = {}
        self.hovered = ""
        experiment = context.experiment
        experiment.param.watch(self._forget_permalink, list(experiment.settings()))

    @property
    def shown(self) -> Unit | str | None:
        """The unit or feature under the pointer, if the present network still has it, or None."""
        session = self._context.session
        name = self.hovered.removeprefix("feature:")
        if name in session.inputs.offered:
            return name
        part = parse_address(self.hovered, session.shape)
        return part if isinstance(part, Unit) else None

    def texts(self, frame: Frame) -> dict[str, str]:
        """Give all texts for a frame.

        Parameters
        ----------
        frame : Frame

        Returns
        -------
        dict of str to str
        """
        context = self._context
        experiment = context.experiment
        return {
            **status_texts(frame),
            **context.editor.texts(),
            **context.assignments.texts(),
            "locked": ",".join(context.permissions.locked),
            "permalink": context.assignments.address or self._link,
            "state": "playing" if context.transport.playing else "ready",
            "message": context.notices.message,
            "notice": str(context.notices.number),
            "announcement": context.notices.announcement,
            "drawer": self._drawers.open_name,
            "marked": self._drawers.marked,
            "hide": ",".join([*experiment.hide, *experiment.input_kind.hidden_parts]),
        }

    def news(self, frame: Frame) -> dict[str, str]:
        """Give the texts for a frame that are others than those asked for last."""
        texts = self.texts(frame)
        new = {name: value for name, value in texts.items() if value != self._told.get(name)}
        self._told = texts
        return new

    @property
    def _link(self) -> str:
        """The permalink; writing one asks for every setting, which is too much for each frame."""
        if self._permalink is None:
            self._permalink = self._context.experiment.to_permalink()
        return self._permalink

    def _forget_permalink(self, *_events: Change) -> None:
        self._permalink = None
