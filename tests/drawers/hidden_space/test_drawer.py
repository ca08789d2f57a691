"""The drawer offers what each layer has, and draws what is chosen."""

import numpy as np
import pytest

from tests.drawers.control import figures, follow, source, stop_clock


@pytest.fixture
def opened(page):
    """A function that takes up a link and opens the drawer."""

    def open_at(link=""):
        page.app.load(link)
        page.app.drawers.open("hidden_space")
        return page.app

    return open_at


@pytest.fixture
def app(opened):
    return opened()


class Controls:
    """The drawer's widgets."""

    def __init__(self, app):
        _, column = app.drawers.drawer.panel.objects
        self.layer, self.coordinates, neurons, self.share, self.about = column.objects
        self.across, self.up = neurons.objects


def columns(app):
    return follow(app)


def figure(app):
    return figures(app)["hidden"]


def test_it_begins_with_the_last_hidden_layer(app):
    controls = Controls(app)
    assert controls.layer.options == {"Input features": 0, "Hidden layer 1": 1, "Hidden layer 2": 2}
    assert controls.layer.value == 2
    assert controls.coordinates.value == "neurons"
    assert list(controls.across.options) == ["Layer 2, neuron 1", "Layer 2, neuron 2"]
    assert "straight line" in controls.about.object


def test_the_figure_has_its_first_data_with_it(app):
    hidden = app.session.network.forward(app.session.train.X)[2]
    np.testing.assert_allclose(source(app, "hidden_train")["x"], hidden[:, 0])
    assert len(source(app, "hidden_boundaries")["x0"]) <= 1
    assert len(source(app, "hidden_train")["marker"]) == len(hidden)


def test_a_layer_of_more_neurons_begins_with_what_tells_most(opened):
    controls = Controls(opened("hidden=4,6"))
    assert controls.coordinates.value == "output"
    controls.layer.value = 1
    assert controls.coordinates.value == "components"
    assert "output" not in controls.coordinates.options.values()


def test_neurons_can_be_chosen_in_pairs(opened):
    app = opened("hidden=4")
    controls = Controls(app)
    assert not controls.across.visible
    controls.coordinates.value = "neurons"
    assert controls.across.visible
    controls.across.value, controls.up.value = 2, 3
    hidden = app.session.network.forward(app.session.train.X)[1]
    np.testing.assert_allclose(source(app, "hidden_train")["x"], hidden[:, 2])
    np.testing.assert_allclose(source(app, "hidden_train")["y"], hidden[:, 3])
    assert (figure(app).xaxis.axis_label, figure(app).yaxis.axis_label) == (
        "Layer 1, neuron 3",
        "Layer 1, neuron 4",
    )


def test_one_neuron_is_never_both_axes(opened):
    controls = Controls(opened("hidden=4"))
    controls.coordinates.value = "neurons"
    controls.up.value = 2
    controls.across.value = 2
    assert controls.up.value != 2
    assert 2 not in controls.up.options.values()


def test_the_input_features_are_a_layer_too(opened):
    app = opened("features=x1,x1_squared")
    controls = Controls(app)
    controls.layer.value = 0
    np.testing.assert_allclose(source(app, "hidden_train")["y"], app.session.train.X[:, 0] ** 2)
    assert figure(app).yaxis.axis_label == "x₁²"
    assert "choose that layer" in controls.about.object


def test_the_axes_have_no_numbers_while_the_plane_is_on_its_way(app):
    Controls(app).share.value = 50
    assert not figure(app).xaxis.visible
    Controls(app).share.value = 100
    assert figure(app).xaxis.visible


def test_it_follows_the_structure_of_the_network(app):
    app.experiment.hidden = [3]
    controls = Controls(app)
    assert controls.layer.value == 1
    assert len(controls.across.options) == 3
    app.experiment.features = ["x1", "x2", "sin_x1"]
    controls.layer.value = 0
    assert list(controls.across.options) == ["x₁", "x₂", "sin x₁"]


@pytest.mark.parametrize(
    "link",
    ["hidden=", "hidden=&features=x1", "hidden=1", "dataset=plane", "dataset=blobs&hidden=8,8"],
)
def test_it_shows_every_kind_of_network(opened, link):
    app = opened(link)
    app.step(2)
    drawn = columns(app)
    assert all(np.isfinite(drawn["hidden_lines"][end]).all() for end in ("x0", "y0", "x1", "y1"))


def test_a_regression_has_no_boundary(opened):
    app = opened("dataset=plane")
    assert len(source(app, "hidden_boundaries")["x0"]) == 0
    assert "straight" not in Controls(app).about.object


def test_test_samples_are_shown_if_they_are_on_the_map(app):
    assert len(source(app, "hidden_test")["x"]) == 0
    app.experiment.show_test = True
    assert len(source(app, "hidden_test")["x"]) == len(source(app, "hidden_test")["color"]) == 250


def test_marks_are_sent_only_with_other_samples(app):
    assert "marker" not in columns(app)["hidden_train"]
    app.context.transport.regenerate()
    assert len(source(app, "hidden_train")["marker"]) == 250


def test_the_picture_is_renewed_a_few_times_a_second_while_playing(app):
    stop_clock(app, "hidden_space")
    app.play()
    columns(app)
    assert columns(app) == {}
    app.pause()
    assert columns(app) != {}
