"""Digits as a second kind of input: settings, session, pictures, and the way there and back."""

import numpy as np
import pytest

from playground.engine import Network
from playground.experiment import INPUT_KINDS, Experiment, parse_permalink
from playground.experiment.control_names import DRAWERS
from playground.export import LIBRARIES, export_code
from playground.frame import Unit
from playground.insight.projected_weights import projected_weights
from playground.session import Session, save_file
from playground.views import NetworkView
from playground.views.network.edges import MOST_LINES


@pytest.fixture
def experiment():
    return Experiment(**INPUT_KINDS["digits"].suitable_settings)


@pytest.fixture
def session(experiment):
    return Session(experiment)


def test_with_suitable_settings_ninety_five_percent_are_read_after_thirty_epochs(session):
    """Half of the digits are unseen; the seeds are fixed, so there is nothing to tolerate."""
    session.advance(30)
    assert session.test_accuracy > 0.95


def test_the_network_has_an_input_for_each_pixel_and_an_output_for_each_digit(session):
    assert session.shape == (64, 32, 10)
    assert len(session.train.y) + len(session.test.y) == session.experiment.sample_count == 1797
    assert session.experiment.class_names == tuple("0123456789")


def test_a_link_brings_the_same_experiment_back(experiment):
    assert Experiment.from_permalink(experiment.to_permalink()) == experiment


@pytest.mark.parametrize(
    ("link", "hidden", "complaints"),
    [
        ("dataset=digits&hidden=32,32", [32, 32], 0),
        ("hidden=99&dataset=digits", [32], 1),
        ("dataset=digits&hidden=x", [4, 2], 1),
        ("dataset=circle&hidden=32", [16], 1),
        ("hidden=32", [16], 1),
        ("dataset=digits&loss=squared&samples=-3", [4, 2], 2),
    ],
)
def test_links_are_held_to_what_the_kind_of_input_allows(link, hidden, complaints):
    experiment, messages = parse_permalink(link)
    assert (experiment.hidden, len(messages)) == (hidden, complaints)
    assert Session(experiment).frame().inputs == experiment.inputs


def test_a_marked_digit_is_marked_in_training_and_test_data(session):
    plain = session.frame()
    session.experiment.marked_digit = "7"
    for before, after in ((plain.train, session.train), (plain.test, session.test)):
        np.testing.assert_array_equal(after.X[:, 0], after.y == 7)
        np.testing.assert_array_equal(after.X[:, 1:], before.X[:, 1:])


def test_a_mark_means_nothing_to_points_of_the_plane():
    one, other = (Session(Experiment(marked_digit=name)) for name in ("none", "7"))
    np.testing.assert_array_equal(one.train.X, other.train.X)


def test_a_wide_layer_shrinks_on_the_way_back_to_the_plane(experiment):
    experiment.dataset = "xor"
    assert experiment.hidden == [16]
    with pytest.raises(ValueError, match="1 to 16 neurons each, got"):
        experiment.hidden = [17]


def test_a_saved_file_brings_the_run_back(session):
    session.advance(2)
    saved = save_file.read(save_file.write(session))
    assert saved.experiment == session.experiment
    assert (saved.theta == session.network.theta).all()


def test_a_visited_epoch_has_its_weights_back(session):
    session.advance()
    after = session.network.theta.copy()
    session.advance(2)
    session.visit(1)
    assert (session.network.theta == after).all()


def test_neurons_of_the_first_layer_are_shown_by_their_weights(session):
    """Row 0 of a picture is the bottom; its pixels are 6 by 6 squares; the largest is ±1."""
    picture = session.frame().unit_maps[0][5]
    weights = session.network.weights[0][:, 5]
    expected = (weights / np.abs(weights).max()).reshape(8, 8)[::-1]
    assert picture[::6, ::6] == pytest.approx(expected, abs=1e-6)
    assert (picture[3:6, 3:6] == picture[0, 0]).all()


@pytest.mark.parametrize("skip", [False, True])
def test_projected_weights_are_what_a_linear_network_answers(skip):
    """Exact up to rounding: a linear network without biases is a product of matrices."""
    net = Network([5, 4, 4, 3], "linear", "linear", skip=skip, seed=1)
    for biases in net.biases:
        biases[:] = 0
    answers = net.forward(np.eye(5))[1:]
    for weights, answer in zip(projected_weights(net), answers, strict=True):
        assert pytest.approx(answer, abs=1e-12) == weights.T


def test_a_unit_whose_weights_are_all_zero_has_a_blank_picture(session):
    session.network.weights[0][:, 3] = 0
    assert (session.frame(Unit(1, 3)).shown_map == 0).all()


def test_only_the_strongest_weights_have_lines_and_pixels_none(session):
    session.advance()
    edges = NetworkView(session.frame()).sources["edges"].data
    assert len(edges["weight"]) == MOST_LINES["digits"]
    assert {address.split(":")[1] for address in edges["address"]} == {"2"}
    weakest = np.abs(edges["weight"]).min()
    sizes = np.sort(np.abs(session.network.weights[1]).ravel())
    assert weakest == sizes[-MOST_LINES["digits"]]


def test_the_lines_are_others_when_others_are_strongest(session):
    view = NetworkView(session.frame())
    before = set(view.sources["edges"].data["address"])
    session.network.weights[1][:] = 0.001
    session.network.weights[1][:8] = 5.0
    edges = view.columns(session.frame())["edges"]
    assert set(edges["address"]) != before
    assert (edges["weight"] == 5.0).all()


@pytest.mark.parametrize("hidden", [[], [1], [32], [20, 17], [32] * 8])
def test_networks_of_every_size_are_drawn(hidden):
    session = Session(Experiment(**INPUT_KINDS["digits"].suitable_settings | {"hidden": hidden}))
    units = NetworkView(session.frame()).sources["units"].data
    places = set(zip(units["x"], units["y"], strict=True))
    assert len(places) == sum(hidden) + 10
    assert all(0 < x < 1 and 0 < y < 1 for x, y in places)


def test_the_select_changes_to_digits_and_back_to_what_was_before(app):
    app.experiment.param.update(dataset="spiral", hidden=[8, 8], learning_rate=0.3)
    before = app.experiment.settings()
    app.roots["problem"].value = "digits"
    assert app.session.shape == (64, 32, 10)
    app.roots["problem"].value = "classification"
    assert app.experiment.settings() == before | {"loss": "squared"}


@pytest.mark.slow
@pytest.mark.parametrize("drawer", DRAWERS)
def test_no_drawer_minds_when_the_kind_of_input_changes(app, drawer):
    """It is opened over each kind, and the kind changes under it to the other one."""
    app.drawers.open(drawer)
    app.experiment.choose_inputs("digits")
    app.step()
    assert app.drawers.open_name == drawer
    app.drawers.open("")
    app.drawers.open(drawer)
    app.drawers.tap(0.5, 0.5)
    app.play()
    app.tick(0.01)
    app.pause()
    app.load("")
    app.step()
    assert app.drawers.open_name == drawer


def test_the_grid_marks_what_is_wrong(app):
    app.experiment.choose_inputs("digits")
    app.step(20)
    frame = app.session.frame()
    answers = app.context.main_views.output.sources["digit_answers"].data
    predicted = [text.split("\n")[0] for text in answers["answer"]]
    wrong = [str(true) != read for true, read in zip(frame.test.y, predicted, strict=False)]
    assert list(answers["wrong"]) == wrong
    assert ["\n" in text for text in answers["answer"]] == wrong


def test_a_tap_on_the_grid_finds_the_digit(app):
    app.experiment.choose_inputs("digits")
    frame, grid = app.session.frame(), app.context.main_views.output
    trained = len(frame.train.y)
    for index in (0, 5, 6, 35):
        x, y = grid.place_of(frame, trained + index)
        assert grid.sample_at(frame, x, y) == trained + index
    assert grid.sample_at(frame, -7, 0) is None
    assert grid.place_of(frame, 3) is None


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_network_is_exported_for_images(session, library):
    session.advance()
    code = export_code(session.network, session.inputs.names, library)
    assert "images X, shape (n, 64)" in code
    if library == "numpy":
        space = {}
        exec(compile(code, "exported", "exec"), space)
        expected = session.frame().test_outputs
        assert space["predict"](session.test.X) == pytest.approx(expected, abs=1e-9)
