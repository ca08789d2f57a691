"""An exercise is valid as a whole, or every mistake in it is named with its line."""

import contextlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import PointSet
from playground.exercises import library
from playground.exercises.document import LONGEST_FILE
from playground.exercises.exercise import CODE, Exercise, ExerciseError, Goal
from playground.exercises.lesson import Lesson
from playground.exercises.schema import schema
from playground.experiment import Experiment
from tests.cases import every

FULL = """\
id: full
title: "Everything: at once"
language: en
text: |
  Do *this*.

  And that.
experiment: {dataset: xor, hidden: [2], activation: relu}
lock: [dataset, noise]
hide: [layers, discretize]
ranges:
  hidden_neurons: {max: 3}
  learning_rate: {min: 0.01, max: 1}
  activation: {only: [relu, tanh]}
goals:
  - test_loss: {at_most: 0.177}
    points: 2
  - any:
      - gap: {below: 0.01}
      - epochs: {at_least: 10}
hints: [Try it.]
questions:
  - id: which
    type: choice
    text: Which?
    options: [A, B]
    answer: B
    predict: true
  - {id: many, type: number, text: "How many?", answer: 3, tolerance: 0.5, points: 3}
  - {id: why, type: text, text: "Why?"}
pass_mark: 60
"""


def test_everything_in_the_file_is_in_the_exercise():
    exercise = Exercise.from_yaml(FULL)
    assert (exercise.id, exercise.title, exercise.language) == ("full", "Everything: at once", "en")
    assert exercise.text == "Do *this*.\n\nAnd that.\n"
    assert exercise.start() == Experiment(dataset="xor", hidden=[2], activation="relu")
    assert (exercise.lock, exercise.hide) == (("dataset", "noise"), ("layers", "discretize"))
    assert exercise.fixed_settings == ("dataset", "points", "noise", "hidden")
    assert exercise.ranges["hidden_neurons"] == {"max": 3}
    assert exercise.goals[0] == Goal({"test_loss": {"at_most": 0.177}}, points=2)
    assert exercise.goals[1].points == 1
    assert exercise.hints == ("Try it.",)
    which, many, why = exercise.questions
    assert (which.options, which.answer, which.predict, which.points) == (("A", "B"), "B", True, 1)
    assert (many.answer, many.tolerance, many.points) == (3, 0.5, 3)
    assert (why.answer, why.points) == (None, 0)
    assert exercise.points == 2 + 1 + 1 + 3
    assert exercise.pass_mark == 60


def test_what_is_left_out_has_a_plain_meaning(exercise_with):
    exercise = exercise_with()
    assert (exercise.lock, exercise.hide, exercise.hints, exercise.questions) == ((), (), (), ())
    assert exercise.ranges == {}
    assert (exercise.pass_mark, exercise.points, exercise.runs_needed) == (100, 1, 1)


def test_the_start_can_be_given_as_a_link(exercise_with):
    link = "https://example.org/play/#dataset=spiral&hidden=4,2"
    start = exercise_with(experiment=link).start()
    assert start == Experiment(dataset="spiral", hidden=[4, 2])


def test_points_of_ones_own_are_given_as_a_link_spells_them(exercise_with):
    points = PointSet.make([(0, 0), (1, 2), (-6, 6)], [0, 1, 1], names=("no", "yes"))
    exercise = exercise_with(experiment={"dataset": "own", "points": points.code})
    assert exercise.start() == Experiment(dataset="own", points=points)
    assert Exercise.from_code(exercise.to_code()) == exercise


def test_each_start_is_a_new_experiment(exercise_with):
    exercise = exercise_with()
    exercise.start().noise = 0.5
    assert exercise.start().noise == 0


@pytest.mark.parametrize("exercise", [Exercise.from_yaml(FULL), library.exercise("five-resets")])
def test_an_exercise_survives_its_file_and_its_code(exercise):
    assert Exercise.from_yaml(exercise.to_yaml()) == exercise
    assert Exercise.from_code(exercise.to_code()) == exercise
    assert re.fullmatch(r"[\w.-]+", exercise.to_code())


MANY_POINTS = PointSet.make([(0, 0)] * 600, [0, 1] * 300).code

MISTAKES = [
    ("id: full\n", "", 1, "id is missing"),
    ("id: full", "id: Full Moon", 1, "id must be a name of .*, got \"Full Moon\""),
    ("id: full", 'id: "full\\n"', 1, "id must be a name"),
    ("language: en", "language: english", 3, 'language must be .* got "english"'),
    ("title: \"Everything: at once\"", "title: 5", 2, "title must be text of 1 to 100 .* got 5"),
    ("hints:", "tips:", 19, "tips means nothing here; .* hints"),
    ("hidden: [2]", "hidden: [20]", 8, r"experiment\.hidden must be at most .* \[20\]"),
    ("hidden: [2]", "hiden: [2]", 8, r"experiment\.hiden means nothing here; .* hidden"),
    ("hidden: [2]", "loss: x", 8, r"experiment\.loss must be one of squared, .* \"x\""),
    ("hidden: [2]", "noise: yes", 8, r'experiment\.noise must be between 0 and 0\.5, got "yes"'),
    ("{dataset: xor, hidden: [2], activation: relu}", "hidden=99", 8, "Hidden layers: the link"),
    ("{dataset: xor, hidden: [2], activation: relu}", "3", 8, "experiment must be a group of sett"),
    ("hidden: [2]", "points: abc", 8, r'experiment\.points must be .*, got "abc"'),
    ("hidden: [2]", "points: 3", 8, r"experiment\.points must be .*, got 3"),
    ("hidden: [2]", f"points: {MANY_POINTS}", 8, "too many"),
    ("[dataset, noise]", "[dataset, nois]", 9, r'lock\[1\] must be one of .*noise.*, got "nois"'),
    ("[dataset, noise]", "dataset", 9, "lock must be a list of controls, or"),
    ("[dataset, noise]", "{all_but: [nois]}", 9, r"lock\.all_but\[0\] must be one of"),
    ("[dataset, noise]", "{all_but: []}\nlok: []", 10, "lok means nothing here"),
    ("[layers, discretize]", "[layer]", 10, r'hide\[0\] must be one of .*layers.*, got "layer"'),
    ("hidden_neurons: {max: 3}", "neurons: {max: 3}", 12, r"ranges\.neurons .*hidden_neurons"),
    ("hidden_neurons: {max: 3}", "hidden_neurons: {}", 12, r"ranges\.hidden_neurons must be min"),
    ("hidden_neurons: {max: 3}", "hidden_neurons: {max: x}", 12, r'max must be a number, got "x"'),
    ("hidden_neurons: {max: 3}", "hidden_neurons: {only: [a]}", 12, "only means .* min, max"),
    ("hidden_neurons: {max: 3}", "hidden_neurons: {max: 1}", 8, "hidden neurons .* got 2"),
    ("min: 0.01", "min: -1", 13, r"learning_rate\.min must be more than 0 and at most 10, got -1"),
    ("[relu, tanh]", "[relu, than]", 14, r"activation\.only must be one of relu, .* \"than\"\]"),
    ("[relu, tanh]", "[tanh]", 8, "Activation of .* must be one of tanh, got relu"),
    ("{only: [relu, tanh]}", "{max: 3}", 14, r"activation\.max means nothing here; .* only"),
    ("test_loss", "test_los", 16, r"goals\[0\]\.test_los means nothing here; .*test_loss"),
    ("at_most: 0.177", "at_most: tiny", 16, r"at_most must be between 0 and 1,000, got \"tiny\""),
    ("at_most: 0.177", "equals: 0.177", 16, r"equals means nothing here; .*at_most, at_least"),
    ("points: 2", "points: 0", 17, r"goals\[0\]\.points must be a whole number between 1 and 100"),
    ("at_least: 10", "at_least: 1.5", 20, "must be a whole number between 0 and 1,000,000"),
    ("type: choice", "type: guess", 24, r"questions\[0\]\.type must be one of choice, number"),
    ("answer: B", "answer: C", 27, r'questions\[0\]\.answer must be one of A, B, got "C"'),
    ("options: [A, B]\n    ", "", 23, r"questions\[0\]\.options is missing"),
    ("options: [A, B]", "options: [A, 2]", 26, r"options\[1\] must be text of 1 to 200 .*, got 2"),
    ("answer: 3", "answer: three", 29, r'questions\[1\]\.answer must be a number, got "three"'),
    ("answer: 3", "options: [a, b]", 29, r"questions\[1\]\.options means nothing .*tolerance"),
    ("id: why", "id: which", 30, "“which” is the id of another question"),
    ("pass_mark: 60", "pass_mark: 0", 31, "pass_mark must be a whole number between 1 and 100"),
    ("pass_mark: 60", "pass_mark: true", 31, "pass_mark must be a whole number .*, got true"),
    ("title:", "title: x\ntitle:", 3, "“title” is given twice"),
]  # fmt: skip


@every(
    ("right", "wrong", "line", "message"), MISTAKES, ids=[f"{m[1]}->{m[3]}"[:40] for m in MISTAKES]
)
def test_a_mistake_is_named_with_its_line(right, wrong, line, message):
    assert FULL.count(right) >= 1
    with pytest.raises(ExerciseError) as error:
        Exercise.from_yaml(FULL.replace(right, wrong, 1))
    (only,) = error.value.messages
    assert re.search(message, only)


def test_all_mistakes_are_named_from_top_to_bottom():
    source = FULL.replace("full", "F").replace("en\n", "english\n").replace("60", "200")
    with pytest.raises(ExerciseError) as error:
        Exercise.from_yaml(source)
    lines = [int(re.match(r"line (\d+): ", message)[1]) for message in error.value.messages]
    assert lines == [1, 3, 31]


def test_an_exercise_without_anything_to_earn_is_refused(exercise_with):
    question = {"id": "why", "type": "text", "text": "Why?"}
    with pytest.raises(ExerciseError, match="nothing to earn"):
        exercise_with(goals=[], questions=[question])
    assert exercise_with(goals=[], questions=[{**question, "points": 1}]).points == 1


@pytest.mark.parametrize("source", ["", "- a", "5", "text", "{}"])
def test_what_is_no_exercise_at_all_is_refused(source):
    with pytest.raises(ExerciseError, match="line 1: "):
        Exercise.from_yaml(source)


@pytest.mark.parametrize("character", ["\ud800", "\x07", "\x00", "\ufffe", "\x9b"])
def test_characters_that_links_and_packages_break_on_are_refused(exercise_with, character):
    for changes in (
        {"title": f"x{character}y"},
        {"hints": ["fine", f"x{character}"]},
        {f"x{character}": 1},
    ):
        with pytest.raises(ExerciseError, match="cannot be part of a text"):
            exercise_with(**changes)


def test_a_file_that_is_too_long_is_refused_unread():
    with pytest.raises(ExerciseError, match=f"at most {LONGEST_FILE} characters"):
        Exercise.from_yaml("[" * (LONGEST_FILE + 1))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "no code"),
        ("NNR1.abc.12345678", "no code"),
        (CODE, "incomplete"),
        (Exercise.from_yaml(FULL).to_code()[:-9], "end of the code is missing"),
        (Exercise.from_yaml(FULL).to_code()[:-1] + "g", "end of the code is missing"),
        (Exercise.from_yaml(FULL).to_code().replace("e", "f", 1), "damaged"),
    ],
)
def test_a_damaged_code_is_refused(code, reason):
    with pytest.raises(ExerciseError, match=reason):
        Exercise.from_code(code)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted(schema("exercise")["properties"])


@given(field=st.sampled_from(FIELDS), value=JSON, inner=st.sampled_from(["", *FIELDS]))
def test_no_value_of_a_field_does_anything_but_be_refused_or_taken(field, value, inner):
    data = json.loads(json.dumps(Exercise.from_yaml(FULL).data))
    data[field] = {inner: value} if inner else value
    with contextlib.suppress(ExerciseError):
        Exercise.from_data(data)


LESSON = "id: one\ntitle: One\nlanguage: en\ntext: Hello.\nexercises: [a, b]\n"


def test_a_lesson_lists_exercises_in_their_order():
    lesson = Lesson.from_yaml(LESSON)
    found = (lesson.id, lesson.title, lesson.language, lesson.text, lesson.exercises, lesson.own)
    assert found == ("one", "One", "en", "Hello.", ("a", "b"), {})


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("[a, b]", "[]", r"line 5: exercises must be a list of 1 to 50 entries, got \[\]"),
        (
            "[a, b]",
            "[a, B]",
            r'line 5: exercises\[1\] must be the name of an exercise, .*, got "B"',
        ),
        ("id: one\n", "", "line 1: id is missing"),
    ],
)
def test_a_mistake_in_a_lesson_is_named_with_its_line(right, wrong, message):
    with pytest.raises(ExerciseError, match=message):
        Lesson.from_yaml(LESSON.replace(right, wrong))


def test_what_lists_are_told_may_be_written_in_several_languages(exercise_with):
    about = {"summary": {"en": "A ring.", "de": "Ein Ring."}, "expected": {"why": {"en": "So."}}}
    why = {"id": "why", "type": "text", "text": "Why?"}
    exercise = exercise_with(about=about, questions=[why])
    assert exercise.about == {"summary": "A ring.", "expected": {"why": "So."}}
    assert exercise.in_language("de").about["summary"] == "Ein Ring."
    assert Exercise.from_yaml(exercise.to_yaml()).data["about"] == about


def test_an_expected_answer_is_one_to_a_question(exercise_with):
    with pytest.raises(ExerciseError, match=r"about\.expected\.who"):
        exercise_with(about={"expected": {"who": "You."}})


def test_a_class_that_is_called_otherwise_is_one_of_the_data(exercise_with):
    points = PointSet.make([[1, 1], [-1, -1]], [0, 1], names=("no", "yes"))
    experiment = {"dataset": "own", "points": points.code}
    called = {"no": {"en": "no", "de": "nein"}}
    exercise = exercise_with(experiment=experiment, about={"classes": called})
    assert exercise.in_language("de").about["classes"] == {"no": "nein"}
    assert exercise.version == exercise_with(experiment=experiment).version
    with pytest.raises(ExerciseError, match=r"about\.classes\.never .* no, yes"):
        exercise_with(experiment=experiment, about={"classes": {"never": "nie"}})
