"""Data of one's own on the page: drawn with mouse, finger and keyboard, pasted, and opened."""

import pytest
from playwright.sync_api import expect

from playground.data import PointSet
from playground.experiment import Experiment

IRIS = "length;width;species\n5,1;3,5;setosa\n6,4;3,2;versicolor\n6,3;3,3;virginica\n"


@pytest.fixture
def drawer(playground):
    playground.open_drawer("data")
    drawer = playground.page.locator("#drawer")
    slider = drawer.get_by_role("slider", name="Size of the brush")
    slider.press("Home")
    playground.settle()
    return drawer


@pytest.fixture
def plane(drawer):
    """The figure to draw on, all of it in sight."""
    plane = drawer.locator(".bk-Figure")
    plane.scroll_into_view_if_needed()
    return plane


def place(plane, x1, x2):
    """Where on the screen a place of the plane is."""
    box = plane.bounding_box()
    x = box["x"] + (x1 + 6) / 12 * box["width"]
    return x, box["y"] + (6 - x2) / 12 * box["height"]


def drag(plane, *places):
    """Draw a stroke with the mouse."""
    mouse = plane.page.mouse
    mouse.move(*place(plane, *places[0]))
    mouse.down()
    for one in places[1:]:
        mouse.move(*place(plane, *one), steps=5)
    mouse.up()


def own_points(playground):
    playground.settle()
    experiment = playground.experiment
    assert experiment.dataset == "own"
    return experiment.points


def press(drawer, name):
    drawer.get_by_role("button", name=name, exact=True).click()


def test_strokes_of_the_mouse_become_the_data(playground, drawer, plane):
    """A pixel is 12 / 420 of the plane's units; a stroke's points are at least 0.35 apart."""
    drag(plane, (-5, 3), (-1, 3))
    press(drawer, "+1")
    drag(plane, (1, -3), (5, -3))
    points = own_points(playground)
    assert points.classes == 2
    for index, (side, height) in enumerate([(-1, 3), (1, -3)]):
        X = points.X[points.labels == index]
        assert 5 <= len(X) <= 12
        assert (side * X[:, 0] > 0.8).all()
        assert X[:, 1] == pytest.approx(height, abs=0.05)
    playground.call("step", 30)
    assert playground.text("score") == "100 %"


def test_taps_draw_erase_and_are_undone(playground, drawer, plane):
    for x in (-2, 0, 2):
        plane.page.mouse.click(*place(plane, x, 0))
        playground.settle()
    assert len(own_points(playground)) == 3
    press(drawer, "Eraser")
    plane.page.mouse.click(*place(plane, 0, 0))
    assert len(own_points(playground)) == 2
    press(drawer, "Undo")
    assert len(own_points(playground)) == 3


def test_the_keyboard_draws_at_the_cross(playground, drawer):
    keys = drawer.get_by_role("application")
    keys.focus()
    for key in ["ArrowRight", "ArrowUp", "Enter", "ArrowUp", "Space", "ArrowUp", "Enter", "Delete"]:
        keys.press(key)
    expected = PointSet.make([(0.5, 0.5), (0.5, 1)], [0, 0])
    assert own_points(playground) == expected
    expect(keys).to_contain_text("Cross at x₁ = 0.5, x₂ = 1.5")
    expect(drawer.get_by_text("2 points drawn")).to_be_visible()


def test_three_classes_can_be_drawn(playground, drawer, plane):
    drawer.get_by_label("What is drawn").select_option(label="3 classes")
    playground.settle()
    for index, x in enumerate((-3, 0, 3)):
        press(drawer, f"Class {index + 1}")
        plane.page.mouse.click(*place(plane, x, 0))
        playground.settle()
    assert own_points(playground).labels.tolist() == [0, 1, 2]
    assert playground.unit("unit:3:2").is_visible()


def test_a_pasted_table_becomes_the_data(playground, drawer):
    drawer.get_by_label("Table", exact=True).fill(IRIS)
    press(drawer, "Use this table")
    expect(drawer.get_by_text("3 points were read.")).to_be_visible()
    expect(drawer.get_by_text("x₁: 5.1 to 6.4 are shown as −5.5 to 5.5.")).to_be_visible()
    assert own_points(playground).names == ("setosa", "versicolor", "virginica")
    legend = playground.page.locator(".legend li:visible")
    expect(legend).to_have_text(["setosa", "versicolor", "virginica", "test data"])


def test_an_opened_file_becomes_the_data(playground, drawer):
    table = "".join(f"{i},{i % 7},{i / 10}\n" for i in range(50))
    file = {"name": "slope.csv", "mimeType": "text/csv", "buffer": table.encode()}
    drawer.locator("input[type=file]").set_input_files(file)
    expect(drawer.get_by_text("50 points were read.")).to_be_visible()
    assert len(own_points(playground)) == 50
    assert playground.chosen("problem") == "Regression"


def test_a_wrong_table_is_explained_and_changes_nothing(playground, drawer):
    drawer.get_by_label("Table", exact=True).fill("1,2,a\n1,x,b\n1,2,<i>\n1,inf,b")
    press(drawer, "Use this table")
    expect(drawer.get_by_text("Line 2, column 2: “x” is not a number.")).to_be_visible()
    expect(drawer.get_by_text("Line 4, column 2: “inf” is not a finite number.")).to_be_visible()
    playground.settle()
    assert playground.experiment == Experiment()


def test_columns_are_chosen_and_the_table_is_read_again(playground, drawer):
    drawer.get_by_label("Table", exact=True).fill("l w h kind\n1 2 3 p\n2 3 -3 q\n5 -4 4 p")
    press(drawer, "Use this table")
    assert own_points(playground).X.tolist() == [[1, 2], [5, -4], [2, 3]]
    first = drawer.get_by_role("combobox", name="x₁")
    expect(first).to_have_value("column 1: l")
    first.focus()
    first.select_option(label="column 3: h")
    assert own_points(playground).X.tolist() == [[3, 2], [4, -4], [-3, 3]]
    expect(first).to_be_focused()


@pytest.mark.parametrize("table", ["cp1250", "cp437", "mac_roman"])
def test_a_file_of_another_table_of_characters_is_read(playground, drawer, table):
    """The page brings along what Python needs for them."""
    content = "1,2,Männchen\n3,4,größer\n".encode(table)
    file = {"name": "old.csv", "mimeType": "text/csv", "buffer": content}
    drawer.locator("input[type=file]").set_input_files(file)
    expect(drawer.get_by_text("2 points were read.")).to_be_visible()
    assert own_points(playground).names == ("Männchen", "größer")


@pytest.mark.parametrize("draft", ["1,2,a\\n1,2,\\ud800", "1,2,\\0", '1,2,\\"a\\n3,4,b'])
def test_what_no_text_has_is_refused_and_the_draft_is_kept(playground, drawer, draft):
    field = drawer.get_by_label("Table", exact=True)
    field.evaluate(f"""(field) => {{
        field.value = "{draft}"
        field.dispatchEvent(new Event("change"))
    }}""")
    press(drawer, "Use this table")
    expect(drawer.get_by_text("Nothing was changed, because:")).to_be_visible()
    assert field.evaluate(f'(field) => field.value === "{draft}"')
    assert playground.experiment == Experiment()


def test_own_data_come_back_with_their_link(playground):
    points = PointSet.make([(-3, 1), (0, 0), (3, 1)], [0, 1, 2], 3, ("no", "perhaps", "ja & nein"))
    link = Experiment(dataset="own", points=points).to_permalink()
    playground.call("load", link)
    assert playground.experiment.points == points
    assert playground.state()["permalink"] == link
    playground.open_drawer("data")
    assert playground.column("data_points", "x") == [-3, 0, 3]


def test_a_finger_draws_and_does_not_scroll(open_page):
    page = open_page(has_touch=True, viewport={"width": 390, "height": 844})
    page.click(".drawers [data-drawer=data]")
    plane = page.locator("#drawer .bk-Figure")
    plane.scroll_into_view_if_needed()
    plane.wait_for()
    before = plane.bounding_box()
    session = page.context.new_cdp_session(page)

    def touch(kind, *places):
        points = [dict(zip("xy", place(plane, *one), strict=True)) for one in places]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (-4, 4))
    for step in range(1, 9):
        touch("touchMove", (-4 + step, 4 - step))
    touch("touchEnd")
    page.wait_for_function("() => window.location.hash.includes('dataset=own')")
    assert plane.bounding_box() == pytest.approx(before, abs=1)
    points = Experiment.from_permalink(
        page.evaluate("window.playground.state()")["permalink"]
    ).points
    assert len(points) >= 5
    assert points.X.sum(axis=1) == pytest.approx(0, abs=1)
