"""The map of the course: every exercise as a dot, lines to those of its lesson that build on it."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.ui.templates import render

STEP, MARGIN, RADIUS = 38, 22, 14
"""Pixels between two dots, at the edges, and of a dot: ten dots fit on a phone."""

TITLE, LANE, CAPTION = 22, 7, 22
"""Pixels above a lesson's dots for its title, for each lane of lines, and below for numbers."""

ASIDE, CORNER = 5, 4
"""Pixels from a dot's centre to where lines leave and arrive, and the radius of their corners."""


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
    """A lesson on the map.

    Attributes
    ----------
    lesson : Lesson
    dots : list of Dot
    lanes : dict
        Exercise -> the lane, counted from 0 upwards, of the lines that begin at it and pass over
        other dots.
    minutes : int
    y : int
        The line that its title stands on, in pixels.
    """

    lesson: Lesson
    dots: list[Dot]
    lanes: dict[str, int]
    minutes: int
    y: int


def rows_of(lessons: Sequence[tuple[Lesson, list[tuple[Exercise, str]]]]) -> list[Row]:
    """Return where lessons and their exercises are on the map."""
    builds = direct([one for _, exercises in lessons for one, _ in exercises])
    numbers, rows, top = count(1), [], 0
    for lesson, exercises in lessons:
        lanes = lanes_of([one.id for one, _ in exercises], builds)
        y = top + TITLE + LANE * len({*lanes.values()}) + RADIUS
        dots = [
            Dot(next(numbers), one, state, MARGIN + STEP * i, y)
            for i, (one, state) in enumerate(exercises)
        ]
        minutes = sum(one.about.get("minutes", 0) for one, _ in exercises)
        rows.append(Row(lesson, dots, lanes, minutes, top + TITLE // 2))
        top = y + RADIUS + CAPTION
    return rows


def lanes_of(names: Sequence[str], builds: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return the lane for the lines that begin at each exercise of a lesson.

    Those that begin at one exercise share a lane, and no others lie in it beside them.
    """
    lanes: dict[str, int] = {}
    ends: list[int] = []
    for i, name in enumerate(names):
        reached = [k for k in range(i + 2, len(names)) if name in builds[names[k]]]
        if reached:
            lanes[name] = next((lane for lane, end in enumerate(ends) if end <= i), len(ends))
            ends[lanes[name] : lanes[name] + 1] = reached[-1:]
    return lanes


def line(start: Dot, end: Dot, lane: int) -> str:
    """Return the path of a line between two dots of a lesson, as SVG spells it."""
    if end.number - start.number == 1:
        return f"M{start.x} {start.y}H{end.x}"
    left, right, top = start.x + ASIDE, end.x - ASIDE, start.y - RADIUS - LANE * (lane + 1)
    turn = f"{CORNER} {CORNER}"
    return (
        f"M{left} {start.y}V{top + CORNER}q0 -{CORNER} {CORNER} -{CORNER}"
        f"H{right - CORNER}q{CORNER} 0 {turn}V{end.y}"
    )


def suggested(dots: Mapping[str, Dot], done: str) -> str:
    """Return the identifier of the exercise to do next: all that it builds on is done."""
    open_dots = (one for one in dots.values() if one.state != done)
    ready = (one.exercise.id for one in open_dots if not missing(one, dots, done))
    return next(ready, "")


def missing(dot: Dot, dots: Mapping[str, Dot], done: str) -> list[Dot]:
    """Return the exercises that one builds on and that are not done."""
    earlier = (dots[name] for name in dot.exercise.about.get("builds_on", ()) if name in dots)
    return [one for one in earlier if one.state != done]


def direct(exercises: Sequence[Exercise]) -> dict[str, list[str]]:
    """Return which exercises each builds on directly: none that another of them builds on, too.

    Parameters
    ----------
    exercises : sequence of Exercise
        In the order of the course: what one builds on comes before it.
    """
    builds: dict[str, list[str]] = {}
    before: dict[str, set[str]] = {}
    for exercise in exercises:
        earlier = [one for one in exercise.about.get("builds_on", ()) if one in before]
        before[exercise.id] = {*earlier, *(one for other in earlier for one in before[other])}
        builds[exercise.id] = [one for one in earlier if not any(one in before[k] for k in earlier)]
    return builds


def course_map(rows: Sequence[Row], done: str) -> Markup:
    """Return the map as SVG, with words for those who do not see it.

    Lines stay within a lesson; what an exercise builds on in earlier ones is said by numbers.

    Parameters
    ----------
    rows : sequence of Row
    done : str
        The state of what is done.
    """
    dots = {dot.exercise.id: dot for row in rows for dot in row.dots}
    builds = direct([dot.exercise for dot in dots.values()])
    lines = [
        (line(earlier, dot, row.lanes.get(earlier.exercise.id, 0)), earlier.state == done)
        for row in rows
        for dot in row.dots
        for earlier in row.dots
        if earlier.exercise.id in builds[dot.exercise.id]
    ]
    return render(
        "drawers/exercise/course_map.html.jinja",
        rows=rows,
        lines=lines,
        earlier={dot.number: of_earlier_lessons(dot, builds, dots) for dot in dots.values()},
        radius=RADIUS,
        width=2 * MARGIN + STEP * (max(len(row.dots) for row in rows) - 1),
        height=rows[-1].dots[-1].y + RADIUS + CAPTION,
        done=sum(dot.state == done for dot in dots.values()),
        count=len(dots),
        minutes=sum(row.minutes for row in rows),
        suggested=dots.get(suggested(dots, done)),
    )


def of_earlier_lessons(
    dot: Dot, builds: Mapping[str, Sequence[str]], dots: Mapping[str, Dot]
) -> list[int]:
    """Return the numbers of the exercises in earlier lessons that one builds on directly."""
    earlier = (dots[name] for name in builds[dot.exercise.id])
    return sorted(one.number for one in earlier if one.y != dot.y)
