"""A teacher without Python grades a class in the page, and shows it on a projector."""

import zipfile

import pytest
from playwright.sync_api import expect

from playground.cli import main
from playground.exercises import library
from tests.browser.driver import Driver
from tests.browser.test_accessibility import RULES, STYLED, VIOLATIONS
from tests.exercises.conftest import make_result
from tests.exercises.handed_in import moodle_zip, zip_of

PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture(scope="module")
def moodle(tmp_path_factory):
    """A zip file as Moodle gives it, with umlauts, 李 and a student who has handed in twice."""
    exercise = library.exercise("one-neuron")
    right = {"border": 0, "unsure": 0, "numbers": 3}
    good = make_result(exercise, 30, answers=right, learning_rate=0.03)
    path = tmp_path_factory.mktemp("moodle") / "8b Übung.zip"
    path.write_bytes(moodle_zip(good, make_result(exercise, 1)))
    return path


@pytest.fixture(scope="module")
def drawer(open_page, moodle):
    """The drawer after it was given the zip file, on a projector."""
    driver = Driver(open_page(viewport=PROJECTOR))
    driver.open_drawer("grading")
    drawer = driver.page.locator("#drawer")
    drawer.get_by_label("Files:").set_input_files(moodle)
    expect(drawer.get_by_text("5 results.")).to_be_visible()
    expect(drawer.locator(".card svg")).to_have_count(3)
    return drawer


def saved(drawer, button):
    with drawer.page.expect_download() as download:
        drawer.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_page_and_command_line_write_the_same_table_byte_for_byte(drawer, moodle, monkeypatch):
    name, content = saved(drawer, "Save table (CSV)")
    monkeypatch.chdir(moodle.parent)
    assert main(["grade", moodle.name, "--csv", "by-command.csv"]) == 0
    assert name == "grades.csv"
    assert content == (moodle.parent / "by-command.csv").read_bytes()


def test_a_workbook_is_made_in_the_page(drawer):
    name, content = saved(drawer, "Save workbook (XLSX)")
    assert (name, content[:2]) == ("grades.xlsx", b"PK")


def test_the_table_is_sorted_by_its_headings_and_by_keyboard(drawer):
    heading = drawer.get_by_role("columnheader", name="Student")
    heading.get_by_role("button").focus()
    drawer.page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(heading.get_by_role("button")).to_be_focused()
    drawer.page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(drawer.get_by_role("row").nth(1)).to_contain_text("李 小龙")


def test_a_note_stays_while_the_table_is_sorted(drawer):
    drawer.get_by_label("Note for 李 小龙").fill("Well done, 李!")
    drawer.get_by_role("columnheader", name="Points").get_by_role("button").click()
    expect(drawer.get_by_label("Note for 李 小龙")).to_have_value("Well done, 李!")
    drawer.get_by_label("Note for 李 小龙").fill("")
    drawer.page.keyboard.press("Tab")


def test_table_and_board_break_no_rule(drawer, axe):
    page = drawer.page
    # Where the table is scrolled, a heading is halfway below the names, which stay.
    drawer.locator("table").evaluate("(table) => table.parentElement.scrollTo(0, 0)")
    page.evaluate(axe)
    for theme in ("dark", "light"):
        page.emulate_media(color_scheme=theme)
        page.evaluate(STYLED)
        assert page.evaluate(VIOLATIONS, [RULES, []])[0] == []


def test_the_board_fills_the_projector_and_opens_a_result(drawer):
    page = drawer.page
    drawer.get_by_role("button", name="Full screen").click()
    page.wait_for_function("document.fullscreenElement !== null")
    box = drawer.locator(".class-board").bounding_box()
    assert (box["width"], box["height"]) == (PROJECTOR["width"], PROJECTOR["height"])
    drawer.get_by_role("button", name="No. 4 5 of 5").click()
    expect(drawer.get_by_role("img", name="Decision map of No. 4")).to_be_visible()
    drawer.get_by_role("button", name="Open in the playground").click()
    page.wait_for_function("document.fullscreenElement === null")
    expect(page.locator("[data-value=epoch]")).to_have_text("30")


def test_a_strange_file_keeps_nothing_back_and_remarks_are_not_lost_by_one_press(drawer, tmp_path):
    """Browsers have no LZMA, and what is packed by it is refused there, too."""
    (tmp_path / "Anna.zip").write_bytes(zip_of({"a.json": "x"}, zipfile.ZIP_LZMA))
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf")
    result = make_result(library.exercise("one-neuron"), 2).to_json()
    (tmp_path / "Ben.json").write_text(result, encoding="utf-8")
    drawer.get_by_label("Files:").set_input_files(sorted(tmp_path.iterdir()))
    expect(drawer.get_by_text("7 results.")).to_be_visible()
    expect(drawer.get_by_role("row").filter(has_text="a.json")).to_contain_text("refused")
    expect(drawer.get_by_role("row").filter(has_text="Ben.json")).to_contain_text("graded")
    drawer.get_by_label("Note for Ben").fill("Well done")
    drawer.page.keyboard.press("Tab")
    forget = drawer.get_by_role("button", name="Forget this class")
    forget.click()
    expect(drawer.get_by_role("alert")).to_contain_text("Your points and notes would be gone, too.")
    drawer.get_by_role("button", name="Cancel").click()
    expect(drawer.get_by_label("Note for Ben")).to_have_value("Well done")
    forget.click()
    drawer.get_by_role("button", name="Forget them, too").click()
    expect(drawer.get_by_role("row")).to_have_count(0)
