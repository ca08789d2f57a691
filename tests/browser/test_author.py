"""A teacher writes an exercise on the page, tries it, and takes it away in three ways."""

import re
import struct
import zipfile
import zlib

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.scorm import write_package
from tests.browser.driver import Driver
from tests.browser.test_accessibility import violations

SETTINGS = "dataset=xor&hidden=3&seed=4"


@pytest.fixture(scope="module")
def author(open_page):
    """The page of a teacher who has set the playground up."""
    return Driver(open_page(SETTINGS))


@pytest.fixture
def form(author):
    """The form, empty, with the playground set up."""
    author.call("load", SETTINGS)
    if author.page.locator("#drawer").is_hidden():
        author.open_drawer("author")
    author.page.get_by_label("Title").wait_for()
    author.settle()
    author.page.get_by_role("button", name="Begin a new exercise").click()
    expect(author.page.get_by_label("Title")).to_have_value("")
    return author.page.locator("#drawer")


def fill_in(form):
    """Write a small exercise."""
    form.get_by_label("Title").fill("The ring")
    form.get_by_label("Task text").fill("Separate **the ring**.")
    form.get_by_role("button", name="Add a goal").click()
    form.get_by_label("Number", exact=True).fill("0,1")
    form.page.keyboard.press("Tab")


def given(form, button):
    """Press a button and return the file that it gives."""
    with form.page.expect_download() as download:
        form.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path()


def given_exercise(form):
    name, path = given(form, "Save YAML file")
    assert name.endswith(".exercise.yaml")
    return Exercise.from_yaml(path.read_text(encoding="utf-8"))


def test_what_was_entered_becomes_an_exercise(form):
    fill_in(form)
    form.get_by_role("checkbox", name="Lock: Data set").check()
    form.get_by_role("checkbox", name="Hide: Noise").check()
    form.get_by_role("button", name="Add a range").click()
    form.get_by_label("At most", exact=True).fill("4")
    form.get_by_role("button", name="Add a hint").click()
    form.get_by_label("Hint 1", exact=True).fill("Begin with one layer.")
    form.get_by_role("button", name="Add a question").click()
    form.get_by_label("Question", exact=True).fill("How many neurons?")
    form.get_by_label("Option 1", exact=True).fill("three")
    form.get_by_label("Option 2", exact=True).fill("eight")
    form.get_by_role("radio", name="is right").first.check()
    form.get_by_label("Percent of the points that pass").fill("50")
    exercise = given_exercise(form)
    assert exercise.data == {
        "id": "the-ring",
        "title": "The ring",
        "language": "en",
        "text": "Separate **the ring**.",
        "experiment": {"dataset": "xor", "hidden": [3], "seed": 4},
        "lock": ["dataset"],
        "hide": ["noise"],
        "ranges": {"hidden_neurons": {"max": 4}},
        "goals": [{"test_loss": {"at_most": 0.1}}],
        "hints": ["Begin with one layer."],
        "questions": [
            {
                "id": "how-many-neurons",
                "type": "choice",
                "text": "How many neurons?",
                "options": ["three", "eight"],
                "answer": "three",
            }
        ],
        "pass_mark": 50,
    }


def test_goals_may_have_alternatives_and_several_runs(form):
    fill_in(form)
    form.get_by_role("button", name="Add a condition").click()
    form.get_by_label("What counts").nth(1).select_option(label="One of several")
    expect(form.get_by_label("What counts")).to_have_count(4)
    form.get_by_role("button", name="Add a goal").click()
    form.get_by_label("What counts").nth(4).select_option(label="Several runs")
    form.get_by_label("Runs that reach it, at least").fill("3")
    words = form.get_by_text("In at least 3 of the last 5 runs")
    expect(words).to_be_visible()
    assert [goal.condition for goal in given_exercise(form).goals] == [
        {
            "test_loss": {"at_most": 0.1},
            "any": [{"test_loss": {"at_most": 0.05}}, {"accuracy": {"at_least": 0.95}}],
        },
        {"runs": {"at_least": 3, "of": 5, "with": {"test_loss": {"at_most": 0.05}}}},
    ]


def test_the_text_is_shown_as_students_will_see_it_while_it_is_typed(form):
    form.get_by_label("Task text").press_sequentially("A **bold** <b>text</b>")
    preview = form.locator(".preview")
    expect(preview.get_by_text("bold", exact=True)).to_have_css("font-weight", "700")
    expect(preview.get_by_text("<b>text</b>")).to_be_visible()
    expect(form.get_by_label("Task text")).to_be_focused()


def test_a_text_is_written_in_two_languages_side_by_side_and_seen_in_each(form):
    form.get_by_role("checkbox", name="العربية").first.check()
    own, other = form.get_by_label("Title", exact=True), form.get_by_label("Title: العربية")
    expect(other).to_have_attribute("placeholder", re.compile("own language"))
    expect(other).to_have_css("direction", "rtl")
    form.get_by_label(re.compile("^Task text.*العربية")).fill("درّب **الشبكة**.")
    form.get_by_label("Task text").first.fill("Train.")
    form.get_by_role("radio", name="العربية").check()
    expect(form.locator(".preview").get_by_text("الشبكة")).to_have_css("direction", "rtl")
    for width, are_beside in ((1440, True), (390, False)):
        form.page.set_viewport_size({"width": width, "height": 900})
        expect(other).to_be_visible()
        left, right = own.bounding_box(), other.bounding_box()
        assert (left["y"] == right["y"]) == are_beside
        assert abs(left["width"] - right["width"]) < 2
    form.page.set_viewport_size({"width": 1440, "height": 900})
    form.get_by_role("checkbox", name="العربية").first.uncheck()
    expect(other).to_have_count(0)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(form):
    fill_in(form)
    field = form.get_by_label("Number", exact=True)
    field.fill("a little")
    described = field.get_attribute("aria-describedby")
    problem = form.locator(f"#{described}")
    expect(problem).to_have_text('Must be between 0 and 1,000, got "a little".')
    form.get_by_label("Title").fill("")
    form.get_by_role("button", name="Copy link").click()
    expect(form.get_by_text("To be corrected: 3.")).to_be_visible()
    expect(field).to_have_value("a little")
    field.fill("0.1")
    expect(problem).to_have_text("")


def test_the_start_is_taken_again_from_the_playground(author, form):
    fill_in(form)
    author.call("load", "dataset=xor&hidden=5")
    expect(form.get_by_text("The playground differs")).to_be_visible()
    form.get_by_role("button", name="Begin as it is set now").click()
    expect(form.get_by_text("The playground shows what")).to_be_visible()
    author.call("load", "")
    expect(form.get_by_text("The playground differs")).to_be_visible()
    form.get_by_role("button", name="Show the beginning").click()
    expect(form.get_by_text("The playground shows what")).to_be_visible()
    author.settle()
    assert author.state()["permalink"] == "dataset=xor&hidden=5"
    assert given_exercise(form).permalink == "dataset=xor&hidden=5"


def test_a_preview_is_the_students_page_with_a_way_back(author, form):
    fill_in(form)
    form.get_by_role("checkbox", name="Lock: Data set").check()
    form.get_by_role("button", name="Preview as a student").click()
    sheet = author.page.locator("#exercise")
    expect(sheet.get_by_role("heading", name="The ring")).to_be_visible()
    expect(sheet.get_by_text("Test loss at most 0.1")).to_be_visible()
    expect(author.page.locator("#drawer")).to_be_hidden()
    author.call("step", 3)
    sheet.get_by_role("button", name="Back to the editor").click()
    expect(sheet).to_be_hidden()
    expect(form.get_by_label("Title")).to_have_value("The ring")
    expect(form.get_by_label("Number", exact=True)).to_have_value("0,1")
    expect(form.get_by_role("checkbox", name="Lock: Data set")).to_be_checked()
    assert author.state()["epoch"] == 0
    author.close_drawer()
    author.open_drawer("author")
    expect(form.get_by_label("Title")).to_have_value("The ring")


def test_a_draft_survives_a_reload(author, form, wait_until):
    fill_in(form)
    form.get_by_label("Number", exact=True).fill("unfinish")
    author.settle()
    author.page.wait_for_function(
        "() => Object.values(localStorage).some((kept) => kept.includes('unfinish'))"
    )
    author.page.reload()
    wait_until(author.page, "ready")
    author.open_drawer("author")
    expect(form.get_by_label("Title")).to_have_value("The ring")
    expect(form.get_by_label("Number", exact=True)).to_have_value("unfinish")


def test_a_file_is_opened_and_given_again_unchanged(form, tmp_path):
    exercise = library.exercise("three-neurons")
    file = tmp_path / "mine.exercise.yaml"
    file.write_text(exercise.to_yaml(), encoding="utf-8")
    form.get_by_label("Open an exercise file").set_input_files(file)
    expect(form.get_by_label("Title")).to_have_value(exercise.title)
    assert given_exercise(form) == exercise


def test_a_wrong_file_is_refused_and_the_draft_stays(form, tmp_path):
    fill_in(form)
    file = tmp_path / "wrong.exercise.yaml"
    file.write_text("id: wrong\ntitel: Wrong\n", encoding="utf-8")
    form.get_by_label("Open an exercise file").set_input_files(file)
    expect(form.get_by_text("line 2: titel means nothing here")).to_be_visible()
    expect(form.get_by_label("Title")).to_have_value("The ring")


def test_a_goal_that_is_met_from_the_start_is_refused(form):
    fill_in(form)
    form.get_by_label("Number", exact=True).fill("100")
    form.get_by_role("button", name="Preview as a student").click()
    expect(form.get_by_text("A goal is met before a student has done anything")).to_be_visible()


def test_a_link_opens_the_exercise(author, form, address):
    fill_in(form)
    form.get_by_role("button", name="Copy link").click()
    link = form.get_by_label("Link to the exercise")
    expect(link).to_have_value(f"{address}#{given_exercise(form).link()}")
    author.call("load", link.input_value().partition("#")[2])
    sheet = author.page.locator("#exercise")
    expect(sheet.get_by_role("heading", name="The ring")).to_be_visible()
    author.call("load", "")


def contents(package):
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_package_is_the_one_that_the_command_line_makes(form, dist, tmp_path):
    fill_in(form)
    exercise = given_exercise(form)
    name, path = given(form, "Save SCORM package")
    assert name == "the-ring.zip"
    write_package(exercise, dist, tmp_path / "expected.zip")
    files, expected = contents(path), contents(tmp_path / "expected.zip")
    assert list(files) == list(expected)
    assert [name for name in files if files[name] != expected[name]] == []
    assert {"imsmanifest.xml", "launch.html", "index.html", "embed.html"} <= files.keys()


def test_a_package_that_cannot_be_made_is_said(author, form):
    fill_in(form)
    author.page.reload()
    author.page.wait_for_selector("html[data-state=ready]")
    author.open_drawer("author")
    expect(form.get_by_label("Title")).to_have_value("The ring")
    author.page.context.route("**/page-files.json", lambda route: route.fulfill(json=["gone.js"]))
    form.get_by_role("button", name="Save SCORM package").click()
    expect(author.page.locator("#message")).to_contain_text("gone.js")
    expect(form.get_by_text("Packing")).to_be_hidden()


def test_a_title_that_is_typed_when_the_page_is_left_is_there_again(open_page, wait_until):
    page = open_page("open=author")
    page.get_by_label("Title").press_sequentially("A ring", delay=0)
    page.reload()
    wait_until(page, "ready")
    expect(page.get_by_label("Title")).to_have_value("A ring")


def test_what_to_lock_or_hide_is_picked_on_the_page_itself(author, form):
    """The control that is clicked on does nothing meanwhile."""
    page = author.page
    before = author.state()["permalink"]
    form.get_by_role("button", name="Pick on the page").click()
    expect(page.locator("html")).to_contain_class("picking")  # a script that is fetched now
    page.locator("[data-root=regenerate]").click()
    page.get_by_role("group", name="Regenerate data").get_by_role("button", name="Lock").click()
    expect(form.get_by_role("checkbox", name="Lock: Regenerate data")).to_be_checked()
    expect(form.get_by_role("button", name="Pick on the page")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator(".drawers [data-drawer=landscape]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#stage").click()
    page.get_by_role("group", name="Weights and biases").get_by_role("button", name="Lock").click()
    expect(form.get_by_role("checkbox", name="Lock: Weights and biases")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("html")).not_to_have_class("picking")
    assert author.state()["permalink"] == before
    fill_in(form)
    data = given_exercise(form).data
    assert (data["lock"], data["hide"]) == (["regenerate", "weights"], ["landscape"])


def test_a_goal_is_moved_by_keys_and_keeps_the_focus(form):
    numbers = form.get_by_label("Number", exact=True)
    for count, number in enumerate(("0,1", "0,2"), 1):
        form.get_by_role("button", name="Add a goal").click()
        expect(numbers).to_have_count(count)
        numbers.last.fill(number)
    form.get_by_label("Number", exact=True).last.press("Alt+ArrowUp")
    expect(form.get_by_label("Number", exact=True).first).to_have_value("0,2")
    expect(form.get_by_role("button", name="Move Goal 1 up")).to_be_focused()
    form.page.keyboard.press("Alt+ArrowDown")
    expect(form.get_by_label("Number", exact=True).first).to_have_value("0,1")
    expect(form.get_by_role("button", name="Move Goal 2 down")).to_be_focused()


def test_a_lesson_is_put_together_and_its_link_leads_from_exercise_to_exercise(author, form, axe):
    fill_in(form)
    form.get_by_text("Put exercises together to a lesson").click()
    form.get_by_label("Name of the lesson").fill("Our lesson")
    form.get_by_label("Introduction").fill("Two exercises.")
    form.get_by_role("button", name="Put the exercise above into the lesson").click()
    expect(form.get_by_role("listitem").filter(has_text="The ring")).to_be_visible()
    form.get_by_label("Add an exercise of the course").select_option("one-neuron")
    expect(form.get_by_role("listitem")).to_have_count(2)
    form.get_by_role("button", name="Copy link to the lesson").click()
    link = form.get_by_label("Link to the lesson")
    expect(link).not_to_have_value("")
    shared = link.input_value().partition("#")[2]
    of_exercise, of_lesson = form.get_by_role("checkbox", name="العربية").all()
    of_exercise.check()
    of_lesson.check()
    author.page.evaluate(axe)
    assert violations(author) == []
    of_lesson.uncheck()
    of_exercise.uncheck()
    page = author.page
    author.call("load", shared)
    contents = page.locator("#drawer")
    expect(contents.get_by_role("heading", name="Our lesson")).to_be_visible()
    contents.get_by_role("button", name="The ring").click()
    sheet = page.locator("#exercise")
    expect(sheet.get_by_role("heading", name="The ring")).to_be_visible()
    sheet.get_by_role("button", name="Next exercise").click()
    title = library.exercise("one-neuron").title
    expect(sheet.get_by_role("heading", name=title)).to_be_visible()
    expect(page).to_have_url(re.compile("#lesson=NNL"))
    author.call("load", "")


def test_a_large_image_is_made_small_enough_and_shown(form):
    form.get_by_label("Title").fill("The ring")
    image = noisy_png(900, 700)
    assert len(image) > 1_000_000
    chooser = form.locator("[data-image]")
    chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": image})
    shown = form.locator(".preview img")
    expect(shown).to_be_visible()
    width = shown.evaluate("one => one.decode().then(() => one.naturalWidth)")
    assert 100 < width <= 900
    assert len(shown.get_attribute("src")) <= 20_000


def noisy_png(width, height):
    rows = np.random.default_rng(0).integers(0, 256, (height, 1 + 3 * width), np.uint8)
    rows[:, 0] = 0
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = {b"IHDR": head, b"IDAT": zlib.compress(rows.tobytes()), b"IEND": b""}
    made = b"\x89PNG\r\n\x1a\n"
    for kind, content in chunks.items():
        crc = struct.pack(">I", zlib.crc32(kind + content))
        made += struct.pack(">I", len(content)) + kind + content + crc
    return made
