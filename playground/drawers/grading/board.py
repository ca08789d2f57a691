"""The board: all results of a class beside each other, made for a projector."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from playground.drawers.grading.classroom import Classroom
from playground.drawers.grading.portrait import SIDE, LossCurves
from playground.drawers.grading.selection import Selection, cell, total_points
from playground.drawers.grading.table import columns, name_of, shown_exercise, written
from playground.exercises.shapes import Row
from playground.number_format import loss as short_loss
from playground.text import text
from playground.ui.actions import spell
from playground.ui.templates import render

BINS = 11
"""Bars of the histogram: tens of percent, and all points."""

BAR_HEIGHT = 36
"""Of the highest bar, in units of the picture."""


@dataclass
class Portrait:
    """How a result is drawn: the address of its map, and its curves once they are there."""

    map: str
    curves: LossCurves | None = None
    is_tried: bool = False


class Bar(NamedTuple):
    """A bar of the histogram."""

    label: str
    results: int
    height: float


class Enlarged(NamedTuple):
    """The result that is shown large."""

    place: int
    name: str
    map: str
    curves: Markup
    curve_note: str
    facts: Sequence[tuple[str, str]]


def is_on_board(row: Row) -> bool:
    """Tell whether a row is a result that can be drawn, and counts."""
    return row.get("counts") == "yes"


def board_html(
    classroom: Classroom,
    selection: Selection,
    portraits: dict[int, Portrait],
    enlarged: int | None,
    large_map: str,
    has_names: bool,
) -> Markup:
    """Return the HTML of the board.

    Parameters
    ----------
    classroom : Classroom
    selection : Selection
        Of which rows, in which order.
    portraits : dict
        Place of a row -> its `Portrait`, of those that are drawn already.
    enlarged : int or None
        Place of the row that is shown large.
    large_map : str
        Address of its map.
    has_names : bool
        Whether names are shown; numbers otherwise.
    """
    rows = [(i, row) for i, row in selection.chosen(classroom) if is_on_board(row)]
    shown = selection.page_of([i for i, _ in rows])
    exercise = shown_exercise(classroom, selection)
    bars = _bars([row for _, row in rows])
    return render(
        "drawers/grading/board.html.jinja",
        orders=[
            ("", text("grading.unsorted")),
            *((name, label) for name, label, _ in columns(None)),
        ],
        selection=selection,
        has_names=has_names,
        bars=bars,
        histogram=text("grading.histogram", bars="; ".join(map(_bar_in_words, bars))),
        goals=_goals(len(exercise.goals) if exercise else 0, [row for _, row in rows]),
        cards=[_card(classroom, i, portraits.get(i), has_names) for i in shown.indices],
        enlarged=None
        if enlarged is None
        else _enlarged(classroom, enlarged, portraits.get(enlarged), large_map, has_names),
        shown=shown,
        action=spell,
    )


def shown_name(row: Row, index: int, has_names: bool) -> str:
    """Return what a result is called on the board."""
    return name_of(row) if has_names else text("grading.number", number=index + 1)


def _card(
    classroom: Classroom, index: int, portrait: Portrait | None, has_names: bool
) -> dict[str, object]:
    row = classroom.rows[index]
    name = shown_name(row, index, has_names)
    points = written("points", total_points(classroom, index))
    exercise = classroom.exercise(row)
    loss = text("grading.loss", loss=short_loss(float(row.get("test_loss", 0))))
    epochs = text("grading.after", epochs=written("epochs", row.get("epochs", "")))
    return {
        "index": index,
        "name": name,
        "points": text(
            "grading.of_points", points=points, most=exercise.points if exercise else "?"
        ),
        "loss": loss,
        "epochs": epochs,
        "map": portrait.map if portrait else "",
        "curves": _curves(portrait),
    }


def _enlarged(
    classroom: Classroom, index: int, portrait: Portrait | None, large_map: str, has_names: bool
) -> Enlarged:
    row = classroom.rows[index]
    facts = [
        (label, written(name, cell(classroom, index, name)))
        for name, label, _ in columns(classroom.exercise(row))
        if name not in ("student", "status")
    ]
    return Enlarged(
        index,
        shown_name(row, index, has_names),
        large_map,
        _curves(portrait),
        _curve_note(portrait),
        [(label, value) for label, value in facts if value],
    )


def _curves(portrait: Portrait | None) -> Markup:
    if portrait is None or portrait.curves is None:
        return Markup("")
    curves = portrait.curves
    return Markup(
        '<svg viewBox="0 0 {0} {0}" aria-hidden="true" class="{1}">'
        '<path class="halo" d="{2}"/><path class="train" d="{3}"/>'
        '<path class="test" d="{2}"/></svg>'
    ).format(SIDE, "own" if curves.is_own else "other", curves.test, curves.train)


def _curve_note(portrait: Portrait | None) -> str:
    if portrait is None or not portrait.is_tried:
        return ""
    if portrait.curves is None:
        return text("grading.no_curve")
    return text("grading.curve" if portrait.curves.is_own else "grading.other_curve")


def _bars(rows: Sequence[Row]) -> list[Bar]:
    counts = [0] * BINS
    for row in rows:
        counts[min(int(row.get("score", 0)) // 10, BINS - 1)] += 1
    most = max([*counts, 1])
    labels = [str(10 * i) for i in range(BINS)]
    return [
        Bar(label, count, BAR_HEIGHT * count / most)
        for label, count in zip(labels, counts, strict=True)
    ]


def _bar_in_words(bar: Bar) -> str:
    return f"{text('output.percent', value=bar.label)}: {bar.results}"


def _goals(count: int, rows: Sequence[Row]) -> list[str]:
    return [
        text(
            "grading.goal_met",
            number=n,
            met=sum(row.get(f"goal {n}") == "met" for row in rows),
            count=len(rows),
        )
        for n in range(1, count + 1)
    ]
