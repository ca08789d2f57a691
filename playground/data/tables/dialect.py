"""What separates the columns of a table: told by its rows, not by what stands above them."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .missing import is_missing
from .numbers import is_number

SEPARATORS = {
    "\t": "tab",
    ";": "semicolon",
    "|": "bar",
    ",": "comma",
    "，": "comma",
    "；": "semicolon",
    "،": "comma",
    "؛": "semicolon",
}
"""Signs that separate columns, and what they are; of equally good ones the first is taken."""

BLANK = " "
"""The separator of columns that stand beside each other with blanks or tabs between them."""

_PLAIN_BLANKS, _ALL_BLANKS = "\t", "\t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_COMMENT_BEHIND = re.compile(r"\s#")
_MARKED = re.compile(r"\s*(#[^\s,;|]*)")
_DIRECTIVE = re.compile(r"\"?sep=([^\w\s\"']|\\t|\t)\"?", re.IGNORECASE)
_LOOKED_AT = 1000
"""Lines by which the separator is told."""


class Dialect(NamedTuple):
    """How a text is cut.

    Attributes
    ----------
    separator : str
        One sign; `BLANK` stands for any number of blanks.
    blanks : str
        Signs that count as blanks beside that itself.
    has_directive : bool
        Whether the first line only names the separator, as spreadsheets write it.
    """

    separator: str
    blanks: str = ""
    has_directive: bool = False

    @property
    def name(self) -> str:
        """What separates the columns: "comma", "semicolon", "tab", "bar", "blank" or "other"."""
        return "blank" if self.separator == BLANK else SEPARATORS.get(self.separator, "other")


def is_comment(line: str) -> bool:
    """Whether a line is a comment: it begins with "#", but not with a mistake of a spreadsheet."""
    match = _MARKED.match(line)
    return match is not None and not is_missing(match[1])


def without_comment(line: str) -> str:
    """Take off a comment behind a row, which is told from a cell only where blanks separate."""
    match = _COMMENT_BEHIND.search(line)
    return line if match is None or '"' in line[match.start() :] else line[: match.start()]


def cells_of(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    """Give the cells of row after row, by Python's own lexer."""
    if dialect.separator == BLANK:
        spaces = str.maketrans(dict.fromkeys(dialect.blanks, BLANK))
        lines = (without_comment(line).translate(spaces) for line in lines)
    return csv.reader(lines, delimiter=dialect.separator, skipinitialspace=True)


def find_dialect(lines: Sequence[str]) -> Dialect:
    """Tell what separates the columns.

    Each separator is tried; the best one gives the most rows of the same width with the largest
    share of numbers in them.

    Parameters
    ----------
    lines : sequence of str
        All lines of the text, without comments.
    """
    directive = _DIRECTIVE.fullmatch(lines[0].strip(" ")) if lines else None
    sample = [line for line in lines[bool(directive) :] if line.strip()][:_LOOKED_AT]
    tried = [Dialect(sign) for sign in SEPARATORS if any(sign in line for line in sample)]
    tried.append(Dialect(BLANK, _PLAIN_BLANKS))
    scores = {dialect: _score(sample, dialect) for dialect in tried}
    if not any(scores.values()):
        wide = Dialect(BLANK, _ALL_BLANKS)
        scores[wide] = _score(sample, wide)
    best = max(scores, key=scores.__getitem__)
    if directive:
        named = Dialect(directive[1].replace(r"\t", "\t"))
        best = named if scores.get(named) or not scores[best] else best
    elif not scores[best]:
        best = Dialect(max(",;\t", key=lambda sign: sum(sign in line for line in sample)))
    return best._replace(has_directive=directive is not None)


def _score(lines: Sequence[str], dialect: Dialect) -> float:
    """Add up the shares of numbers in the rows of the commonest width, if that is at least two."""
    shares: defaultdict[int, float] = defaultdict(float)
    counts: Counter[int] = Counter()
    try:
        for cells in cells_of(lines, dialect):
            width, share = _measure(cells)
            if share:
                shares[width] += share
                counts[width] += 1
    except csv.Error:
        return 0.0
    return shares[max(counts, key=counts.__getitem__)] if counts else 0.0


def _measure(cells: list[str]) -> tuple[int, float]:
    """Return the width of a row, and the share of numbers in it; 0 if it has but one cell.

    Empty cells within lower the share: where blanks stand in columns, tabs alone do not separate.
    """
    filled = {place: cell.strip() for place, cell in enumerate(cells, 1) if cell.strip()}
    if len(filled) < 2:
        return 0, 0.0
    width = max(filled)
    return width, sum(map(_likelihood, filled.values())) / width


def looks_like_row(line: str, dialect: Dialect) -> bool:
    """Whether at least half of a line's cells, of which there are several, are numbers."""
    try:
        return any(_measure(cells)[1] >= 0.5 for cells in cells_of([line], dialect))
    except csv.Error:
        return False


def _likelihood(cell: str) -> float:
    """Return 1 for a number, less if blanks group its digits: they may separate, too."""
    if is_number(cell):
        return 0.9 if BLANK in cell else 1.0
    return float(is_missing(cell))
