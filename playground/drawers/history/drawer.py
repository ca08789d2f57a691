"""The drawer that goes back in time and compares runs."""

import panel as pn

from playground.drawers.base import BaseDrawer
from playground.drawers.history.table import runs_html
from playground.frame import Frame
from playground.session.kept_runs import MOST, present_run
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Change, Column, IntSlider, Row, text_button
from playground.views.comparison import ComparisonView


class Drawer(BaseDrawer):
    """A slider over the run so far, and the losses of kept runs beside the present one."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._slider = IntSlider(label=text("history.epoch"), start=0, end=1)
        self._where = HTML(css_classes=["hint"])
        self._table = HTML("")
        self._chart = ComparisonView(frame, context.kept_runs.runs)
        self._forgetting = text_button(text("history.forget"), self._forget)
        self._slider.param.watch(self._visit, "value")
        self.views = [self._chart]
        self.themed = [self._chart]
        self.panel = Row(
            Column(
                heading(text("history.travel")),
                hint(text("history.travel_hint")),
                self._slider,
                self._where,
                css_classes=["stack"],
            ),
            Column(
                heading(text("history.compare")),
                hint(text("history.compare_hint")),
                Row(
                    text_button(text("history.keep"), self._keep),
                    self._forgetting,
                    css_classes=["pairs"],
                ),
                pn.pane.Bokeh(self._chart.figure),
                self._table,
                css_classes=["stack"],
            ),
            css_classes=["columns"],
        )
        self._show_runs()

    def close(self) -> None:
        """Come back to the present."""
        super().close()
        self.session.visit(self.session.past_epochs[-1])

    def update(self, frame: Frame) -> None:
        """Keep the slider where the run is; while playing it would only flicker."""
        if not self.playing:
            last = int(self.session.past_epochs[-1])
            self._slider.param.update(end=max(1, last), value=frame.epoch, disabled=last == 0)
            self._where.object = paragraph(self._place(frame.epoch, last))
            self._show_table()

    def _place(self, epoch: int, last: int) -> str:
        if self.session.is_in_past:
            return text("history.past", epoch=epoch, last=last)
        return text("history.present", epoch=epoch)

    def _visit(self, event: Change) -> None:
        if event.new != self.session.epoch:
            self.context.transport.pause()
            self.session.visit(event.new)
            self.draw()

    def _keep(self) -> None:
        if self.context.kept_runs.keep(self.session):
            self.say(text("history.full", count=MOST))
        self._show_runs()

    def _forget(self) -> None:
        self.context.kept_runs.clear()
        self._show_runs()

    def _show_runs(self) -> None:
        runs = self.context.kept_runs.runs
        self._chart.show_runs(runs)
        self._forgetting.disabled = not runs
        self._show_table()

    def _show_table(self) -> None:
        runs = self.context.kept_runs.runs
        self._table.object = runs_html(runs, present_run(self.session))
