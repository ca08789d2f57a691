"""What is said, as HTML, about a table that was read or refused."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from playground.data import PointSet
from playground.data.csvdata import CsvError, Table
from playground.data.points import LONGEST_NAME, MAX_CLASSES, MAX_POINTS, MIN_POINTS
from playground.data.tables.decoding import MAX_BYTES
from playground.data.tables.lexing import MAX_COLUMNS
from playground.data.tables.notes import Problem, Remark
from playground.data.tables.numbers import LARGEST
from playground.data.tables.scaling import Scaling
from playground.experiment.setting_kinds import excerpt
from playground.number_format import grouped, rounded
from playground.text import listed, text
from playground.ui.markup import each
from playground.views.labels import class_label

MOST_LISTED = 8
"""Problems that are listed one by one."""

ITEM = Markup("<li>{}</li>")


def table_report(table: Table) -> Markup:
    """Say what was read.

    Parameters
    ----------
    table : Table

    Returns
    -------
    Markup
    """
    points = table.points
    sentences = [text("csv.read", count=len(points))]
    if points.classes:
        sentences.append(text("csv.found_classes", classes=_count_classes(points)))
    return Markup('<p role="status">{}</p>').format(" ".join(sentences))


def error_report(error: CsvError) -> Markup:
    """List what is wrong with a text.

    Parameters
    ----------
    error : CsvError

    Returns
    -------
    Markup
    """
    problems = error.problems
    listed = [_problem(problem) for problem in problems[:MOST_LISTED]]
    more = len(problems) - MOST_LISTED
    if more > 0:
        listed.append(text("csv.more", count=more))
    refused, items = text("csv.refused"), each(ITEM, listed)
    return Markup('<div role="alert"><p class="problem">{}</p><ul>{}</ul></div>').format(
        refused, items
    )


def reading_report(remarks: Sequence[Remark], scalings: Sequence[Scaling] = ()) -> Markup:
    """Say how a table was read: what was assumed, and how columns were scaled.

    Parameters
    ----------
    remarks : sequence of Remark
    scalings : sequence of Scaling

    Returns
    -------
    Markup
    """
    sentences = [*map(_scaling, scalings), *map(_remark, remarks)]
    if not sentences:
        return Markup("")
    head, items = text("csv.how"), each(ITEM, sentences)
    return Markup("<p>{}</p><ul>{}</ul>").format(head, items)


def _problem(problem: Problem) -> str:
    reason, found, line, column, allowed = problem
    words = text(
        f"csv.wrong_{reason}",
        count=int(found.replace(",", "")) if reason in COUNTED else 0,
        found=excerpt(found),
        allowed=excerpt(allowed),
        fewest=MIN_POINTS,
        most=grouped(MAX_POINTS),
        classes=MAX_CLASSES,
        columns=MAX_COLUMNS,
        longest=LONGEST_NAME,
        largest=f"{LARGEST:.0e}".replace("e+", "e"),
        bytes=grouped(MAX_BYTES),
    )
    if not line:
        return words
    if reason == "sign":
        return text("csv.at_character", line=line, column=column, problem=words)
    if column:
        return text("csv.at_column", line=line, column=column, problem=words)
    return text("csv.at_line", line=line, problem=words)


COUNTED = frozenset(["cell", "classes", "count", "left", "long", "rows", "wide"])
"""Problems whose example is how many of something there are."""

WITH_LISTS = frozenset(
    ["above", "below", "empty_columns", "joined", "garbled", "missing", "single"]
)
"""Remarks with several examples, each in quotation marks."""

ABOUT_COLUMNS = frozenset(["merged", "constant"])
"""Remarks whose example is what a column is used for."""


def _remark(remark: Remark) -> str:
    kind, number, _, lines, meaning = remark
    named = f"{kind}_{meaning}" if kind == "separator" else kind
    return text(
        f"csv.note_{named}",
        count=number,
        found=_examples(remark),
        line=lines[0] if lines else "",
        lines=_enumerated([str(line) for line in lines], number),
        meaning=_meaning(kind, meaning),
    )


def _examples(remark: Remark) -> str:
    found = [excerpt(one) for one in remark.found]
    if remark.kind in ABOUT_COLUMNS:
        return text(f"csv.column_{found[0]}")
    if remark.kind not in WITH_LISTS:
        return "".join(found[:1])
    most = len(found) if remark.kind == "missing" else remark.number
    return _enumerated([_quoted(one) for one in found], most)


def _quoted(cell: str) -> str:
    return text("csv.quoted", found=cell) if cell else text("csv.empty_cell")


def _enumerated(words: Sequence[str], number: int) -> str:
    """Join words by commas, and tell by a sign if there are more than these."""
    return listed([*words, *(["…"] if number > len(words) else [])])


def _meaning(kind: str, meaning: str) -> str:
    if kind == "encoding":
        return text(f"csv.encoding_{meaning}")
    return excerpt(meaning)


def _count_classes(points: PointSet) -> str:
    counts = np.bincount(points.labels, minlength=points.classes)
    names = (class_label(index, points.names) for index in range(points.classes))
    return listed(f"{name} ({grouped(count)})" for name, count in zip(names, counts, strict=True))


def _scaling(scaling: Scaling) -> str:
    ends = (scaling.low, scaling.high, scaling.shown_low, scaling.shown_high)
    low, high, shown_low, shown_high = (rounded(end, digits=6) for end in ends)
    words = text(
        "csv.kept" if (low, high) == (shown_low, shown_high) else "csv.scaled",
        column=text(f"csv.column_{scaling.column}"),
        low=low,
        high=high,
        shown_low=shown_low,
        shown_high=shown_high,
    )
    if not scaling.step:
        return words
    return f"{words} {text('csv.rounded', step=rounded(scaling.step, digits=2))}"
