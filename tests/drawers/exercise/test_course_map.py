"""The map of the course: what is done, what comes next, what builds on what."""

import re

import pytest

from playground.drawers.exercise.course_map import (
    course_map,
    direct,
    lanes_of,
    missing,
    rows_of,
    suggested,
)
from playground.drawers.exercise.drawer import BEGUN, DONE, NEW, contents
from playground.exercises import library


def course(done=(), begun=()):
    """Return the lessons with how far one has come."""

    def state(name):
        return DONE if name in done else BEGUN if name in begun else NEW

    lessons = [library.lesson(name) for name in library.LESSONS]
    return [(one, [(library.exercise(n), state(n)) for n in one.exercises]) for one in lessons]


def dots_of(**states):
    return {dot.exercise.id: dot for row in rows_of(course(**states)) for dot in row.dots}


@pytest.mark.parametrize(
    ("done", "wanted"),
    [
        ((), "one-neuron"),
        (("one-neuron",), "weights-by-hand"),
        # what builds on three-neurons is passed over as long as that is not done
        (("one-neuron", "weights-by-hand", "one-neuron-fails"), "three-neurons"),
        (("weights-by-hand",), "one-neuron"),
        (tuple(library.exercise_names()), ""),
    ],
)
def test_the_exercise_suggested_next_builds_on_nothing_that_is_open(done, wanted):
    dots = dots_of(done=done)
    assert suggested(dots, DONE) == wanted
    assert not wanted or missing(dots[wanted], dots, DONE) == []


def test_no_two_dots_lie_over_each_other():
    dots = dots_of().values()
    assert len({(dot.x, dot.y) for dot in dots}) == len(dots)
    assert [dot.number for dot in dots] == list(range(1, len(dots) + 1))


def test_no_line_says_what_other_lines_say_together():
    """Backward, and one step builds on the learning rate only by way of forward and the slope."""
    assert "too-slow" in library.exercise("step-by-hand").about["builds_on"]
    builds = direct([dot.exercise for dot in dots_of().values()])
    assert builds["step-by-hand"] == ["forward-by-hand"]
    assert builds["downhill"] == ["a-slope", "too-fast"]


def test_lines_over_other_dots_begin_at_one_exercise_or_have_lanes_of_their_own():
    builds = {
        "a": [],
        "b": ["a"],
        "c": ["a"],
        "d": ["a", "b"],
        "e": ["c"],
        "f": ["d"],
        "g": ["elsewhere"],
    }
    assert lanes_of([*builds], builds) == {"a": 0, "b": 1, "c": 2, "d": 0}


def test_what_an_exercise_of_an_earlier_lesson_gives_is_said_by_its_number_below():
    shown = str(course_map(rows_of(course()), DONE))
    assert re.findall(r"earlier.*>(.*?)</text>", shown)[:3] == ["2", "3", "2, 8"]


def test_the_map_says_in_words_what_it_shows():
    shown = str(course_map(rows_of(course(done=["one-neuron"], begun=["too-slow"])), DONE))
    assert f"Exercises done: 1 of {len(library.exercise_names())}" in shown
    assert "Next: 2. Be the teacher" in shown
    assert "1. One neuron draws a line, done" in shown
    assert "8. Steps that are too short, begun" in shown


def test_the_list_says_by_its_own_sentence_how_long_and_what_is_missing_before():
    shown = str(contents(course(done=["one-neuron"]), ""))
    assert library.exercise("three-neurons").about["summary"] in shown
    assert "10 min · builds on 3. Where one line is not enough" in shown


def test_a_lesson_of_ones_own_has_no_map_of_the_course():
    assert "<svg" not in str(contents(course()[:1], "", is_own=True))
