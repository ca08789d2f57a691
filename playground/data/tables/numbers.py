"""Numbers as people write them: with decimal commas, grouped thousands, signs of other scripts.

Whether "1.050" is a little more than one or a thousand and fifty, no cell can tell alone; all cells
of a table together may.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .notes import Choices, CsvError, Option, Problem, Question, Remark, ask

LARGEST = 1e100
"""Largest size of a number: differences of such numbers stay finite."""

LONGEST_NUMBER = 400
"""Characters of a number at most; the longest that a computer writes has some 330."""

MOST_KEPT = 100_000
"""Cells whose spelling is kept while a table is read."""

DECIMALS = {"comma": ",", "point": ".", "both": ",."}
"""What the decimal sign may be, and the signs themselves."""

_NAMES = {",": "comma", ".": "point"}

_MINUS = "\N{MINUS SIGN}–—‐‑﹣－"
_PLUS = "﹢＋"
_BLANKS = "\u00a0\u202f\u2007\u2008\u2009"
_GROUPERS = "'’`\N{ARABIC THOUSANDS SEPARATOR}"
_DECIMAL_COMMAS = "\N{ARABIC DECIMAL SEPARATOR}，"
_MEANT = str.maketrans(
    {
        **dict.fromkeys(_MINUS, "-"),
        **dict.fromkeys(_PLUS, "+"),
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_GROUPERS, "'"),
        **dict.fromkeys(_DECIMAL_COMMAS, ","),
        "．": ".",
    }
)
_QUOTES = ("''", "‘’", "“”", "„“", "””", "«»", '""')

_NUMBER = re.compile(
    r"([+-]?) ?(\d{1,3}(?:(?P<group>[.,' ])\d{3})(?:(?P=group)\d{3})*|\d*)(?:([.,])(\d*))?"
    r"(?:[ed]([+-]?\d+))?",
    re.ASCII | re.IGNORECASE,
)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


class Spelling(NamedTuple):
    """The parts of a written number.

    Attributes
    ----------
    sign, whole, fraction, exponent : str
        Digits, without what groups them.
    decimal : str
        The decimal sign, "" if there is none.
    group : str
        What groups the digits before it, "" if nothing does.
    is_ambiguous : bool
        Whether the one sign it has, `decimal`, may group as well: "1.050".
    """

    sign: str
    whole: str
    decimal: str
    fraction: str
    exponent: str
    group: str
    is_ambiguous: bool


def unquoted(cell: str) -> str:
    """Return a cell without a pair of typographic or single quotes round it."""
    is_quoted = len(cell) > 2 and cell[0] + cell[-1] in _QUOTES
    return cell[1:-1].strip() if is_quoted else cell


@lru_cache(MOST_KEPT)
def spelling(cell: str) -> Spelling | None:
    """Take a written number apart; None if the cell is no number.

    Every step looks at the cells in its own way, so that results are kept until the table is read.
    """
    if len(cell) > LONGEST_NUMBER:
        return None
    match = _NUMBER.fullmatch(cell) or _NUMBER.fullmatch(_in_ascii(cell))
    if match is None:
        return None
    sign, whole, group, decimal, fraction, exponent = match.groups("")
    if not whole and not fraction:
        return None
    parts = whole.split(group) if group else [whole]
    alone = group in tuple(".,") and len(parts) == 2 and not decimal
    if alone:
        # a number that begins with 0, or has an exponent, is not grouped
        decimal, group, fraction, whole = group, "", parts[1], parts[0]
        alone = not whole.startswith("0") and not exponent
        return Spelling(sign, whole, decimal, fraction, exponent, "", alone)
    if group == decimal != "" or (group and parts[0].startswith("0")):
        return None
    return Spelling(sign, "".join(parts), decimal, fraction, exponent, group, False)


def forget_spellings() -> None:
    """Free what `spelling` has kept."""
    spelling.cache_clear()


def is_number(cell: str) -> bool:
    """Whether a cell is a number in some way of writing."""
    return spelling(cell) is not None


def is_not_finite(cell: str) -> bool:
    """Whether a cell says that there is no number, or an infinite one."""
    return _NOT_FINITE.fullmatch(_in_ascii(cell)) is not None


def _in_ascii(cell: str) -> str:
    cell = unquoted(cell.strip()).translate(_MEANT)
    if cell.isascii():
        return cell
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in cell)


class DecimalSign(NamedTuple):
    """What the decimal sign of a table is, and what was assumed or may be chosen for that."""

    name: str
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


class Cell(NamedTuple):
    """What stands at a place of the table: lines and columns are counted from 1."""

    text: str
    line: int
    column: int


def find_decimal_sign(
    cells: Iterable[Cell], separator: str, choices: Choices | None = None
) -> DecimalSign:
    """Tell the decimal sign by all numbers of a table.

    Parameters
    ----------
    cells : iterable of Cell
        All that shall be numbers.
    separator : str
        What separates the columns: decimal commas are to be expected beside semicolons and tabs.
    choices : mapping of str to str, optional
        "decimal" is one of `DECIMALS`: what the sign is, if the numbers may be read in two ways.
    """
    spelled = [(cell, found) for cell in cells if (found := spelling(cell.text))]
    sure: set[str] = set()
    doubtful: dict[str, Cell] = {}
    for cell, found in spelled:
        if found.is_ambiguous:
            doubtful.setdefault(found.decimal, cell)
        else:
            sure |= {found.decimal, _other_sign(found.group)} - {""}
    preset, is_sure = _preset_sign(sure, set(doubtful), separator, _has_bare_hundreds(spelled))
    if is_sure or not doubtful:
        return DecimalSign(preset)
    signs = DECIMALS[preset]
    grouped = [cell for sign, cell in doubtful.items() if sign not in signs]
    example = (grouped or list(doubtful.values()))[0]
    names = [name for name in DECIMALS if name != "both" or len(doubtful) == 2]
    options = [Option(name, f"{_value(example.text, name):.15g}") for name in names]
    question = ask(choices or {}, "decimal", options, preset, example.text)
    meaning = f"{_value(example.text, question.chosen):.15g}"
    remark = Remark("ambiguous", len(doubtful), (example.text,), (example.line,), meaning)
    return DecimalSign(question.chosen, (remark,), (question,))


def _other_sign(group: str) -> str:
    """Return the decimal sign beside thousands that are grouped by a sign."""
    return {".": ",", ",": "."}.get(group, "")


def _has_bare_hundreds(spelled: Sequence[tuple[Cell, Spelling]]) -> bool:
    """Whether numbers like 950 stand in a column with such as 1.050, which then may be 1050."""
    columns = {cell.column for cell, found in spelled if found.is_ambiguous}
    return any(
        cell.column in columns and len(found.whole) == 3 and not found.decimal
        for cell, found in spelled
    )


def _preset_sign(
    sure: set[str], doubtful: set[str], separator: str, has_hundreds: bool
) -> tuple[str, bool]:
    """Name the likeliest decimal sign by those that are sure, and tell whether it is sure."""
    if len(sure) == 2:
        return _NAMES[min(doubtful)] if len(doubtful) == 1 else "both", False
    if sure:
        (sign,) = sure
        return _NAMES[sign], doubtful <= sure
    if has_hundreds and len(doubtful) == 1:
        return _NAMES[_other_sign(*doubtful)], False
    if doubtful == {"."}:
        return "point", separator not in (";", "\t")
    return ("point" if separator == "," else "comma"), False


def _value(cell: str, decimal: str) -> float:
    found = spelling(cell)
    assert found is not None
    whole, fraction = found.whole, found.fraction
    if found.is_ambiguous and found.decimal not in DECIMALS[decimal]:
        whole, fraction = whole + fraction, ""
    return float(f"{found.sign}{whole}.{fraction}e{found.exponent or 0}")


def read_number(cell: Cell, decimal: str) -> float:
    """Return the number that a cell holds.

    Parameters
    ----------
    cell : Cell
        The text and its place.
    decimal : str
        The decimal sign, one of `DECIMALS`; it decides about those that may group thousands.

    Raises
    ------
    CsvError
        If it is none, not finite, or too large.
    """
    found = spelling(cell.text)
    if found is None:
        reason = "finite" if is_not_finite(cell.text) else "number"
        raise CsvError([Problem(reason, *cell)])
    value = _value(cell.text, decimal)
    if not abs(value) <= LARGEST:
        raise CsvError([Problem("large", *cell)])
    return value
