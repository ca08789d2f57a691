"""The course: each exercise can be solved as its stored solution says, and is not solved before."""

from pathlib import Path

import pytest

from playground.exercises import library, yaml_file
from playground.exercises.checking import check, goals_met_at_start
from playground.exercises.document import ExerciseError
from playground.exercises.markdown import to_html
from playground.exercises.result import LONGEST_RESULT, characters, read_result
from playground.exercises.rules import violations
from tests.cases import every

SOLUTIONS = yaml_file.read(Path(__file__).with_name("solutions.yaml").read_text("utf-8"))[0]
NAMES = library.exercise_names()

in_every_exercise = pytest.mark.parametrize(
    "exercise", [library.exercise(name) for name in NAMES], ids=NAMES
)


def attempts():
    """Return the seeds of each attempt by exercise: one for each, or all together."""
    return [
        (name, seeds)
        for name, solution in SOLUTIONS.items()
        for seeds in (
            [solution["seeds"]] if solution.get("together") else [[s] for s in solution["seeds"]]
        )
    ]


def test_there_are_at_least_fifteen_exercises_in_two_lessons():
    assert len(library.LESSONS) >= 2
    assert len(NAMES) == len(set(NAMES)) >= 15


def test_every_file_of_the_library_is_part_of_the_course():
    folder = Path(library.__file__).parent / "library"
    expected = {f"{name}.exercise.yaml" for name in NAMES}
    expected |= {f"{name}.lesson.yaml" for name in library.LESSONS}
    assert {path.name for path in folder.iterdir()} == expected


def test_every_exercise_has_a_stored_solution():
    assert set(SOLUTIONS) == set(NAMES)


@every("name", [*library.LESSONS, *NAMES])
def test_a_file_is_named_after_what_is_in_it(name):
    read = library.lesson if name in library.LESSONS else library.exercise
    assert read(name).id == name


@every("name", NAMES)
def test_a_link_opens_an_exercise_by_its_name_or_as_a_code(name):
    exercise = library.exercise(name)
    assert library.open_exercise(name) is exercise
    assert library.open_exercise(exercise.to_code()) == exercise


@pytest.mark.parametrize("reference", ["", "none", "../one-neuron", "NNE1.x.y", "first-steps"])
def test_a_link_to_no_exercise_is_refused(reference):
    with pytest.raises(ExerciseError):
        library.open_exercise(reference)


@in_every_exercise
def test_the_starting_state_keeps_the_rules_and_meets_no_goal(exercise):
    assert violations(exercise, exercise.start()) == []
    assert goals_met_at_start(exercise) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seeds"), attempts(), ids=lambda value: str(value))
def test_the_stored_solution_earns_all_points(name, seeds, hand_in):
    exercise, solution = library.exercise(name), SOLUTIONS[name]
    answers = {
        question.id: "Because." if question.type == "text" else question.answer
        for question in exercise.questions
    }
    settings = solution.get("settings", {})
    result = hand_in(
        exercise, solution["epochs"], seeds, answers, solution.get("theta"), **settings
    )
    report = check(exercise, read_result(result.to_code()))
    assert report.violations == ()
    assert report.false_claims == ()
    assert set(report.goals) == {True}
    assert (report.score, report.passed) == (100, True)
    assert characters(result.to_json()) <= LONGEST_RESULT


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if "settings" in SOLUTIONS[name]])
def test_training_without_a_change_of_settings_does_not_solve_it(name, hand_in):
    solution = SOLUTIONS[name]
    seeds = solution["seeds"] if solution.get("together") else solution["seeds"][:1]
    result = hand_in(library.exercise(name), solution["epochs"], seeds)
    assert True not in check(library.exercise(name), result).goals


@in_every_exercise
def test_the_texts_are_plain_markdown_without_anything_that_is_left_out(exercise):
    questions = [question.text for question in exercise.questions]
    for source in (exercise.text, *exercise.hints, *questions):
        shown = to_html(source)
        assert "&lt;" not in shown
        assert "](" not in shown


def test_the_right_option_stands_first_no_more_often_than_not():
    choices = [
        (exercise.id, question)
        for exercise in map(library.exercise, NAMES)
        for question in exercise.questions
        if question.type == "choice"
    ]
    first = [question.shown_options(name)[0] == question.answer for name, question in choices]
    assert sum(first) <= len(choices) / 2


@in_every_exercise
def test_a_prediction_comes_before_the_other_questions(exercise):
    order = [question.predict for question in exercise.questions]
    assert order == sorted(order, reverse=True)
