"""The graders' table as a workbook for spreadsheets (XLSX)."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from playground.exercises.grades_table import NUMBER, cells_of, columns_of, visible
from playground.exercises.shapes import Row
from playground.exercises.zip_archive import DAMAGE

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
        lines: list[Sequence[str | float]] = [columns_of(rows), *cells_of(rows)]
        for i, line in enumerate(lines):
            for j, cell in enumerate(line):
                if NUMBER.fullmatch(str(cell)):
                    sheet.write_number(i, j, float(cell))
                else:
                    sheet.write_string(i, j, visible(str(cell))[:LONGEST_CELL])
        sheet.autofilter(0, 0, len(rows), len(lines[0]) - 1)
        sheet.freeze_panes(1, 1)
    return content.getvalue()


def is_own_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook that was written here."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(PROPERTIES) as file:
            return MARK.encode() in file.read(LARGEST_PROPERTIES)
    except (*DAMAGE, KeyError):
        return False
