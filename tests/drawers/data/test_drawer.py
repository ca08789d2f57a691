"""The data drawer makes data of what is drawn, pasted or opened, and of nothing that is wrong."""

import numpy as np
import pytest
from bokeh.events import DoubleTap, Pan, PanEnd, PanStart, Press, Tap

from playground.data import PointSet
from playground.exercises.library import exercise
from playground.experiment import Experiment
from playground.text import set_language
from tests.drawers.control import source, widget
from tests.page_end import enter

IRIS = "length,width,species\n5.1,3.5,setosa\n6.4,3.2,versicolor\n6.3,3.3,virginica\n"

DRAWER = "data"


def press(app, label):
    widget(app, label).clicks += 1


def words(app):
    """Return all that the drawer says."""
    parts = app.drawers.root.select(lambda part: isinstance(getattr(part, "object", None), str))
    return " ".join(part.object for part in parts)


class Pointer:
    """Does on the plane what a mouse or a finger would do."""

    def __init__(self, app):
        figures = app.drawers.root.select(lambda part: hasattr(part, "object"))
        (self.figure,) = [
            one.object for one in figures if getattr(one.object, "name", None) == "drawing"
        ]

    def tell(self, kind, x=None, y=None):
        self.figure._trigger_event(
            kind(self.figure, x=x, y=y) if x is not None else kind(self.figure)
        )

    def drag(self, *places):
        self.tell(PanStart, *places[0])
        for place in places:
            self.tell(Pan, *place)
        self.tell(PanEnd, *places[-1])

    def tap(self, x, y):
        self.tell(Tap, x, y)


@pytest.fixture
def pointer(app):
    widget(app, "Size of the brush").value = 1
    return Pointer(app)


def drawn(page):
    return page.columns["data_points"]


def press_key(app, *keys):
    """Do what the keys do while the plane's description has the focus."""
    for key in keys:
        enter(app, "data_keys", "keys", key)


def test_the_further_data_sets_are_offered(app):
    (buttons,) = app.drawers.root.select(
        lambda part: (
            "moons" in getattr(part, "options", {}).values()
            if isinstance(getattr(part, "options", None), dict)
            else False
        )
    )
    assert list(buttons.options) == [
        "Moons",
        "Rings",
        "Checkerboard",
        "Sine",
        "Three blobs",
        "Three arms",
    ]
    assert buttons.value is None
    buttons.value = "blobs"
    assert app.experiment == Experiment(dataset="blobs")
    app.roots["dataset"].value = "xor"
    assert buttons.value is None


def test_few_own_points_leave_the_number_of_samples_alone(app):
    points = PointSet.make([[0, 0], [1, 1], [2, 2]], [0, 1, 0], 2)
    app.experiment.param.update(dataset="own", points=points)
    assert widget(app, "Number of samples").disabled
    assert app.experiment.samples is None


def test_the_slider_of_samples_shows_and_sets_their_number(app):
    slider = widget(app, "Number of samples")
    assert slider.value == 500
    slider.value = 200
    assert app.experiment.samples == 200
    app.load("hide=samples")
    assert not slider.visible
    app.load("")
    assert slider.visible
    app.load("samples=5000")
    assert (slider.value, slider.end) == (5000, 5000)
    app.load("dataset=plane")
    assert (slider.value, app.experiment.samples) == (1200, None)


def test_a_stroke_becomes_the_data_when_it_ends(app, page, pointer):
    pointer.tell(PanStart, -3, 1)
    pointer.tell(Pan, -3, 1)
    pointer.tell(Pan, 0, 1)
    assert list(drawn(page)["x"]) == [-3, 0]
    assert app.experiment.dataset == "circle"
    pointer.tell(PanEnd, 0, 1)
    assert app.experiment.dataset == "own"
    assert app.experiment.points == PointSet.make([(-3, 1), (0, 1)], [0, 0])


def test_each_brush_draws_its_class(app, page, pointer):
    pointer.tap(-3, 1)
    widget(app, "Brush").value = 1
    pointer.tap(3, 1)
    assert app.experiment.points == PointSet.make([(-3, 1), (3, 1)], [0, 1])
    assert drawn(page)["marker"] == ["square", "circle"]


def test_quick_and_long_taps_count_as_others_do(app, pointer):
    pointer.tap(-3, 1)
    pointer.tell(DoubleTap, 3, 1)
    pointer.tell(Press, 0, 0)
    assert app.experiment.points == PointSet.make([(-3, 1), (3, 1), (0, 0)], [0, 0, 0])


def test_one_point_is_no_data_set_yet(app, pointer):
    pointer.tap(0, 0)
    assert app.experiment == Experiment()
    assert "At least 2 points" in words(app)
    pointer.tap(1, 1)
    assert app.experiment.dataset == "own"
    assert "At least 2 points" not in words(app)


def test_the_eraser_and_undo_and_clear(app, page, pointer):
    pointer.drag((-3, 0), (0, 0), (3, 0))
    widget(app, "Brush").value = -1
    pointer.tap(0, 0)
    assert app.experiment.points == PointSet.make([(-3, 0), (3, 0)], [0, 0])
    press(app, "Undo")
    assert len(app.experiment.points) == 3
    press(app, "Clear")
    assert len(drawn(page)["x"]) == 0
    assert len(app.experiment.points) == 3
    press(app, "Undo")
    press(app, "Undo")
    assert widget(app, "Undo").disabled


def test_the_keyboard_draws_and_erases_at_the_cross(app, page, pointer):
    press_key(app, "ArrowRight", "ArrowRight", "ArrowUp", "Enter", "ArrowLeft", " ")
    assert app.experiment.points == PointSet.make([(1, 0.5), (0.5, 0.5)], [0, 0])
    texts = dict(
        zip(page.columns["data_keys"]["key"], page.columns["data_keys"]["text"], strict=True)
    )
    assert texts == {"place": "Cross at x₁ = 0.5, x₂ = 0.5", "count": "2 points drawn"}
    press_key(app, "Enter", "Backspace", "Delete")
    assert len(drawn(page)["x"]) == 1


def test_the_cross_stays_on_the_plane(app, page):
    press_key(app, *["ArrowDown"] * 30)
    assert page.columns["data_cross"] == {"x": [0], "y": [-6]}


def test_more_classes_have_more_brushes(app, page, pointer):
    widget(app, "What is drawn").value = 4
    brush = widget(app, "Brush")
    assert list(brush.options) == ["Class 1", "Class 2", "Class 3", "Class 4", "Eraser"]
    for index in range(4):
        brush.value = index
        pointer.tap(index - 2, 0)
    assert app.experiment.classes == 4
    assert app.session.shape[-1] == 4
    assert drawn(page)["marker"] == ["square", "circle", "triangle", "diamond"]


def test_brushes_say_what_the_classes_are_called_and_the_data_keep_their_names(app):
    set_language("de")
    try:
        app.context.assignments.begin(exercise("own-data"), "", is_preview=True)
        app.drawers.open("data")
        assert list(widget(app, "Pinsel").options) == ["nein (−1)", "ja (+1)", "Radierer"]
        press(app, "Mit den gezeigten Daten beginnen")
        assert app.experiment.points.names == ("no", "yes")
    finally:
        app.context.assignments.leave()
        set_language("en")


def test_values_are_drawn_with_the_value_of_the_brush(app, pointer):
    widget(app, "What is drawn").value = 0
    value = widget(app, "Value of the brush")
    assert value.visible
    for number in (-0.5, 1):
        value.value = number
        pointer.tap(number, 0)
    assert app.experiment.problem == "regression"
    assert app.experiment.points.labels.tolist() == [-0.5, 1]


def test_the_data_shown_can_be_drawn_on(app, pointer):
    app.load("dataset=three-spiral&noise=0.1&samples=90")
    press(app, "Start from the data shown")
    assert app.experiment.classes == 3
    assert len(app.experiment.points) == 90
    assert widget(app, "What is drawn").value == 3
    pointer.tap(0, 0)
    assert len(app.experiment.points) == 91


@pytest.mark.parametrize("dataset", ["gauss", "plane", "blobs"])
def test_points_beyond_the_plane_are_not_taken_over(app, dataset):
    app.load(f"dataset={dataset}&noise=0.5")
    press(app, "Start from the data shown")
    assert app.experiment.dataset == "own"
    assert 300 < len(app.experiment.points) <= 1200
    assert np.abs(app.experiment.points.X).max() <= 6


def test_own_points_of_a_link_are_drawn(app, page):
    points = PointSet.make([(1, 2), (3, 4), (5, 6)], [0, 1, 2], 3)
    app.load(Experiment(dataset="own", points=points).to_permalink())
    assert list(drawn(page)["x"]) == [1, 3, 5]
    assert widget(app, "What is drawn").value == 3


def test_a_drawer_that_opens_later_shows_the_own_points(app):
    points = PointSet.make([(1, 2), (3, 4)], [0, 1])
    app.drawers.open("")
    app.load(Experiment(dataset="own", points=points).to_permalink())
    app.drawers.open("data")
    assert list(source(app, "data_points")["x"]) == [1, 3]


def test_a_closed_drawer_follows_no_more(app):
    before = len(app.experiment.param.watchers["points"]["value"])
    for _ in range(3):
        app.drawers.open("")
        app.drawers.open("data")
    assert len(app.experiment.param.watchers["points"]["value"]) == before


def paste(app, table):
    widget(app, "Table").value = table
    press(app, "Use this table")


def test_a_pasted_table_becomes_the_data(app):
    paste(app, IRIS)
    assert app.experiment.points.names == ("setosa", "versicolor", "virginica")
    assert "3 points were read." in words(app)
    assert list(widget(app, "Brush").options)[:3] == ["setosa", "versicolor", "virginica"]


def test_an_opened_file_becomes_the_data(app):
    widget(app, "Or open a file").value = IRIS.encode("utf-16")
    assert app.experiment.classes == 3
    assert widget(app, "Or open a file").value is None


FOUR = "l,w,h,kind\n1,2,3,p\n2,3,-3,q\n5,-4,4,p\n"


def test_of_more_columns_the_user_chooses_and_the_table_is_read_again(app):
    paste(app, FOUR)
    assert app.experiment.points.X.tolist() == [[1, 2], [5, -4], [2, 3]]
    widget(app, "x₁").value = "3"
    assert app.experiment.points.X.tolist() == [[3, 2], [4, -4], [-3, 3]]
    assert "x₁: −3 to 4" in words(app)


def test_labels_that_are_numbers_may_be_classes_or_values(app):
    paste(app, "1,2,1\n3,4,2\n5,6,3")
    assert app.experiment.classes == 3
    widget(app, "Kind of labels").value = "values"
    assert app.experiment.problem == "regression"
    widget(app, "Kind of labels").value = "classes"
    assert app.experiment.classes == 3


def test_choices_stay_while_a_table_is_corrected(app):
    paste(app, FOUR)
    widget(app, "x₁").value = "3"
    paste(app, FOUR.replace("5,-4,4", "5,-4,5"))
    assert app.experiment.points.X.tolist() == [[3, 2], [5, -4], [-3, 3]]


def test_another_table_is_read_with_the_presets(app):
    paste(app, "1,2,1\n3,4,2\n5,6,3")
    widget(app, "Kind of labels").value = "values"
    paste(app, "1,-2,1\n3,4,2\n5,6,3")
    assert app.experiment.classes == 3


def test_an_opened_file_is_read_again_with_other_choices(app):
    widget(app, "Or open a file").value = FOUR.encode("utf-16")
    widget(app, "Class or value").value = "1"
    assert app.experiment.points.names == ("1", "2", "5")


def test_a_choice_that_makes_mistakes_changes_nothing_and_can_be_taken_back(app):
    paste(app, "a,b,c,kind\n1,2,3,p\n2,3,x,q\n5,-4,4,p\n")
    before = app.experiment.settings()
    widget(app, "x₁").value = "3"
    assert app.experiment.settings() == before
    assert "Line 3, column 3: “x” is not a number." in words(app)
    widget(app, "x₁").value = "1"
    assert "3 points were read." in words(app)


def test_a_curve_has_one_input(app):
    paste(app, "years,salary\n1.1,39343\n3.3,46205\n5.5,37731\n")
    assert app.experiment.problem == "regression"
    assert set(app.experiment.points.X[:, 1]) == {0}


def test_what_is_typed_stays_whatever_is_wrong_with_it(app):
    for draft in ['1,2,"a\n3,4,b', "1,2,a\0", "1,2,\ud800", "1," * 90_000, "x" * 2_000_001]:
        paste(app, draft)
        assert "Nothing was changed" in words(app)
        assert widget(app, "Table").value == draft


def test_a_table_that_is_much_too_long_is_not_cut_without_a_word(app):
    """A field that is full cuts off what is pasted."""
    assert widget(app, "Table").max_length >= 8_000_000


def test_a_wrong_table_changes_nothing(app, page, pointer):
    pointer.drag((0, 0), (1, 1))
    before = app.experiment.settings()
    paste(app, "1,2,a\nx,2,b\n1,2\n")
    assert app.experiment.settings() == before
    assert len(drawn(page)["x"]) == 2
    assert "Line 2, column 1: “x” is not a number." in words(app)
    assert "Line 3: there are 2 cells instead of 3." in words(app)


def test_a_wrong_file_changes_nothing(app):
    widget(app, "Or open a file").value = b"\x89PNG\x81\x8d\0"
    assert app.experiment == Experiment()
    assert "This is not a text that can be read." in words(app)


def test_points_without_a_class_get_that_of_the_brush(app):
    widget(app, "What is drawn").value = 3
    widget(app, "Brush").value = 2
    paste(app, "x1,x2\n1,2\n3,4")
    assert app.experiment.points.labels.tolist() == [2, 2]
    assert app.experiment.classes == 3


def test_it_is_said_when_a_link_has_too_little_room(app):
    paste(app, "\n".join(f"{i % 12 - 6},{i % 7},{'ab'[i % 2]}" for i in range(600)))
    assert len(app.experiment.points) == 600
    assert "too many for a link" in words(app)
    paste(app, IRIS)
    assert "too many for a link" not in words(app)


def test_a_table_can_be_undone(app, pointer):
    pointer.drag((0, 0), (1, 1))
    points = app.experiment.points
    paste(app, IRIS)
    press(app, "Undo")
    assert app.experiment.points == points
