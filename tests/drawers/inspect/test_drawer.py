"""The drawer follows the neuron and the sample that were tapped, and sets what is entered."""

import numpy as np
import pytest

from playground.number_format import MINUS
from tests.drawers.control import follow, stop_clock, texts
from tests.page_end import enter

DRAWER = "inspect"


def neuron(app):
    return texts(app, "inspect_neuron")


def passage(app):
    return texts(app, "inspect_passage")


def mark(app):
    return follow(app)["inspect_mark"]


def enter_in(app, piece, key, text=""):
    """Do what the page does when something is entered or a button is pressed."""
    enter(app, f"inspect_{piece}", key, text)


def chosen(app):
    return app.drawers.drawer.panel.objects[0].objects[0].value


def sample_field(app):
    return app.drawers.drawer.panel.objects[1].objects[0]


def test_it_shows_the_output_at_first(app):
    assert chosen(app) == "unit:3:0"
    assert neuron(app)["formula"].startswith("a⁽³⁾₁ = tanh(")
    assert passage(app) == {}


def test_it_shows_the_neuron_that_is_tapped(app):
    app.context.editor.select("unit:1:2")
    app.context.redraw.request()
    assert chosen(app) == "unit:1:2"
    app.context.editor.select("edge:2:0:1")
    assert neuron(app)["formula"].startswith("a⁽²⁾₂")
    assert chosen(app) == "unit:2:1"


def test_it_keeps_the_neuron_when_the_card_is_closed(app):
    app.context.editor.select("unit:1:2")
    app.context.redraw.request()
    app.context.editor.select("")
    app.context.redraw.request()
    assert chosen(app) == "unit:1:2"


def test_another_neuron_can_be_chosen_while_the_card_is_open(app):
    app.context.editor.select("unit:1:2")
    app.context.redraw.request()
    app.drawers.drawer.panel.objects[0].objects[0].value = "unit:2:0"
    assert neuron(app)["formula"].startswith("a⁽²⁾₁")


def test_it_goes_back_to_the_output_when_its_neuron_is_removed(app):
    app.context.editor.select("unit:2:1")
    app.context.redraw.request()
    app.experiment.hidden = [4]
    assert chosen(app) == "unit:2:0"
    assert neuron(app)["formula"].startswith("a⁽²⁾₁ = tanh(")


def test_what_is_entered_becomes_the_parameter(app):
    enter_in(app, "neuron", "edge:3:1:0", "-1,25")
    assert app.session.network.weights[2][1, 0] == -1.25
    enter_in(app, "neuron", "unit:3:0", "0.5")
    assert app.session.network.biases[2][0] == 0.5
    assert neuron(app)["unit:3:0"] == "0.5000"


@pytest.mark.parametrize(
    ("typed", "problem"),
    [(typed, "is no number") for typed in ("much", "", "nan")]
    + [("1e9", "is not a number between")],
)
def test_what_is_no_number_is_explained_and_changes_nothing(app, typed, problem):
    before = app.session.network.theta.copy()
    enter_in(app, "neuron", "unit:3:0", typed)
    np.testing.assert_array_equal(app.session.network.theta, before)
    assert f"“{typed}” {problem}" in neuron(app)["error"]


def test_an_error_goes_with_the_next_number(app):
    enter_in(app, "neuron", "unit:3:0", "much")
    enter_in(app, "neuron", "unit:3:0", "0.5")
    assert neuron(app)["error"] == ""


def test_a_parameter_that_is_no_longer_there_is_left_alone(app):
    before = app.session.network.theta.copy()
    enter_in(app, "neuron", "unit:9:9", "0.5")
    np.testing.assert_array_equal(app.session.network.theta, before)


def test_a_tap_on_the_map_follows_the_nearest_sample(app):
    number = 17
    place = app.session.train.X[number] + [0.001, -0.001]
    app.drawers.tap(*place)
    assert sample_field(app).value == str(number + 1)
    assert passage(app)["title"].startswith(f"Training sample {number + 1} of 250: x₁ = ")
    np.testing.assert_array_equal(mark(app)["x"], app.session.train.X[number, 0])


def test_only_samples_that_are_shown_are_tapped(app):
    place = app.session.test.X[3]
    app.drawers.tap(*place)
    assert passage(app)["title"].startswith("Training sample")
    app.experiment.show_test = True
    app.drawers.tap(*place)
    assert passage(app)["title"].startswith("Test sample 4 of 250")
    assert sample_field(app).value == "254"


def test_a_sample_is_followed_by_its_number(app):
    sample_field(app).value = "251"
    assert passage(app)["title"].startswith("Test sample 1 of 250")
    assert neuron(app)["z"].startswith("z = ")
    sample_field(app).value = ""
    assert passage(app) == {}
    assert mark(app) == {"x": [], "y": []}


@pytest.mark.parametrize("typed", ["0", "501", "-1", "two", "1.5"])
def test_a_number_of_no_sample_is_explained(app, typed, monkeypatch):
    said = []
    monkeypatch.setattr(app.context.notices, "say", said.append)
    sample_field(app).value = "5"
    before = passage(app)["title"]
    sample_field(app).value = typed
    assert passage(app)["title"] == before
    assert f"“{typed}” is not the number of a sample" in said[0]


def test_other_data_end_the_passage(app):
    sample_field(app).value = "5"
    app.context.transport.regenerate()
    assert passage(app) == {}
    assert sample_field(app).value == ""


def test_a_neuron_can_be_chosen_in_the_passage(app):
    sample_field(app).value = "5"
    enter_in(app, "passage", "unit:1:3")
    assert chosen(app) == "unit:1:3"
    assert passage(app)["shown unit:1:3"] == "1"


def test_a_weight_cannot_be_chosen_as_a_neuron(app):
    sample_field(app).value = "5"
    enter_in(app, "passage", "unit:1:3")
    enter_in(app, "passage", "edge:1:0:2")
    assert chosen(app) == "unit:1:3"


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({}, "w − 0.03·∂L/∂w"),
        ({"regularization": "l1"}, "0.03·0.1·(sign of w)"),
        ({"regularization": "l2"}, "0.03·0.1·w"),
        ({"optimizer": "momentum", "momentum": 0.5}, "0.5·(v of the last step)"),
        ({"optimizer": "adam"}, "w − 0.03·m / √s"),
        ({"schedule": "step", "schedule_period": 1}, "w − 0.003·∂L/∂w"),
        ({"clip": 1e-4}, "are shortened to 0.0001"),
        ({"clip": 50}, "within the limit of 50"),
        ({"dropout": 0.5}, "Dropout"),
    ],
)
def test_it_says_what_a_step_does(app, settings, part):
    app.experiment.param.update(regularization_rate=0.1, **settings)
    app.step()
    sample_field(app).value = "5"
    assert part in neuron(app)["step"]


def test_the_step_shown_is_that_of_the_optimizer(app):
    """Adam's first step is as long as the learning rate, in whatever direction."""
    app.experiment.optimizer = "adam"
    sample_field(app).value = "5"
    shown = neuron(app)
    before, after = (
        float(shown[key].replace(MINUS, "-")) for key in ("unit:3:0", "after unit:3:0")
    )
    # both are shown with four decimals
    assert abs(after - before) == pytest.approx(0.03, abs=1.1e-4)


@pytest.mark.parametrize(
    "link",
    [
        "dataset=plane",
        "dataset=blobs",
        "activation=relu&features=x1,sin_x2",
        "hidden=",
        "features=x1,=sin(x2)",
    ],
)
def test_it_shows_every_kind_of_network(app, link):
    app.load(link)
    sample_field(app).value = "5"
    assert len(passage(app)) > 5
    assert "–" not in neuron(app)["formula"]


def test_numbers_are_renewed_a_few_times_a_second_while_playing(app):
    stop_clock(app, "inspect")
    app.play()
    follow(app)
    assert follow(app) == {}
    app.pause()
    assert follow(app) != {}


def test_closing_takes_the_ring_off_the_map(app):
    before = len(app.context.main_views.output.figure.renderers)
    app.drawers.open("")
    assert len(app.context.main_views.output.figure.renderers) == before - 2
