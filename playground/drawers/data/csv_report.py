"""What is said, as HTML, about a table that was read or refused."""

import numpy as np
from markupsafe import Markup

from playground.data.csvdata import LARGEST, MAX_BYTES
from playground.data.points import LONGEST_NAME, MAX_CLASSES, MAX_POINTS, MIN_POINTS
from playground.experiment.setting_kinds import excerpt
from playground.number_format import rounded
from playground.text import text
from playground.ui.markup import each
from playground.views.labels import class_label

MOST_LISTED = 8
"""Problems that are listed one by one."""

ITEM = Markup("<li>{}</li>")


def table_report(table):
    """Say what was read, and how it was scaled.

    Parameters
    ----------
    table : Table

    Returns
    -------
    Markup
    """
    points = table.points
    sentences = [text("csv.read", count=f"{len(points):,}")]
    if table.header:
        sentences.append(text("csv.header", found=excerpt(", ".join(table.header))))
    if points.classes:
        sentences.append(text("csv.found_classes", classes=_count_classes(points)))
    rows = [_scaling(scaling) for scaling in table.scalings]
    return Markup("<p>{}</p><ul>{}</ul>").format(" ".join(sentences), each(ITEM, rows))


def problems_report(problems):
    """List what is wrong with a text.

    Parameters
    ----------
    problems : sequence of Problem

    Returns
    -------
    Markup
    """
    listed = [_problem(problem) for problem in problems[:MOST_LISTED]]
    if len(problems) > MOST_LISTED:
        listed.append(text("csv.more", count=f"{len(problems) - MOST_LISTED:,}"))
    refused, items = text("csv.refused"), each(ITEM, listed)
    return Markup('<p class="problem">{}</p><ul>{}</ul>').format(refused, items)


def _problem(problem):
    words = text(
        f"csv.{problem.reason}",
        found=excerpt(problem.found),
        fewest=MIN_POINTS,
        most=f"{MAX_POINTS:,}",
        classes=MAX_CLASSES,
        longest=LONGEST_NAME,
        largest=f"{LARGEST:.0e}".replace("e+", "e"),
        bytes=f"{MAX_BYTES:,}",
    )
    return text("csv.line", line=problem.line, problem=words) if problem.line else words


def _count_classes(points):
    counts = np.bincount(points.labels, minlength=points.classes)
    names = (class_label(index, points.names) for index in range(points.classes))
    return ", ".join(f"{name} ({count:,})" for name, count in zip(names, counts, strict=True))


def _scaling(scaling):
    low, high, shown_low, shown_high = map(rounded, scaling[1:])
    if (low, high) == (shown_low, shown_high):
        return text("csv.kept", column=text(f"csv.column_{scaling.column}"), low=low, high=high)
    return text(
        "csv.scaled",
        column=text(f"csv.column_{scaling.column}"),
        low=low,
        high=high,
        shown_low=shown_low,
        shown_high=shown_high,
    )
