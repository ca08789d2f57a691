"""Texts of exercises and lessons in several languages."""

import csv
import html
import io

import pytest

from playground.authoring.draft import Draft
from playground.authoring.lesson_draft import LessonDraft
from playground.exercises import yaml_file
from playground.exercises.answers import comparable
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.grades_table import write_csv
from playground.exercises.grading import grade
from playground.exercises.lesson import Lesson
from playground.exercises.scorm import frame_page, launch_page
from playground.exercises.submissions import Submission

PLAIN = """\
id: circles
title: Circles
language: en
text: Train it.
experiment: {}
hints: [Add neurons.]
goals: [{test_loss: {at_most: 0.1}}]
questions:
- {id: why, type: choice, text: 'Why?', options: [Because, Chance], answer: Because}
"""

SEVERAL = """\
id: circles
title: {en: Circles, de: Kreise, pt-BR: Círculos}
language: en
text: {de: Trainiere es., en: Train it.}
experiment: {}
hints: [{en: Add neurons., de: Mehr Neuronen.}]
goals: [{test_loss: {at_most: 0.1}}]
questions:
- id: why
  type: choice
  text: {en: 'Why?', de: 'Warum?'}
  options: [{en: Because, de: Darum}, {en: Chance, de: Zufall}]
  answer: Because
"""


@pytest.fixture
def several():
    return Exercise.from_yaml(SEVERAL)


def shown(exercise):
    [question] = exercise.questions
    labels = tuple(map(question.label, question.options))
    return exercise.language, exercise.title, exercise.text, exercise.hints, question.text, labels


ENGLISH = ("en", "Circles", "Train it.", ("Add neurons.",), "Why?", ("Because", "Chance"))
GERMAN = ("de", "Kreise", "Trainiere es.", ("Mehr Neuronen.",), "Warum?", ("Darum", "Zufall"))


def test_an_exercise_is_shown_in_the_language_of_the_reader_or_in_its_own(several):
    assert shown(several) == shown(Exercise.from_yaml(PLAIN)) == ENGLISH
    assert shown(several.in_language("de")) == shown(several.in_language("de-AT")) == GERMAN
    assert shown(several.in_language("fr")) == ENGLISH
    assert several.in_language("pt").title == "Círculos"
    assert several.in_language("pt").text == "Train it."  # one by one


def test_a_translation_changes_nothing_of_results(several):
    """They are graded by whoever has the exercise, in any language."""
    plain, german = Exercise.from_yaml(PLAIN), several.in_language("de")
    assert plain.version == several.version == german.version
    assert german.questions[0].is_right("Because")
    assert german.questions[0].spell("Because") == "Darum"
    assert comparable(german, {"why": "Chance"}).answers == {"why": "Chance"}
    assert Exercise.from_code(german.to_code()).data == several.data


def test_every_language_of_an_exercise_survives_its_file_its_code_and_its_form(several):
    assert Exercise.from_yaml(several.to_yaml()) == several
    assert Exercise.from_code(several.to_code()) == several
    draft = Draft.from_json(Draft.from_exercise(several).to_json())
    assert draft.exercise() == several
    draft.set(("title",), "Rings")
    draft.set(("text", "de"), "")
    german = draft.exercise().in_language("de")
    assert (german.title, german.text) == ("Kreise", draft.exercise().text)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("{en: Circles, de", "{de", "line 2: title.en is missing"),
        (
            "{en: 'Why?', de: 'Warum?'}",
            "{de: 'Warum?'}",
            "line 11: questions[0].text.en is missing",
        ),
        ("de: Kreise", "Deutsch: Kreise", "line 2: title.Deutsch is named by no language code"),
        (
            "de: Kreise",
            "DE: Kreise",
            "title.DE is named by no language code; such codes are ar, de",
        ),
        ("de: Kreise", "pt_BR: Kreise", "title.pt_BR is named by no language code"),
        ("de: Kreise", "de: 3", "line 2: title.de must be text of 1 to 100 characters, got 3"),
        (
            "[{en: Add neurons., de: Mehr Neuronen.}]",
            "[3]",
            "hints[0] must be text of 1 to 1,000 characters, or such a text for each of several",
        ),
        ("answer: Because", "answer: Darum", "must be one of Because, Chance"),
    ],
)
def test_a_mistake_in_a_text_of_several_languages_is_named(right, wrong, message):
    assert right in SEVERAL
    with pytest.raises(ExerciseError) as refused:
        Exercise.from_yaml(SEVERAL.replace(right, wrong))
    assert message in refused.value.messages[0]


def test_a_lesson_has_texts_in_several_languages_too():
    source = "id: a\ntitle: {en: One, de: Eins}\nlanguage: en\ntext: Hello.\nexercises: [b]\n"
    lesson = Lesson.from_yaml(source)
    assert (lesson.title, lesson.in_language("de").title) == ("One", "Eins")
    assert (lesson.in_language("de").language, lesson.in_language("fr").language) == ("de", "en")
    draft = LessonDraft.from_json(LessonDraft.from_lesson(lesson).to_json())
    assert draft.lesson().in_language("de").title == "Eins"


def test_a_class_that_worked_in_several_languages_makes_one_table(several, hand_in):
    """Each chose the same answer, by its words in the language of the page."""
    submissions = []
    for code, words in {"en": "Because", "de": "Darum", "fr": "Because"}.items():
        shown = several.in_language(code)
        [asked] = shown.questions
        chosen = next(one for one in asked.options if asked.label(one) == words)
        result = hand_in(shown, epochs=1, answers={"why": chosen})
        submissions.append(Submission(code, result.to_json()))
    table = io.StringIO()
    write_csv(list(grade(submissions, {"circles": several})), table)
    rows = list(csv.DictReader(io.StringIO(table.getvalue())))
    assert [row["submission"] for row in rows] == ["en", "de", "fr"]
    assert {(row["status"], row["reason"]) for row in rows} == {("graded", "")}
    assert {row["answer why"] for row in rows} == {"Because"}


# The language in a link


@pytest.mark.parametrize(
    ("old", "new", "ending"),
    [
        ("language: en", "language: en", "&lang=en"),
        ("language: en", "language: de", "&lang=de"),
        ("language: en", "language: de-AT", "&lang=de-AT"),
        ("language: en", "language: tlh", ""),  # the page does not speak it
        ("title: Circles", "title: {en: Circles, de: Kreise}", ""),  # the reader's is right
    ],
)
def test_a_link_names_the_language_of_an_exercise_that_is_in_one_only(old, new, ending):
    exercise = Exercise.from_yaml(PLAIN.replace(old, new))
    assert exercise.link() == f"exercise={exercise.to_code()}{ending}"
    for page in (launch_page(exercise), frame_page(exercise, "https://school.example/")):
        assert f"#{exercise.link()}" in html.unescape(page)


def test_a_link_to_a_lesson_names_the_language_that_all_of_it_is_in():
    lesson = {
        "id": "one",
        "title": "Eins",
        "language": "de",
        "text": "Los.",
        "exercises": [yaml_file.read(PLAIN.replace("language: en", "language: de"))[0]],
    }
    german = Lesson.from_data(lesson)
    assert german.link() == f"lesson={german.to_code()}&lang=de"
    mixed = Lesson.from_data({**lesson, "language": "en"})
    assert mixed.link() == f"lesson={mixed.to_code()}"
