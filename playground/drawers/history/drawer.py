"""The drawer that goes back in time and compares runs."""

import panel as pn

from playground.drawers.history.table import runs_html
from playground.session.kept_runs import MOST
from playground.text import text
from playground.ui.widgets import HTML, Column, IntSlider, Row, text_button
from playground.views.comparison import ComparisonView


class Drawer:
    """A slider over the run so far, and the losses of kept runs beside the present one.

    Parameters
    ----------
    app : App
    """

    def __init__(self, app):
        self._app = app
        frame = app.session.frame()
        self._slider = IntSlider(label=text("history.epoch"), start=0, end=1)
        self._where = HTML(css_classes=["hint"])
        self._table = HTML("")
        self._chart = ComparisonView(frame, app.kept_runs.runs)
        self._slider.param.watch(self._visit, "value")
        self.views = [self._chart, self]
        self.sources = {}
        self.panel = Row(
            Column(
                HTML(f"<h3>{text('history.travel')}</h3>"),
                HTML(f"<p>{text('history.travel_hint')}</p>", css_classes=["hint"]),
                self._slider,
                self._where,
                css_classes=["stack"],
            ),
            Column(
                HTML(f"<h3>{text('history.compare')}</h3>"),
                HTML(f"<p>{text('history.compare_hint')}</p>", css_classes=["hint"]),
                Row(
                    text_button(text("history.keep"), self._keep),
                    text_button(text("history.forget"), self._forget),
                    css_classes=["pairs"],
                ),
                pn.pane.Bokeh(self._chart.figure),
                self._table,
                css_classes=["stack"],
            ),
            css_classes=["columns"],
        )
        self._show_runs()
        self.columns(frame)

    def close(self):
        """Come back to the present."""
        self._app.session.visit(self._app.session.past_epochs[-1])

    def columns(self, frame):
        """Keep the slider where the run is; while playing it would only flicker."""
        if not self._app.playing:
            last = int(self._app.session.past_epochs[-1])
            self._slider.param.update(end=max(1, last), value=frame.epoch, disabled=last == 0)
            self._where.object = f"<p>{self._place(frame.epoch, last)}</p>"
        return {}

    def _place(self, epoch, last):
        if self._app.session.is_in_past:
            return text("history.past", epoch=epoch, last=last)
        return text("history.present", epoch=epoch)

    def _visit(self, event):
        if event.new != self._app.session.epoch:
            self._app.pause()
            self._app.session.visit(event.new)
            self._app.draw()

    def _keep(self):
        if self._app.kept_runs.keep(self._app.session):
            self._app.complain(text("history.full", count=MOST))
        self._show_runs()

    def _forget(self):
        self._app.kept_runs.clear()
        self._show_runs()

    def _show_runs(self):
        runs = self._app.kept_runs.runs
        self._chart.show_runs(runs)
        self._table.object = runs_html(runs)
