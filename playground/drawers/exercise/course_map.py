"""The map of the course: every exercise as a dot, and lines to those that it builds on."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.ui.templates import render

STEP, ROW, MARGIN, RADIUS = 52, 64, 22, 15
"""Pixels between two dots, between two lessons, at the edges, and of a dot."""


class Dot(NamedTuple):
    """An exercise on the map.

    Attributes
    ----------
    number : int
        Its place in the course, counted from 1.
    exercise : Exercise
    state : str
        How far one has come with it.
    x, y : int
        Its centre in pixels.
    """

    number: int
    exercise: Exercise
    state: str
    x: int
    y: int


class Row(NamedTuple):
    """A lesson on the map."""

    lesson: Lesson
    dots: list[Dot]
    minutes: int
    y: int


def rows_of(lessons: Sequence[tuple[Lesson, list[tuple[Exercise, str]]]]) -> list[Row]:
    """Return where lessons and their exercises are on the map."""
    numbers = count(1)
    return [
        Row(
            lesson,
            [
                Dot(next(numbers), one, state, MARGIN + STEP * i, MARGIN + ROW * level + RADIUS)
                for i, (one, state) in enumerate(exercises)
            ],
            sum(one.about.get("minutes", 0) for one, _ in exercises),
            MARGIN + ROW * level - 8,
        )
        for level, (lesson, exercises) in enumerate(lessons)
    ]


def line(start: Dot, end: Dot) -> str:
    """Return the path of a line between two dots, as SVG spells it."""
    if start.y == end.y:
        lift = 0 if abs(end.number - start.number) == 1 else 22
        middle = (start.x + end.x) // 2
        return f"M{start.x} {start.y}Q{middle} {start.y - 2 * lift} {end.x} {end.y}"
    half = (start.y + end.y) // 2
    return f"M{start.x} {start.y}C{start.x} {half} {end.x} {half} {end.x} {end.y}"


def suggested(dots: Mapping[str, Dot], done: str) -> str:
    """Return the identifier of the exercise to do next: all that it builds on is done."""
    open_dots = (one for one in dots.values() if one.state != done)
    ready = (one.exercise.id for one in open_dots if not missing(one, dots, done))
    return next(ready, "")


def missing(dot: Dot, dots: Mapping[str, Dot], done: str) -> list[Dot]:
    """Return the exercises that one builds on and that are not done."""
    earlier = (dots[name] for name in dot.exercise.about.get("builds_on", ()) if name in dots)
    return [one for one in earlier if one.state != done]


def direct(dots: Mapping[str, Dot]) -> dict[str, list[str]]:
    """Return which exercises each builds on directly: none that another of them builds on, too."""
    builds: dict[str, list[str]] = {}
    before: dict[str, set[str]] = {}
    for name, dot in dots.items():  # in the order of the course: what it builds on comes earlier
        earlier = [one for one in dot.exercise.about.get("builds_on", ()) if one in before]
        before[name] = {*earlier, *(one for other in earlier for one in before[other])}
        builds[name] = [one for one in earlier if not any(one in before[k] for k in earlier)]
    return builds


def course_map(rows: Sequence[Row], done: str) -> Markup:
    """Return the map as SVG, with words for those who do not see it.

    Parameters
    ----------
    rows : sequence of Row
    done : str
        The state of what is done.
    """
    dots = {dot.exercise.id: dot for row in rows for dot in row.dots}
    lines = [
        (line(dots[earlier], dots[name]), dots[earlier].state == done)
        for name, builds in direct(dots).items()
        for earlier in builds
    ]
    return render(
        "drawers/exercise/course_map.html.jinja",
        rows=rows,
        lines=lines,
        radius=RADIUS,
        width=2 * MARGIN + STEP * (max(len(row.dots) for row in rows) - 1),
        height=MARGIN + ROW * len(rows),
        done=sum(dot.state == done for dot in dots.values()),
        count=len(dots),
        minutes=sum(row.minutes for row in rows),
        suggested=dots.get(suggested(dots, done)),
    )
