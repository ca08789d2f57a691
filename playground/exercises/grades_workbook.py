"""The graders' table as a workbook for spreadsheets (XLSX)."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from playground.exercises.grades_table import cells_of, columns_of, number_in, visible
from playground.exercises.shapes import Row

MARK = "Graded by the neural network playground"
"""What a workbook says of itself, by which it is known again."""

PROPERTIES, LARGEST_PROPERTIES = "docProps/core.xml", 10_000
"""The file of a workbook in which that is said, and its bytes at most."""

LONGEST_CELL = 32_767
"""Signs of a cell at most."""


def workbook(rows: Sequence[Row]) -> bytes:
    """Return rows as a workbook: numbers are numbers, and no text is ever a formula.

    Parameters
    ----------
    rows : sequence of dict
        As from `grade`.
    """
    from xlsxwriter import Workbook

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"comments": MARK})
        sheet = book.add_worksheet()
        names = columns_of(rows)
        for j, name in enumerate(names):
            sheet.write_string(0, j, _short(name))
        for i, cells in enumerate(cells_of(rows), 1):
            for j, (name, cell) in enumerate(zip(names, cells, strict=True)):
                number = number_in(name, cell)
                if number is None:
                    sheet.write_string(i, j, _short(str(cell)))
                else:
                    sheet.write_number(i, j, number)
        sheet.autofilter(0, 0, len(rows), len(names) - 1)
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def _short(value: str) -> str:
    return visible(value)[:LONGEST_CELL]


def is_own_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook that was written here."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(PROPERTIES) as file:
            return MARK.encode() in file.read(LARGEST_PROPERTIES)
    except Exception:  # what is no whole archive is no workbook, whatever is wrong with it
        return False
