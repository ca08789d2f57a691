"""Locks and limits reach the controls, and end with the exercise."""

import pytest

from playground.ui.permissions import Permissions


def offered(app, place):
    return list(app.roots[place].options.values())


CONTROLS = (
    "play",
    "step",
    "reset",
    "learning_rate",
    "activation",
    "regularization",
    "regularization_rate",
    "problem",
    "speed",
    "dataset",
    "train_fraction",
    "noise",
    "marked_digit",
    "batch_size",
    "regenerate",
    "new_weights",
    "features",
    "show_test",
    "discretize",
)


@pytest.mark.parametrize("control", CONTROLS)
def test_a_locked_control_is_disabled_until_it_is_free_again(app, control):
    app.context.permissions.locked = [control]
    assert [name for name in CONTROLS if app.roots[name].disabled] == [control]
    app.context.permissions.locked = []
    assert not app.roots[control].disabled


def test_locked_layers_disable_all_their_buttons(app):
    app.context.permissions.locked = ["layers"]
    buttons = ("add_layer", "remove_layer", "add_neuron_0", "remove_neuron_1")
    assert all(app.roots[name].disabled for name in buttons)
    app.context.permissions.locked = []
    assert not any(app.roots[name].disabled for name in buttons)


def test_a_locked_noise_stays_locked_whatever_the_data(app):
    app.context.permissions.locked = ["noise"]
    app.experiment.dataset = "own"
    app.experiment.dataset = "circle"
    assert app.roots["noise"].disabled


def test_lists_offer_what_the_limits_allow(app):
    app.context.permissions.ranges = {
        "learning_rate": {"min": 0.003, "max": 0.1},
        "activation": {"only": ["tanh", "relu"]},
    }
    assert offered(app, "learning_rate") == [0.003, 0.01, 0.03, 0.1]
    assert sorted(offered(app, "activation")) == ["relu", "tanh"]
    app.context.permissions.ranges = {}
    assert len(offered(app, "learning_rate")) == 11


def test_sliders_stop_at_the_limits(app):
    app.context.permissions.ranges = {
        "noise": {"max": 0.2},
        "batch_size": {"min": 5},
        "train_fraction": {"min": 0.3, "max": 0.7},
    }
    ends = {
        name: (app.roots[name].start, app.roots[name].end)
        for name in ("noise", "batch_size", "train_fraction")
    }
    assert ends == {"noise": (0, 20), "batch_size": (5, 30), "train_fraction": (30, 70)}
    app.context.permissions.ranges = {}
    assert (app.roots["noise"].start, app.roots["noise"].end) == (0, 50)


def test_layers_and_neurons_stop_at_the_limits_of_all_together(app):
    app.context.permissions.ranges = {
        "hidden_layers": {"max": 3},
        "hidden_neurons": {"min": 5, "max": 7},
    }
    app.experiment.hidden = [4, 2]
    assert not app.roots["add_layer"].disabled
    app.roots["add_layer"].clicks += 1
    assert app.experiment.hidden == [4, 2, 1]
    assert app.roots["add_layer"].disabled
    assert app.roots["add_neuron_0"].disabled
    assert not app.roots["remove_neuron_0"].disabled
    app.experiment.hidden = [4, 1]
    assert app.roots["remove_neuron_0"].disabled
    assert app.roots["remove_layer"].disabled


def test_numbers_and_names_are_judged_by_their_limits():
    permissions = Permissions(ranges={"noise": {"max": 0.1}, "loss": {"only": ["huber"]}})
    assert permissions.allows("noise", 0.1)
    assert not permissions.allows("noise", 0.11)
    assert permissions.allows("loss", "huber")
    assert not permissions.allows("loss", "squared")
    assert permissions.allows("batch_size", 30)
    assert permissions.bounds("noise", 0, 0.5) == (0, 0.1)


@pytest.mark.parametrize(
    ("link", "permissions", "button", "reason"),
    [
        ("hidden=8,8", {"ranges": {"hidden_neurons": {"max": 16}}}, "add_layer", "at most 16"),
        (
            "hidden=8,8",
            {"ranges": {"hidden_layers": {"min": 2, "max": 3}}},
            "remove_layer",
            "2 to 3",
        ),
        ("hidden=1,2", {}, "remove_neuron_0", "1 to 16 neurons"),
        ("hidden=", {}, "remove_layer", "There is no hidden layer."),
        ("hidden=2,2,2,2,2,2,2,2", {}, "add_layer", "8 hidden layers at most"),
        ("hidden=2", {"locked": ["layers"]}, "add_neuron_0", "Locked"),
    ],
)
def test_a_button_that_may_not_change_the_layers_says_why(app, link, permissions, button, reason):
    app.load(link)
    plain = app.roots["add_layer"].label, app.roots[button].disabled
    app.context.permissions.param.update(**permissions)
    assert app.roots[button].disabled
    assert reason in app.roots[button].label
    app.context.permissions.param.update(locked=[], ranges={})
    assert (app.roots["add_layer"].label, app.roots[button].disabled) == plain
