"""Every student gets data of their own by a name, and the grader computes the same."""

from dataclasses import replace

import pytest

from playground.exercises.checking import check
from playground.exercises.comparison import note_common
from playground.exercises.grading import grade_one
from playground.exercises.result import ResultError, read_result
from playground.exercises.submissions import Submission
from playground.exercises.variants import SEEDS, own_seed


@pytest.fixture
def varied(exercise_with):
    return exercise_with(vary=["data_seed"])


def handed_in(exercise, hand_in, student, epochs=20):
    result = hand_in(exercise.variant(student), epochs=epochs)
    return replace(result, student=student)


def test_a_name_gives_a_seed_however_it_is_typed_and_another_name_another_one():
    """The first value is kept: results of a year ago have to be graded alike."""
    assert own_seed("small", "seed", "Jörg Müller") == 290_086
    alike = ["Jörg Müller", " jörg  müller ", "JÖRG MÜLLER", "Jo\u0308rg Mu\u0308ller"]
    assert {own_seed("small", "seed", name) for name in alike} == {290_086}
    others = [("other", "seed", "Jörg"), ("small", "data_seed", "Jörg"), ("small", "seed", "李")]
    assert len({own_seed(*one) for one in others}) == 3
    assert all(0 <= own_seed("small", "seed", f"{n}") < SEEDS for n in range(99))


def test_only_what_varies_is_another_and_the_version_is_the_same(varied):
    own = varied.variant("Ada")
    start, usual = own.start().settings(), varied.start().settings()
    assert {name for name in start if start[name] != usual[name]} == {"data_seed"}
    assert own.version == varied.version
    assert "data_seed" in own.fixed_settings


def test_results_are_judged_by_the_data_of_their_student(varied, hand_in):
    result = handed_in(varied, hand_in, "Ada")
    report = check(varied, read_result(result.to_json()))
    assert (report.violations, report.goals) == ((), (True,))


@pytest.mark.parametrize("student", ["Bob", ""])
def test_work_on_the_data_of_another_student_earns_nothing(varied, hand_in, student):
    copied = replace(handed_in(varied, hand_in, "Ada"), student=student)
    report = check(varied, copied)
    assert len(report.violations) == 1
    assert report.points == 0


def test_a_name_of_blanks_is_none(varied, hand_in):
    result = replace(handed_in(varied, hand_in, "Ada", epochs=0), student="  ")
    with pytest.raises(ResultError):
        read_result(result.to_json())


def test_the_table_says_who_is_named_and_who_else_is(varied, hand_in):
    content = handed_in(varied, hand_in, "Ada").to_json()
    rows = [
        grade_one(Submission(f"{name}.json", content, student=(name, "")), {"small": varied})
        for name in ("Ada", "Bob")
    ]
    note_common(rows, {"small": varied})
    assert [row["entered name"] for row in rows] == ["Ada", "Ada"]
    assert rows[1]["equal_name"] == "Ada.json"
