"""What the parts of the application ask of rooms that know them: drawers and exercises."""

from typing import Any, Protocol

from bokeh.models import ColumnDataSource

from playground.arrays import Bools, Floats
from playground.experiment import Experiment
from playground.frame import Frame
from playground.ui.widgets import Column
from playground.views.figures import Changes


class Drawers(Protocol):
    """The place of the drawers."""

    @property
    def root(self) -> Column:
        """The place of the open one."""

    @property
    def open_name(self) -> str:
        """Its name, empty if none is open."""

    @property
    def marked(self) -> str:
        """The addresses of the neurons that it speaks of, by commas."""

    def open(self, name: str) -> None:
        """Open a drawer in place of the present one; any other text closes it."""

    def close(self) -> None:
        """Close the open drawer, if there is one."""


class Assignments(Protocol):
    """The place of the exercise that is being worked on."""

    lesson: str
    """Identifier of the lesson that was asked for last."""

    @property
    def root(self) -> Column:
        """The place of the open exercise."""

    @property
    def is_open(self) -> bool:
        """Whether there is one."""

    @property
    def address(self) -> str:
        """What follows # in the address of the page; empty if no exercise is open."""

    @property
    def sources(self) -> dict[str, ColumnDataSource]:
        """Its data sources by their names."""

    def open(self, reference: str, settings: str = "", lesson: str = "") -> None:
        """Open an exercise by its identifier or its packed text, in a lesson of its own or not."""

    def begin(
        self,
        exercise: Any,  # an `Exercise`, of a room that the parts of the application do not know
        reference: str,
        settings: str = "",
        is_preview: bool = False,
        lesson: Any = None,  # a `Lesson`, likewise
        spoken: str = "",
    ) -> None:
        """Open an exercise."""

    def leave(self) -> None:
        """Leave the open exercise."""

    def edit(self) -> None:
        """Go back to the form of the exercise that is tried."""

    def show_contents(self, lesson: str = "") -> None:
        """Show the contents of the course."""

    def apply(self, settings: str) -> None:
        """Change what the exercise allows."""

    def refusal(self, experiment: Experiment) -> str:
        """Say why settings may not be taken up; empty if they may."""

    def refusal_to_run(self, control: str) -> str:
        """Say why a run may not go on; empty if it may."""

    def follow(self, changed: set[str]) -> bool:
        """Take note of changed settings; tell whether they were taken back."""

    def observe(self, frame: Frame) -> None:
        """Look at a frame."""

    def columns(self) -> Changes:
        """Give what has to change in its data sources."""

    def texts(self) -> dict[str, str]:
        """Give what the page shows of it, by the name of the place."""


class Comparison(Protocol):
    """Earlier states of the network that its present one is compared with."""

    def follow(self, frame: Frame, is_playing: bool) -> None:
        """Take note of the state that a frame shows."""

    def forget(self) -> None:
        """Compare with nothing earlier."""


class DrawnDigit(Protocol):
    """A digit while it is being drawn."""

    points: Bools
    """The paper."""

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to undo."""

    def begin(self) -> None:
        """Begin a stroke."""

    def draw(self, x: float, y: float, erase: bool = False) -> None:
        """Move the pen to a place."""

    def undo(self) -> None:
        """Take the last stroke back."""

    def clear(self) -> None:
        """Take a new sheet."""

    def image(self, fit: bool = True) -> Floats:
        """Return what the network gets."""
