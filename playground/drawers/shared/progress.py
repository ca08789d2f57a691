"""A long computation of a drawer: its progress bar and a button that gives it up."""

from collections.abc import Callable
from typing import TypeVar

from markupsafe import Markup

from playground.number_format import percent
from playground.text import text
from playground.ui.background_jobs import Jobs, Result, Steps
from playground.ui.widgets import HTML, Column, Row, text_button

STEPS = 20
"""Steps of the progress bar; each is a message to the page."""


Outcome = TypeVar("Outcome")


class Progress:
    """Runs one computation at a time in the background and shows how far it is.

    Parameters
    ----------
    jobs : Jobs
        Where it runs.
    name : str
        Its name there.

    Attributes
    ----------
    panel : Column
        The bar and the button, hidden while nothing is computed.
    """

    def __init__(self, jobs: Jobs, name: str) -> None:
        self._jobs = jobs
        self._name = name
        self._told = -1
        self._bar = HTML()
        row = Row(self._bar, text_button(text("progress.cancel"), self.cancel))
        row.css_classes = ["progress"]
        # A row that is laid out by its class cannot be hidden itself.
        self.panel = Column(row, visible=False)

    def start(
        self,
        steps: Steps[Result],
        on_done: Callable[[Result], object],
        on_error: Callable[[ValueError], object],
    ) -> None:
        """Start a computation in place of the present one.

        Parameters
        ----------
        steps : iterator
            As for `Jobs.start`.
        on_done : callable
            Takes the result.
        on_error : callable
            Takes the ValueError that ended it.
        """
        self._told = -1
        self._show(0.0)
        self.panel.visible = True
        done, failed = self._then(on_done), self._then(on_error)
        self._jobs.start(self._name, steps, self._show, done, failed)

    def cancel(self) -> None:
        """Give the computation up, if there is one."""
        self._jobs.cancel(self._name)
        self.panel.visible = False

    def _then(self, action: Callable[[Outcome], object]) -> Callable[[Outcome], None]:
        def end(outcome: Outcome) -> None:
            self.panel.visible = False
            action(outcome)

        return end

    def _show(self, share: float) -> None:
        step = int(share * STEPS)
        if step == self._told:
            return
        self._told = step
        self._bar.object = Markup(
            '<progress aria-label="{}" max="100" value="{:.0f}"></progress> {}'
        ).format(text("progress.label"), 100 * share, percent(share))
