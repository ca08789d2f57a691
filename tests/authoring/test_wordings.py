"""A draft has its texts in several languages, and loses none, whatever is done to it."""

import json

import pytest

from playground.authoring import form
from playground.authoring.draft import Draft
from playground.authoring.entries import BUILDING, FILLING
from playground.authoring.lesson_draft import LessonDraft
from playground.authoring.shape import DraftError
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.text import set_language
from playground.ui.actions import ActionError


def enter(draft, entered, verb, *about):
    return {**FILLING, **BUILDING}[verb].method(draft, entered, *about)


@pytest.fixture
def draft():
    """The draft of an exercise in English and German."""
    draft = Draft()
    enter(draft, "true", "speak", "de")
    draft.state |= {"title": "Ring", "text": "Train.\n"}
    for _ in range(2):
        enter(draft, "", "add", "questions")
    draft.set(("questions", 0, "text"), "First?")
    draft.set(("questions", 1, "text"), "Second?")
    for i in range(2):
        for n, option in enumerate(("Yes", "No")):
            draft.set(("questions", i, "options", n), option)
    for path, words in {
        ("title", "de"): "Der Ring",
        ("questions", 1, "text", "de"): "Zweite?",
        ("questions", 1, "options", 1, "de"): "Nein",
    }.items():
        enter(draft, words, "set", path)
    return draft


def test_a_text_is_there_in_the_languages_it_was_entered_in_and_plain_if_there_is_one(draft):
    data = draft.document()[0]
    assert data["title"] == {"en": "Ring", "de": "Der Ring"}
    assert data["text"] == "Train.\n"
    assert data["questions"][0]["options"] == ["Yes", "No"]
    assert data["questions"][1]["options"] == ["Yes", {"en": "No", "de": "Nein"}]


def test_texts_keep_their_languages_when_they_move_and_when_the_own_one_changes(draft):
    enter(draft, "", "up", ("questions", 1))
    enter(draft, "", "remove", ("questions", 0, "options", 0))
    enter(draft, "Never", "set", ("questions", 0, "options", 0))
    enter(draft, "fr", "set", ("language",))
    question = draft.document()[0]["questions"][0]
    assert question["text"] == {"fr": "Second?", "de": "Zweite?"}
    assert question["options"] == [{"fr": "Never", "de": "Nein"}]
    copied = draft.copy().state["title"]
    assert copied == {"": "Ring (copy)", "de": "Der Ring (copy)"}


def test_a_language_that_is_left_out_comes_back_with_its_texts(draft):
    enter(draft, "false", "speak", "de")
    assert draft.document()[0]["title"] == "Ring"
    with pytest.raises(ActionError):
        enter(draft, "x", "set", ("title", "de"))
    for again in (Draft.from_json(draft.to_json()), Draft.from_file(draft.to_yaml())):
        enter(again, "true", "speak", "de")
        assert again.get(("title", "de")) == "Der Ring"


def test_a_problem_of_a_language_is_said_at_its_field(draft):
    draft.set(("title", "de"), "x" * 101)
    paths = {path for path, _ in draft.problems()}
    assert ("title", "de") in paths
    assert ("title",) not in paths
    assert ("problem", ("title", "de")) in form.task(draft).keys.values()


def test_only_codes_of_languages_are_taken(draft):
    assert "“Dutch”" in enter(draft, "Dutch", "speak_more")
    assert enter(draft, "nl", "speak_more") == ""
    assert enter(draft, "en", "speak_more") == ""
    assert draft.state["languages"] == ["de", "nl"]
    state = json.loads(draft.to_json()) | {"languages": ["de", '"><b>']}
    with pytest.raises(DraftError, match="languages"):
        Draft.from_json(json.dumps(state))


def test_what_is_said_about_an_exercise_is_entered_in_each_language(draft):
    enter(draft, "A ring.", "set", ("about", "summary"))
    enter(draft, "Ein Ring.", "set", ("about", "summary", "de"))
    assert draft.document()[0]["about"] == {"summary": {"en": "A ring.", "de": "Ein Ring."}}
    for path in (("about", "summary", "de"), ("about", "summary")):
        enter(draft, "", "set", path)
    assert "about" not in draft.document()[0]


def test_an_earlier_draft_with_its_translations_by_text_is_taken(draft):
    state = json.loads(draft.to_json()) | {"title": "Ring"}
    del state["languages"]
    state["translations"] = {"Ring": {"de": "Der Ring"}, "Yes": {"de": "Ja"}}
    data = Draft.from_json(json.dumps(state)).document()[0]
    assert data["title"] == {"en": "Ring", "de": "Der Ring"}
    assert data["questions"][0]["options"][0] == {"en": "Yes", "de": "Ja"}


def test_an_image_that_is_added_stands_in_each_text_that_there_is(draft):
    enter(draft, "Trainiere.", "set", ("text", "de"))
    enter(draft, "true", "speak", "es")
    enter(draft, "data:image/png;base64,", "add_image")
    assert draft.get(("text", "de")).startswith("Trainiere.\n\n![")
    assert draft.get(("text", "es")) == ""


def test_a_lesson_has_its_texts_in_several_languages():
    draft = LessonDraft()
    draft.speak("de", is_spoken=True)
    draft.set(("title",), "Rings")
    draft.set(("text",), "Try.")
    draft.set(("title", "de"), "Ringe")
    draft.put("one-neuron")
    lesson = LessonDraft.from_json(draft.to_json()).lesson()
    assert (lesson.title, lesson.in_language("de").title) == ("Rings", "Ringe")
    assert LessonDraft.from_lesson(lesson).state == draft.state
    draft.set(("title", "de"), "x" * 101)
    assert [*draft.problems()] == [("title", "de")]


@pytest.mark.parametrize(("reader", "author"), [("de", "de"), ("x-rtl", "en")])
def test_who_reads_the_page_in_a_language_begins_to_write_in_it(reader, author):
    set_language(reader)
    try:
        assert Draft().state["language"] == author
        assert LessonDraft().state["language"] == author
    finally:
        set_language("en")


def test_what_classes_are_called_goes_through_the_form_until_the_data_are_others():
    course = library.exercise("wrong-reason")
    called = {"dog": {"en": "dog", "de": "Hund"}, "wolf": "wolf"}
    data = {**course.data, "about": {**course.about, "classes": called}}
    draft = Draft.from_exercise(Exercise.from_data(data))
    assert draft.exercise().data["about"]["classes"] == called
    enter(draft, "Wolf", "set", ("about", "classes", "wolf", "de"))
    assert draft.exercise().in_language("de").about["classes"] == {"dog": "Hund", "wolf": "Wolf"}
    draft.set(("experiment",), {"dataset": "xor"})
    assert draft.document()[0]["about"]["classes"] == {}
