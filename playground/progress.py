"""A long computation on the page: a bar that fills, and a button that gives it up."""

from html import escape

from playground.text import text
from playground.widgets import HTML, Row, text_button

STEPS = 20
"""Steps in which a bar fills; each changes the page."""


class Progress:
    """Runs one computation at a time in the background.

    Parameters
    ----------
    app : App
        Its jobs do the work, and it tells the user what went wrong.
    name : str
        Name of the job.

    Attributes
    ----------
    panel : Row
        Bar and button; empty at rest.
    """

    def __init__(self, app, name):
        self._app = app
        self._name = name
        self._told = None
        self._bar = HTML()
        cancel = text_button(text("progress.cancel"), self.stop)
        self.panel = Row(self._bar, cancel, css_classes=["progress"], visible=False)

    def start(self, computation, on_done):
        """Begin a computation in place of the present one.

        Parameters
        ----------
        computation : Computation
        on_done : callable
            Takes its result.
        """
        self._told = None
        self.panel.visible = True
        self._show(0.0)

        def finish(result):
            self.stop()
            on_done(result)

        self._app.jobs.start(self._name, _result_of(computation), self._show, finish, self._fail)

    def stop(self):
        """Give up what is being computed."""
        self._app.jobs.cancel(self._name)
        self.panel.visible = False

    def _show(self, share):
        step = int(share * STEPS)
        if step != self._told:
            self._told = step
            percent = round(100 * share)
            label = escape(text("progress.label"))
            self._bar.object = (
                f'<progress aria-label="{label}" max="100" value="{percent}"></progress> '
                f"{percent} %"
            )

    def _fail(self, error):
        self.stop()
        self._app.complain(text("progress.failed", problem=error))


def _result_of(computation):
    """Take a computation's steps, and return its result as jobs want it."""
    yield from computation.steps()
    return computation.result
