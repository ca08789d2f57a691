"""Where tables of points are read: pasted as text, or from a file."""

from collections.abc import Callable
from typing import Any

from playground.data import PointSet
from playground.data.csvdata import CsvError, parse_csv
from playground.data.tables.decoding import MAX_BYTES
from playground.drawers.data.csv_report import error_report, reading_report, table_report
from playground.drawers.data.table_questions import TableQuestions
from playground.text import text
from playground.ui.widgets import HTML, Column, FileInput, TextArea, text_button

LINES = 7
"""Lines of the table that are in sight while it is typed."""

LONGEST_DRAFT = 100 * MAX_BYTES
"""Characters that may be pasted. What is too long is refused as a whole, not cut without a word."""

FILE_KINDS = ".csv,.tsv,.tab,.txt,.dat,.data,text/csv,text/tab-separated-values,text/plain"


class TableReader:
    """Reads tables, says what became of them, and asks what may be meant otherwise.

    Parameters
    ----------
    on_points : callable
        Takes the `PointSet` of a table that was read.
    brush : callable
        Gives the class of points that have none of their own, and the number of classes then.

    Attributes
    ----------
    panel : Column
        What the user types into, and what is reported and asked.
    """

    def __init__(
        self, on_points: Callable[[PointSet], None], brush: Callable[[], tuple[int, int]]
    ) -> None:
        self._on_points = on_points
        self._brush = brush
        self._content: str | bytes = ""
        self._text = TextArea(
            label=text("csv.text"),
            placeholder=text("csv.example"),
            rows=LINES,
            max_length=LONGEST_DRAFT,
        )
        self._file = FileInput(label=text("csv.file"), accept=FILE_KINDS)
        self._file.param.watch(self._open, "value")
        self._questions = TableQuestions(self._read)
        self._outcome = HTML(css_classes=["hint"])
        self._reading = HTML(css_classes=["hint"])
        self.panel = Column(
            self._text,
            text_button(text("csv.take"), lambda: self._take(self._text.value or "")),
            self._file,
            self._outcome,
            self._questions.panel,
            self._reading,
            css_classes=["stack"],
        )

    def _open(self, event: Any) -> None:
        if event.new is None:
            return
        self._take(event.new)
        # Lest the same file, chosen again, be no change, neither here nor on the page.
        self._file.value = None
        self._file.clear()

    def _take(self, content: str | bytes) -> None:
        """Read another table; answers stay while it begins with the same line."""
        if _first_line(content) != _first_line(self._content):
            self._questions.choices.clear()
        self._content = content
        self._read()

    def _read(self) -> None:
        try:
            table = parse_csv(self._content, self._questions.choices, *self._brush())
        except CsvError as error:
            self._outcome.object = error_report(error)
            self._questions.show(error.questions)
            self._reading.object = reading_report(error.remarks)
        else:
            self._outcome.object = table_report(table)
            self._questions.show(table.questions)
            self._reading.object = reading_report(table.remarks, table.scalings)
            self._on_points(table.points)


def _first_line(content: str | bytes) -> str | bytes:
    return content.partition(b"\n")[0] if isinstance(content, bytes) else content.partition("\n")[0]
