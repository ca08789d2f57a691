"""The form takes what the page enters, says what is wrong, and refuses what it does not offer."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from playground.authoring.draft import Draft
from playground.exercises import library, yaml_file
from playground.exercises.lesson import Lesson
from tests.drawers.control import follow, html, widget

DRAWER = "author"


def enter(page, section, action, entered=""):
    """Do what the page does when something is entered or a button is pressed."""
    source = action if isinstance(action, str) else json.dumps(action)
    page.enter(f"author_{section}", source, entered)


def texts(page):
    """Return all texts of the form by what they are and what they are about."""
    return {
        tuple(tuple(part) if isinstance(part, list) else part for part in json.loads(key)): value
        for source, column in follow(page.app).items()
        if source.startswith("author_")
        for key, value in zip(column["key"], column["text"], strict=True)
    }


@pytest.fixture
def form(page):
    """The page with an empty form."""
    enter(page, "actions", ["new"])
    return page


@pytest.fixture
def filled(form):
    """The page with a form that makes an exercise."""
    enter(form, "task", ["set", ["title"]], "The ring")
    enter(form, "task", ["set", ["text"]], "Train.")
    enter(form, "goals", ["add", "goals"])
    return form


def test_what_is_entered_is_in_its_field(form):
    enter(form, "task", ["set", ["title"]], "<b> & {{ x }}")
    assert texts(form)["set", ("title",)] == "<b> & {{ x }}"


def test_a_part_that_is_added_has_fields_and_one_that_is_removed_has_none(form):
    enter(form, "hints", ["add", "hints"])
    assert texts(form)["set", ("hints", 0, "text")] == ""
    enter(form, "hints", ["remove", ["hints", 0]])
    assert ("set", ("hints", 0, "text")) not in texts(form)


def test_a_button_that_is_pressed_twice_removes_once(form, caplog):
    for _ in range(2):
        enter(form, "hints", ["add", "hints"])
    enter(form, "hints", ["set", ["hints", 0, "text"]], "first")
    for _ in range(2):
        enter(form, "hints", ["remove", ["hints", 1]])
    assert texts(form)["set", ("hints", 0, "text")] == "first"
    assert "nothing of this kind at ('hints', 1)" in caplog.text


@pytest.mark.parametrize(
    "action", ["try", "remove hints/0", ["_begin"], ["give", "link"], ["add"], ["set", "title"]]
)
def test_what_the_form_does_not_offer_is_refused(form, action, caplog):
    before = texts(form)
    enter(form, "actions", action, "x")
    assert texts(form) == before
    assert "Refused" in caplog.text


def test_what_is_wrong_is_said_where_it_was_filled_in_and_then_everywhere(form):
    enter(form, "goals", ["add", "goals"])
    number = ("goals", 0, "rows", 0, "number")
    enter(form, "goals", ["set", number], "much")
    assert 'got "much"' in texts(form)["problem", number]
    assert texts(form)["problem", ("title",)] == ""
    assert texts(form)["problems",] == ""
    enter(form, "actions", ["link"])
    assert texts(form)["problem", ("title",)] == "Please fill this in."
    assert texts(form)["problems",].startswith("To be corrected: 4.")


def test_what_is_wrong_and_has_no_field_is_said_at_the_buttons(filled):
    enter(filled, "rules", ["lock", "nothing"], "true")
    enter(filled, "rules", ["hide", "no_part"], "true")
    assert 'got "nothing"' in texts(filled)["problem", ("lock",)]
    enter(filled, "actions", ["file"])
    assert 'got "no_part"' in texts(filled)["problems",]
    assert 'got "nothing"' not in texts(filled)["problems",]


def test_a_goal_is_said_in_words(filled):
    assert texts(filled)["words", ("goals", 0)] == "Test loss at most 0.05"


def test_a_finished_exercise_can_be_taken_away(filled):
    enter(filled, "actions", ["link"])
    assert texts(filled)["link",].startswith("#exercise=NNE2")
    enter(filled, "actions", ["file"])
    described, _ = filled.delivered("file")
    assert described["name"] == "the-ring.exercise.yaml"
    enter(filled, "actions", ["try"])
    assert filled.app.context.assignments.controller.assignment.exercise.title == "The ring"


# Nothing is lost


@pytest.fixture
def kept(page):
    """What the browser keeps, by its names; the form is opened anew on it."""
    texts = {}

    def write(message):
        texts[message["name"]] = message["text"]

    page.replies = {"read": lambda _: {"place": "browser", "texts": texts}, "write": write}
    yield texts
    page.replies = {}


def reopen(page):
    page.app.drawers.close()
    page.app.drawers.open(DRAWER)


def title(page):
    return texts(page)["set", ("title",)]


def open_file(page, content):
    widget(page.app, "Open an exercise file").value = content.encode()


def test_what_wipes_the_form_can_be_undone_and_done_again(filled):
    for wipe in (
        lambda: enter(filled, "actions", ["new"]),
        lambda: open_file(filled, library.exercise("one-neuron").to_yaml()),
        lambda: enter(filled, "goals", ["remove", ["goals", 0]]),
    ):
        before = texts(filled)
        wipe()
        after = texts(filled)
        enter(filled, "actions", ["undo"])
        assert all(texts(filled)[key] == before[key] for key in before if key[0] == "set")
        enter(filled, "actions", ["redo"])
        assert all(texts(filled)[key] == after[key] for key in after if key[0] == "set")
        enter(filled, "actions", ["undo"])


def test_the_link_to_another_exercise_goes(filled):
    enter(filled, "actions", ["link"])
    assert texts(filled)["link",] != ""
    enter(filled, "actions", ["new"])
    assert texts(filled)["link",] == ""


def test_an_unfinished_draft_can_be_saved_and_opened_again(form):
    enter(form, "task", ["set", ["title"]], "Half an exercise")
    enter(form, "questions", ["add", "questions"])
    enter(form, "questions", ["set", ["questions", 0, "points"]], "many")
    enter(form, "actions", ["draft"])
    described, content = form.delivered("file")
    assert described["name"] == "half-an-exercise.draft.yaml"
    enter(form, "actions", ["new"])
    open_file(form, content.decode())
    assert title(form) == "Half an exercise"
    assert texts(form)["set", ("questions", 0, "points")] == "many"


def test_an_exercise_in_json_that_locks_all_but_some_controls_is_no_draft(form):
    data = {**library.exercise("one-neuron").data, "lock": {"all_but": ["hidden"]}}
    open_file(form, json.dumps(data))
    assert title(form) == data["title"]


def test_a_file_that_is_no_draft_is_refused_and_changes_nothing(filled):
    open_file(filled, '{"all_but": 5}')
    assert "The file was not opened" in texts(filled)["note",]
    assert title(filled) == "The ring"


def test_a_draft_is_kept_and_there_again(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["title"]], "The ring")
    reopen(page)
    assert title(page) == "The ring"


def test_a_draft_that_is_too_long_to_be_kept_says_so_and_the_one_before_stays(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["title"]], "The ring")
    before = dict(kept)
    enter(page, "task", ["set", ["text"]], "x" * 220_000)
    assert "more than this browser keeps" in texts(page)["kept",]
    assert kept == before
    enter(page, "task", ["set", ["text"]], "Train.")
    assert texts(page)["kept",] == ""
    assert "Train." in kept["_draft"]


def test_a_draft_that_was_left_while_typing_is_read_by_its_name(page, kept):
    """Only then the browser tells what was typed last apart from the draft (browser-storage.js)."""
    reopen(page)
    enter(page, "task", ["set", ["title"]], "The ring")
    entries = [{"to": "author_task", "key": '["set",["title"]]', "text": "The ring!"}]
    raw = {"_draft": json.dumps({**json.loads(kept["_draft"]), "entries": entries})}
    texts_of = {"": raw, "_draft": dict(kept)}
    page.replies["read"] = lambda name: {"place": "browser", "texts": texts_of.get(name, {})}
    reopen(page)
    assert (title(page), texts(page)["kept",]) == ("The ring", "")


def test_a_text_over_its_limit_is_refused_at_its_field_and_kept_all_the_same(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["text"]], "x" * 10_001)
    assert "text of 1 to 10,000 characters" in texts(page)["problem", ("text",)]
    reopen(page)
    assert len(texts(page)["set", ("text",)]) == 10_001


def test_what_was_kept_and_is_no_draft_is_said_set_aside_and_given_back(page, kept):
    kept["_draft"] = broken = Draft().to_json().replace('"goals":[]', '"goals":[7]')
    reopen(page)
    assert "“goals[0]” in it is not what it should be" in texts(page)["kept",]
    enter(page, "task", ["set", ["title"]], "Another one")
    assert kept["_draft_before"] == broken
    enter(page, "actions", ["unreadable"])
    assert page.delivered("file")[1].decode() == broken
    assert texts(page)["kept",] == ""


def test_the_draft_of_another_tab_is_replaced_or_taken_only_if_wanted(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["title"]], "Mine")
    others = kept["_draft"].replace("Mine", "Theirs")
    for choice, chosen in (("take", "Theirs"), ("mine", "Mine")):
        enter(page, "task", ["set", ["title"]], "Mine")
        kept["_draft"] = others
        page.tell("problem", {"cause": "conflict", "name": "_draft", "text": others})
        enter(page, "task", ["set", ["language"]], "de")
        assert (kept["_draft"], texts(page)["elsewhere",] != "") == (others, True)
        enter(page, "actions", [choice])
        assert (title(page), texts(page)["elsewhere",]) == (chosen, "")
        assert chosen in kept["_draft"]


IMAGE = "data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs="


def test_drafts_lie_side_by_side_and_none_is_lost(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["title"]], "First")
    enter(page, "drafts", ["new"])
    enter(page, "task", ["set", ["title"]], "Second")
    enter(page, "drafts", ["copy"])
    assert title(page) == "Second (copy)"
    names = {json.loads(content)["title"]: name for name, content in kept.items() if "{" in content}
    assert set(names) == {"First", "Second", "Second (copy)"}
    enter(page, "drafts", ["switch"], names["First"])
    assert title(page) == "First"
    enter(page, "task", ["set", ["language"]], "de")
    assert json.loads(kept[names["First"]])["language"] == "de"
    assert json.loads(kept[names["Second"]])["language"] == "en"
    reopen(page)
    assert title(page) == "First"
    enter(page, "drafts", ["delete"])
    assert kept[names["First"]] == ""
    assert title(page) != "First"
    enter(page, "drafts", ["undo"])
    assert title(page) == "First"
    assert json.loads(kept[names["First"]])["language"] == "de"


def test_a_draft_in_which_nothing_was_written_leaves_nothing_behind(page, kept):
    reopen(page)
    enter(page, "task", ["set", ["title"]], "First")
    enter(page, "drafts", ["new"])
    enter(page, "drafts", ["undo"])
    assert title(page) == "First"
    assert len([content for content in kept.values() if "{" in content]) == 1


def test_a_draft_that_another_tab_has_changed_meanwhile_is_asked_for_when_it_comes_back(page, kept):
    """It was not the open one then."""
    reopen(page)
    enter(page, "task", ["set", ["title"]], "First")
    enter(page, "drafts", ["new"])
    enter(page, "task", ["set", ["title"]], "Second")
    kept["_draft"] = others = kept["_draft"].replace("First", "Theirs")
    page.tell("problem", {"cause": "conflict", "name": "_draft", "text": others})
    assert texts(page)["elsewhere",] == ""
    for _ in range(2):
        enter(page, "drafts", ["undo"])
    assert (title(page), kept["_draft"]) == ("First", others)
    assert texts(page)["elsewhere",] != ""


def test_entries_are_moved_and_copied(form):
    for text in ("a", "b"):
        enter(form, "hints", ["add", "hints"])
        number = 1 if text == "b" else 0
        enter(form, "hints", ["set", ["hints", number, "text"]], text)
    enter(form, "hints", ["up", ["hints", 1]])
    enter(form, "hints", ["up", ["hints", 0]])
    enter(form, "hints", ["duplicate", ["hints", 0]])
    assert [hint["text"] for hint in draft_of(form)["hints"]] == ["b", "b", "a"]
    enter(form, "hints", ["undo"])
    enter(form, "hints", ["undo"])
    assert [hint["text"] for hint in draft_of(form)["hints"]] == ["a", "b"]


def test_what_is_picked_on_the_page_is_locked_hidden_or_free(form):
    for way in ("lock noise", "hide speed", "lock weights", "lock speed"):
        enter(form, "rules", ["pick"], way)
    assert "can be hidden, but not locked" in texts(form)["note",]
    state = draft_of(form)
    assert (state["lock"], state["hide"]) == (["noise", "weights"], ["speed"])
    enter(form, "rules", ["pick"], "free noise")
    enter(form, "rules", ["pick"], "lock everything")
    assert draft_of(form)["lock"] == ["weights"]
    enter(form, "rules", ["all_but"], "yes")
    enter(form, "rules", ["pick"], "lock weights")
    enter(form, "rules", ["pick"], "free noise")
    assert draft_of(form)["lock"] == ["noise"]


def draft_of(page):
    enter(page, "actions", ["draft"])
    return yaml_file.read(page.delivered("file")[1].decode())[0]


def test_an_image_that_is_added_stands_in_the_text_and_is_taken_back_by_one_undo(filled):
    enter(filled, "task", ["add_image"], IMAGE)
    assert texts(filled)["set", ("text",)] == "Train.\n\n![What the image shows](image:image-1)\n"
    enter(filled, "actions", ["undo"])
    assert texts(filled)["set", ("text",)] == "Train."
    enter(filled, "task", ["add_image"], "")
    assert texts(filled)["note",] == "The file is no image that can be shown here."


# A lesson


def test_exercises_are_put_together_to_a_lesson_that_one_link_opens(filled):
    enter(filled, "lesson", ["unfold"])
    enter(filled, "lesson", ["set", ["lesson", "title"]], "Our lesson")
    enter(filled, "lesson", ["set", ["lesson", "text"]], "All of it.")
    enter(filled, "lesson", ["add"], "one-neuron")
    enter(filled, "lesson", ["put"])
    enter(filled, "lesson", ["up", 1])
    enter(filled, "lesson", ["link"])
    link = texts(filled)["lesson_link",]
    lesson = Lesson.from_code(link.partition("#lesson=")[2])
    assert (lesson.id, lesson.exercises) == ("our-lesson", ("the-ring", "one-neuron"))
    enter(filled, "lesson", ["file"])
    described, content = filled.delivered("file")
    assert described["name"] == "our-lesson.lesson.yaml"
    enter(filled, "lesson", ["clear"])
    assert texts(filled)["set", ("lesson", "title")] == ""
    open_file(filled, content.decode())
    assert texts(filled)["set", ("lesson", "title")] == "Our lesson"
    for _ in range(2):
        enter(filled, "lesson", ["undo"])
    assert texts(filled)["set", ("lesson", "title")] == "Our lesson"


def test_a_lesson_has_no_fields_before_the_course_is_read_which_would_take_their_place(filled):
    assert ("set", ("lesson", "title")) not in texts(filled)
    enter(filled, "lesson", ["unfold"])
    assert ("set", ("lesson", "title")) in texts(filled)


def test_an_exercise_in_a_lesson_is_replaced_by_what_became_of_it(filled):
    enter(filled, "lesson", ["put"])
    enter(filled, "task", ["set", ["text"]], "Train longer.")
    enter(filled, "lesson", ["put"])
    enter(filled, "drafts", ["new"])
    enter(filled, "lesson", ["edit", 0])
    assert texts(filled)["set", ("text",)] == "Train longer."


def test_an_unfinished_lesson_says_what_is_missing_at_its_fields(form):
    enter(form, "lesson", ["unfold"])
    enter(form, "lesson", ["put"])
    assert texts(form)["lesson_note",] == "The exercise above is not finished yet."
    enter(form, "lesson", ["link"])
    assert texts(form)["problem", ("lesson", "title")] != ""
    assert texts(form)["problem", ("lesson", "exercises")] != ""
    assert texts(form)["lesson_link",] == ""


def test_a_lesson_is_kept_and_asks_when_another_tab_has_changed_it(page, kept):
    reopen(page)
    enter(page, "lesson", ["unfold"])
    enter(page, "lesson", ["set", ["lesson", "title"]], "Mine")
    reopen(page)
    enter(page, "lesson", ["unfold"])
    assert texts(page)["set", ("lesson", "title")] == "Mine"
    kept["_lesson"] = others = kept["_lesson"].replace("Mine", "Theirs")
    page.tell("problem", {"cause": "conflict", "name": "_lesson", "text": others})
    enter(page, "lesson", ["set", ["lesson", "language"]], "de")
    assert (kept["_lesson"], texts(page)["lesson_elsewhere",] != "") == (others, True)
    enter(page, "lesson", ["take"])
    assert texts(page)["set", ("lesson", "title")] == "Theirs"


def test_a_lesson_that_was_damaged_is_named_and_one_in_several_languages_is_shown_in_its_own(
    page, kept
):
    exercise = {**library.exercise("one-neuron").data, "id": "own"}
    exercise |= {"language": "en", "title": {"en": "A line", "de": "Eine Linie"}}
    state = {"title": "Ours", "language": "en", "text": "x", "exercises": [exercise, {"id": "no"}]}
    kept["_lesson"] = json.dumps(state)
    reopen(page)
    enter(page, "lesson", ["unfold"])
    assert "cannot be read" in texts(page)["lesson_note",]
    kept["_lesson"] = json.dumps({**state, "exercises": [exercise]})
    reopen(page)
    enter(page, "lesson", ["unfold"])
    enter(page, "lesson", ["link"])
    lesson = Lesson.from_code(texts(page)["lesson_link",].partition("#lesson=")[2])
    assert lesson.in_language("de").own["own"].in_language("de").title == "Eine Linie"


def test_images_of_a_draft_from_anywhere_are_shown_only_if_they_are_some(form):
    state = {**draft_of(form), "text": "![a](image:a) ![b](image:b)"}
    state["images"] = [
        {"name": "a", "data": "https://example.org/a.png"},
        {"name": "b", "data": IMAGE},
    ]
    open_file(form, yaml_file.write(state))
    markup = html(form.app)
    assert '"https://example.org' not in markup
    assert markup.count("<img") == 2  # in the form, and in the preview of the text


def test_a_draft_in_yaml_that_is_none_is_refused_with_its_line(filled):
    open_file(filled, "version: 1\ntitle: [\n")
    assert "line 3: " in texts(filled)["note",]
    assert title(filled) == "The ring"


@pytest.fixture
def slim_page(tmp_path, monkeypatch):
    """A page of which only what small packages need is there."""
    scripts = tmp_path / "build-1/slim-package"
    scripts.mkdir(parents=True)
    (scripts / "slim-package.js").write_text("script", encoding="utf-8")
    for module in ("takeaway", "lesson_takeaway"):
        monkeypatch.setattr(f"playground.authoring.{module}.PAGE", tmp_path)


def test_a_package_is_what_was_chosen_for_it(filled, slim_page):
    enter(filled, "actions", ["package_as", "contents"], "slim")
    enter(filled, "actions", ["package_as", "standard"], "2004")
    enter(filled, "actions", ["package_as", "standard"], "1484")
    enter(filled, "actions", ["package"])
    assert "no address of a playground" in texts(filled)["note",]
    filled.app.context.page.address = "https://school.example/playground/"
    enter(filled, "actions", ["package"])
    described, content = filled.delivered("file")
    assert described["name"] == "the-ring.zip"
    with ZipFile(BytesIO(content)) as package:
        assert "slim-package.js" in package.namelist()
        assert b"2004 4th Edition" in package.read("imsmanifest.xml")
        assert b"https://school.example/playground/index.html" in package.read("launch.html")
    filled.app.context.page.address = ""


def test_a_package_of_a_lesson_is_what_was_chosen_for_it(filled, slim_page):
    enter(filled, "lesson", ["unfold"])
    enter(filled, "lesson", ["set", ["lesson", "title"]], "Our lesson")
    enter(filled, "lesson", ["set", ["lesson", "text"]], "Two exercises.")
    enter(filled, "lesson", ["add"], "one-neuron")
    enter(filled, "lesson", ["put"])
    enter(filled, "lesson", ["package_as", "contents"], "slim")
    enter(filled, "lesson", ["package_as", "standard"], "2004")
    enter(filled, "lesson", ["package"])
    assert "no address of a playground" in texts(filled)["lesson_note",]
    filled.app.context.page.address = "https://school.example/playground/"
    enter(filled, "lesson", ["package"])
    described, content = filled.delivered("file")
    assert described["name"] == "our-lesson.zip"
    with ZipFile(BytesIO(content)) as package:
        assert b"2004 4th Edition" in package.read("imsmanifest.xml")
        assert all(
            b"https://school.example/playground/index.html" in package.read(f"launch-{n}.html")
            for n in (1, 2)
        )
    filled.app.context.page.address = ""


def test_fields_of_a_second_language_stand_beside_and_the_preview_shows_either(filled):
    assert ("set", ("title", "ar")) not in texts(filled)
    enter(filled, "task", ["speak", "ar"], "true")
    enter(filled, "task", ["set", ["text", "ar"]], "درّب الشبكة.")
    enter(filled, "hints", ["add", "hints"])
    assert texts(filled)["set", ("hints", 0, "text", "ar")] == ""
    enter(filled, "hints", ["set", ["hints", 0, "text"]], "Wait.")
    assert '<div lang="en" dir="ltr"><p>Train.' in html(filled.app)
    enter(filled, "preview", ["preview_in"], "ar")
    assert '<div lang="ar" dir="rtl"><p>درّب' in html(filled.app)
    enter(filled, "hints", ["set", ["hints", 0, "text", "ar"]], "انتظر.")
    enter(filled, "drafts", ["undo"])
    enter(filled, "actions", ["file"])
    _, content = filled.delivered("file")
    saved, _ = yaml_file.read(bytes(content).decode())
    assert (saved["text"]["ar"], saved["hints"]) == ("درّب الشبكة.", ["Wait."])
    enter(filled, "actions", ["try"])
    exercise = filled.app.context.assignments.controller.assignment.exercise
    assert (exercise.language, exercise.text) == ("ar", "درّب الشبكة.")


def test_a_lesson_is_written_in_a_second_language_by_its_code(filled):
    enter(filled, "lesson", ["unfold"])
    enter(filled, "lesson", ["speak_more"], "Dutch")
    assert "“Dutch”" in texts(filled)["lesson_note",]
    enter(filled, "lesson", ["speak_more"], "nl")
    enter(filled, "lesson", ["set", ["lesson", "title"]], "Our lesson")
    enter(filled, "lesson", ["set", ["lesson", "text"]], "Try.")
    enter(filled, "lesson", ["set", ["lesson", "title", "nl"]], "Onze les")
    enter(filled, "lesson", ["put"])
    enter(filled, "lesson", ["link"])
    lesson = Lesson.from_code(texts(filled)["lesson_link",].partition("#lesson=")[2])
    assert (lesson.title, lesson.in_language("nl").title) == ("Our lesson", "Onze les")
