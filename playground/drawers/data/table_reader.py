"""Where tables of points are read: pasted as text, or from a file."""

from playground.data.csvdata import KINDS, MAX_BYTES, CsvError, decode, parse_csv
from playground.drawers.data.csv_report import problems_report, table_report
from playground.text import text
from playground.ui.widgets import HTML, Column, FileInput, Select, TextArea, text_button

LINES = 7
"""Lines of the table that are in sight while it is typed."""


class TableReader:
    """Reads comma-separated values, and says what became of them.

    Parameters
    ----------
    on_points : callable
        Takes the `PointSet` of a table that was read.
    brush : callable
        Gives the class of points that have none of their own, and the number of classes then.

    Attributes
    ----------
    panel : Column
        What the user types into and what is reported.
    """

    def __init__(self, on_points, brush):
        self._on_points = on_points
        self._brush = brush
        self._text = TextArea(
            label=text("csv.text"),
            placeholder=text("csv.example"),
            rows=LINES,
            max_length=MAX_BYTES,
        )
        self._kind = Select(
            label=text("csv.kind"), options={text(f"csv.kind_{kind}"): kind for kind in KINDS}
        )
        self._file = FileInput(label=text("csv.file"), accept=".csv,.tsv,.txt,text/csv,text/plain")
        self._file.param.watch(self._open, "value")
        self._report = HTML(css_classes=["hint"])
        self.panel = Column(
            self._text,
            self._kind,
            text_button(text("csv.take"), lambda: self._read(self._text.value)),
            self._file,
            self._report,
            css_classes=["stack"],
        )

    def _open(self, event):
        if event.new is None:
            return
        try:
            content = decode(event.new)
        except CsvError as error:
            self._report.object = problems_report(error.problems)
        else:
            self._read(content)
        # Lest the same file, chosen again, be no change, neither here nor on the page.
        self._file.value = None
        self._file.clear()

    def _read(self, content):
        brush, classes = self._brush()
        try:
            table = parse_csv(content, self._kind.value, brush, classes)
        except CsvError as error:
            self._report.object = problems_report(error.problems)
        else:
            self._report.object = table_report(table)
            self._on_points(table.points)
