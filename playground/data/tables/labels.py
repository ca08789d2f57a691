"""Labels become classes or values; different spellings of one class are joined."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from playground.data.points import LONGEST_NAME, MAX_CLASSES

from .notes import MOST_EXAMPLES, Choices, CsvError, Problem, Question, Remark, ask
from .numbers import Cell, is_number, read_number, unquoted

KINDS = ("classes", "values")
"""What labels may be taken for."""

Label = float | str
"""A value, or the number or name of a class."""


class Kind(NamedTuple):
    """What labels are taken for, one of `KINDS`; and what is said about it and may be chosen."""

    name: str
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


class Classes(NamedTuple):
    """Labels by which rows are sorted into classes.

    Attributes
    ----------
    labels : list of (float or str)
        One for each row, of one spelling for each class.
    kept : list of int
        The places of rows whose class is kept.
    remarks, questions : tuple
        What was assumed, and what of that may be chosen.
    """

    labels: list[Label]
    kept: list[int]
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def find_kind(
    cells: Sequence[Cell], decimal: str, is_curve: bool, choices: Choices | None = None
) -> Kind:
    """Tell whether labels are classes or values.

    Most being numbers, they are values if one of them is broken or if there are more of them than
    there can be classes; else they are classes.

    Parameters
    ----------
    cells : sequence of Cell
        The labels.
    decimal : str
        The decimal sign, as in `read_number`.
    is_curve : bool
        Whether there is one input only: then numbers that never come again are values, too.
    choices : mapping of str to str, optional
        "kind" is one of `KINDS`.
    """
    numbers = []
    for cell in filter(_is_number, cells):
        try:
            numbers.append(read_number(cell, decimal))
        except CsvError:
            continue  # said when it is read
    if 2 * len(numbers) <= len(cells):
        return Kind("classes")
    different = set(numbers)
    are_broken = not all(number.is_integer() for number in numbers)
    never_again = is_curve and len(different) == len(numbers) > 2
    are_values = are_broken or len(different) > MAX_CLASSES or never_again
    question = ask(choices or {}, "kind", KINDS, "values" if are_values else "classes")
    remark = Remark(f"as_{question.chosen}", len(different))
    return Kind(question.chosen, (remark,), (question,))


def _is_number(cell: Cell) -> bool:
    return is_number(cell.text)


def sort_into_classes(
    cells: Sequence[Cell], decimal: str, choices: Choices | None = None
) -> Classes:
    """Read the numbers and names of classes.

    Parameters
    ----------
    cells : sequence of Cell
        The labels.
    decimal : str
        The decimal sign, as in `read_number`.
    choices : mapping of str to str, optional
        "spellings" is "join" or "apart": whether names that differ in capitals are one; "many" is
        "stop" or "most": what is done if there are more classes than can be.

    Raises
    ------
    CsvError
        If a name is too long or cannot be seen, or if there are too many classes or but one.
    """
    labels: list[Label] = []
    problems: list[Problem] = []
    for cell in cells:
        try:
            labels.append(_read_label(cell, decimal))
        except CsvError as error:
            problems += error.problems
    if problems:
        raise CsvError(problems)
    labels, remarks, questions = _join_spellings(labels, choices or {})
    kept = list(range(len(labels)))
    counts = Counter(labels)
    if len(counts) > MAX_CLASSES:
        question = ask(choices or {}, "many", ["stop", "most"], "stop", str(MAX_CLASSES))
        questions = (*questions, question)
        if question.chosen == "stop":
            found = ", ".join(map(class_name, list(counts)[:MOST_EXAMPLES]))
            problem = Problem("classes", f"{len(counts):,}", allowed=found)
            raise CsvError([problem], remarks, questions)
        most = {label for label, _ in counts.most_common(MAX_CLASSES)}
        kept = [place for place, label in enumerate(labels) if label in most]
        left_out = len(labels) - len(kept)
        remarks = (*remarks, Remark("rare", left_out, meaning=str(len(counts) - MAX_CLASSES)))
    if len(counts) == 1:
        raise CsvError([Problem("same", class_name(labels[0]))], remarks, questions)
    return Classes(labels, kept, remarks, questions)


def _read_label(cell: Cell, decimal: str) -> Label:
    """Return the number of a class, or its name with single spaces."""
    name = " ".join(unquoted(cell.text).split())
    if is_number(name):
        try:
            return read_number(cell, decimal)
        except CsvError:
            pass
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise CsvError([Problem("name", *cell)])
    return name


def class_name(label: Label) -> str:
    """Return the name that the class of a label has."""
    return label if isinstance(label, str) else f"{label:.15g}"


def _join_spellings(
    labels: list[Label], choices: Choices
) -> tuple[list[Label], tuple[Remark, ...], tuple[Question, ...]]:
    """Give names that differ in capitals only the spelling that most of them have."""
    counts = Counter(label for label in labels if isinstance(label, str))
    spellings: dict[str, list[str]] = {}
    for name, _ in counts.most_common():
        spellings.setdefault(_key(name), []).append(name)
    several = [names for names in spellings.values() if len(names) > 1]
    if not several:
        return labels, (), ()
    question = ask(choices, "spellings", ["join", "apart"], "join", ", ".join(several[0]))
    if question.chosen == "apart":
        return labels, (), (question,)
    remarks = tuple(
        Remark("joined", len(names), tuple(names), meaning=names[0])
        for names in several[:MOST_EXAMPLES]
    )
    joined = [spellings[_key(one)][0] if isinstance(one, str) else one for one in labels]
    return list(joined), remarks, (question,)


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
