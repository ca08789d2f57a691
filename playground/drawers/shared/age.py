"""The age of a picture: says beside what was computed of the network whether it still is so."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from markupsafe import Markup

from playground.arrays import Floats
from playground.experiment.setting_groups import DATA_SETTINGS, FUNCTION_SETTINGS, RUN_SETTINGS
from playground.number_format import grouped
from playground.session import Session
from playground.text import text
from playground.ui.throttle import Throttle
from playground.ui.widgets import HTML, Row, text_button

if TYPE_CHECKING:
    from playground.ui.context import Context

PAUSE = 0.5
"""Seconds between two changes of the epoch while playing: faster, nobody could read it."""

OF_A_NETWORK = DATA_SETTINGS | RUN_SETTINGS | FUNCTION_SETTINGS
"""Settings of which another value makes another network, other data or another loss."""


class State(NamedTuple):
    """What a picture is computed of: the epoch, the parameters, and the settings that count."""

    epoch: int
    theta: Floats
    settings: dict[str, object]

    @classmethod
    def of(cls, session: Session) -> "State":
        """Return the present state of a session's network, with its data and loss."""
        settings = {name: getattr(session.experiment, name) for name in OF_A_NETWORK}
        return cls(session.epoch, session.network.theta.copy(), settings)


class Age:
    """A line beside a picture, and a button to compute it again if it is of an older network.

    Parameters
    ----------
    context : Context
    picture : str
        What it is, by its name in the texts "age.of_…".
    again : callable
        Computes the picture of the present network.
    state_of : callable
        Returns the `State` of a session that the picture depends on.

    Attributes
    ----------
    panel : Row
        Empty until there is a picture.
    """

    def __init__(
        self,
        context: "Context",
        picture: str,
        again: Callable[[], None],
        state_of: Callable[[Session], State] = State.of,
    ):
        self._context = context
        self._picture = text(f"age.of_{picture}")
        self._state_of = state_of
        self._throttle = Throttle(PAUSE, context.clock)
        self._of: State | None = None
        self._is_old = False
        self._line = HTML("")
        self._button = text_button(text("age.again"), again)
        self._button.visible = False
        self.panel = Row(self._line, self._button, css_classes=["age"], visible=False)

    def now(self) -> State:
        """Return the present state, to be remembered when a computation begins."""
        return self._state_of(self._context.session)

    def begin(self, of: State | None) -> None:
        """Take note of what the picture that is shown from now on is of; None if there is none."""
        self._of = of
        self.panel.visible = of is not None
        self._show(hurry=True)

    def follow(self) -> None:
        """Compare the picture with the present network."""
        self._show(hurry=not self._context.transport.playing)

    def _show(self, hurry: bool) -> None:
        if self._of is None:
            return
        now = self.now()
        word = _word(self._of, now)
        was_old, self._is_old = self._is_old, word != "fresh"
        if not self._throttle.is_due(hurry or self._is_old != was_old):
            return
        then, today = grouped(self._of.epoch), grouped(now.epoch)
        said = text(f"age.{word}", picture=self._picture, then=then, now=today)
        self._line.object = Markup('<p class="{}">{}</p>').format(
            "old" if self._is_old else "fresh", said
        )
        self._button.visible = self._is_old


def _word(then: State, now: State) -> str:
    """Name what the text says about a picture."""
    if then.settings != now.settings:
        return "another"
    if then.epoch != now.epoch:
        return "older"
    return "fresh" if np.array_equal(then.theta, now.theta) else "changed"
