"""Every control changes its setting, and shows it whoever changes it."""

import numpy as np
import pytest

from playground.data import DATASETS, EXAMPLE_POINTS, PointSet
from playground.experiment import (
    INPUT_KINDS,
    LEARNING_RATES,
    MAX_LAYERS,
    REGULARIZATION_RATES,
    USUAL_FEATURES,
    Experiment,
)

CONTROLS = {
    "learning_rate": ("learning_rate", 0.3, 0.3),
    "activation": ("activation", "relu", "relu"),
    "regularization": ("regularization", "l1", "l1"),
    "regularization_rate": ("regularization_rate", 0.1, 0.1),
    "speed": ("speed", "slow", "slow"),
    "dataset": ("dataset", "spiral", "spiral"),
    "train_fraction": ("train_fraction", 0.7, 70),
    "noise": ("noise", 0.15, 15),
    "marked_digit": ("marked_digit", "8", "8"),
    "batch_size": ("batch_size", 3, 3),
    "features": ("features", ["x1", "sin_x2"], ["x1", "sin_x2"]),
    "show_test": ("show_test", True, True),
    "discretize": ("discretize", True, True),
}
"""Setting, a value of it, and how its control shows this value; by the control's place."""

every_control = pytest.mark.parametrize(
    ("place", "setting", "value", "shown"),
    [(place, *rest) for place, rest in CONTROLS.items()],
    ids=list(CONTROLS),
)


def labels(widget):
    return list(widget.options)


def shown_label(widget):
    return {value: label for label, value in widget.options.items()}[widget.value]


def click(app, place):
    button = app.roots[place]
    assert button.visible
    assert not button.disabled
    button.clicks += 1


@every_control
def test_a_control_changes_its_setting_and_nothing_else(app, place, setting, value, shown):
    app.roots[place].value = shown
    assert app.experiment == Experiment(**{setting: value})


@every_control
def test_a_control_follows_its_setting(app, place, setting, value, shown):
    setattr(app.experiment, setting, value)
    assert app.roots[place].value == shown


@every_control
def test_a_control_follows_a_link_there_and_back(app, place, setting, value, shown):
    before = app.roots[place].value
    app.load(Experiment(**{setting: value}).to_permalink())
    assert app.roots[place].value == shown
    app.load("")
    assert app.roots[place].value == before


@pytest.mark.parametrize(
    ("place", "offered"),
    [("learning_rate", LEARNING_RATES), ("regularization_rate", REGULARIZATION_RATES)],
)
def test_a_number_outside_the_list_is_shown_while_it_is_set(app, place, offered):
    select = app.roots[place]
    assert list(select.options.values()) == list(offered)
    app.load(f"{place}=0.07")
    assert select.value == getattr(app.experiment, place) == 0.07
    assert shown_label(select) == "0.07"
    assert list(select.options.values()) == sorted([*offered, 0.07])
    select.value = 0.3
    assert getattr(app.experiment, place) == 0.3
    assert list(select.options.values()) == list(offered)


def test_layers_with_different_activations_show_as_such(app):
    select = app.roots["activation"]
    plain = labels(select)
    app.experiment.layer_activations = ["relu", "sine"]
    assert shown_label(select) == "By layer"
    assert app.experiment.layer_activations == ["relu", "sine"]
    select.value = "tanh"
    assert app.experiment == Experiment()
    assert (labels(select), select.value) == (plain, "tanh")


def test_any_digit_can_be_marked_or_none(app):
    assert labels(app.roots["marked_digit"]) == ["None", *"0123456789"]


def test_numbers_are_written_out(app):
    assert labels(app.roots["learning_rate"]) == [
        *("0.00001", "0.0001", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
    ]
    app.load("learning_rate=0.0000123")
    assert shown_label(app.roots["learning_rate"]) == "0.0000123"


@pytest.mark.parametrize(
    ("setting", "value", "shown"),
    [("noise", 0.333, 33), ("noise", 0.07, 7), ("train_fraction", 0.655, 66)],
)
def test_a_slider_does_not_round_what_a_link_says(app, setting, value, shown):
    app.load(f"{setting}={value}")
    assert getattr(app.experiment, setting) == value
    assert app.roots[setting].value == shown


@pytest.mark.parametrize(
    ("setting", "ends"), [("noise", (0, 50)), ("train_fraction", (10, 90)), ("batch_size", (1, 30))]
)
def test_a_slider_goes_as_far_as_its_setting(app, setting, ends):
    slider = app.roots[setting]
    assert (slider.start, slider.end) == ends
    for end in ends:
        slider.value = end
        assert slider.value == end
        app.load(
            Experiment(**{setting: end / 100 if setting != "batch_size" else end}).to_permalink()
        )
        assert slider.value == end


def test_the_problem_can_be_switched_there_and_back(app):
    app.roots["problem"].value = "regression"
    assert app.experiment == Experiment(dataset="plane")
    assert labels(app.roots["dataset"]) == ["Plane", "Multi-Gauss"]
    assert app.roots["dataset"].value == "plane"
    app.roots["dataset"].value = "multi-gauss"
    app.roots["problem"].value = "classification"
    assert app.experiment == Experiment(dataset="circle")
    assert labels(app.roots["dataset"]) == ["Circle", "XOR", "Gauss", "Spiral"]
    assert app.roots["dataset"].value == "circle"


@pytest.mark.parametrize("name", DATASETS)
def test_problem_and_thumbnails_follow_a_link(app, name):
    app.load(f"dataset={name}")
    assert app.roots["dataset"].value == name
    assert app.roots["problem"].value == DATASETS[name].problem
    offered = app.roots["dataset"].options.values()
    assert {DATASETS[one].problem for one in offered} == {DATASETS[name].problem}


def test_another_data_set_is_offered_while_it_is_the_chosen_one(app):
    app.experiment.dataset = "moons"
    assert labels(app.roots["dataset"]) == ["Circle", "XOR", "Gauss", "Spiral", "Moons"]
    app.roots["dataset"].value = "xor"
    assert app.experiment == Experiment(dataset="xor")
    assert labels(app.roots["dataset"]) == ["Circle", "XOR", "Gauss", "Spiral"]


def test_own_data_are_offered_with_their_problem_and_without_noise(app):
    app.experiment.param.update(
        dataset="own", points=PointSet.make([(0, 0), (1, 1)], [0.5, -0.5], classes=0)
    )
    assert labels(app.roots["dataset"]) == ["Plane", "Multi-Gauss", "Own data"]
    assert app.roots["problem"].value == "regression"
    assert app.roots["noise"].disabled
    app.experiment.points = EXAMPLE_POINTS
    assert labels(app.roots["dataset"]) == ["Circle", "XOR", "Gauss", "Spiral", "Own data"]
    assert app.roots["problem"].value == "classification"
    app.experiment.dataset = "circle"
    assert not app.roots["noise"].disabled


def test_every_data_set_has_its_picture(app):
    """As many pictures as buttons, other ones for the other problem."""
    pictures = []
    for problem in ("classification", "regression"):
        app.roots["problem"].value = problem
        (sheet,) = app.roots["dataset"].stylesheets
        pictures.append(sheet)
        assert sheet.count("data:image/svg+xml") == len(app.roots["dataset"].options)
    assert pictures[0] != pictures[1]


def test_switching_the_problem_gives_up_a_loss_that_does_not_suit(app):
    app.load("loss=logistic")
    app.roots["problem"].value = "regression"
    assert app.experiment == Experiment(dataset="plane")


def test_all_usual_features_are_offered_with_their_signs(app):
    assert list(app.roots["features"].options.values()) == list(USUAL_FEATURES)
    assert labels(app.roots["features"])[:3] == ["x₁", "x₂", "x₁²"]


def test_features_stay_in_their_order(app):
    app.roots["features"].value = ["sin_x1", "x2", "x1"]
    assert app.experiment.features == ["x1", "x2", "sin_x1"]


def test_the_last_feature_cannot_be_switched_off(app):
    app.roots["features"].value = ["x2"]
    app.session.advance(2)
    app.roots["features"].value = []
    assert app.experiment.features == ["x2"]
    assert app.roots["features"].value == ["x2"]
    assert app.session.epoch == 2


def test_a_feature_from_a_link_can_be_switched_off_but_not_on_again(app):
    app.load("features=x1,cos_x2")
    assert app.roots["features"].options["cos x₂"] == "cos_x2"
    app.roots["features"].value = ["x1"]
    assert app.experiment.features == ["x1"]
    assert list(app.roots["features"].options.values()) == list(USUAL_FEATURES)


def test_a_formula_can_be_switched_off_and_on_again_in_its_place(app):
    app.load("features=x1,=x1-x2,=x1^2")
    app.roots["features"].value = ["x1", "=x1^2"]
    assert app.experiment.features == ["x1", "=x1^2"]
    assert labels(app.roots["features"])[-2:] == ["x₁\N{MINUS SIGN}x₂", "x₁^2"]
    app.roots["features"].value = ["x1", "=x1^2", "=x1-x2"]
    assert app.experiment == Experiment(features=["x1", "=x1-x2", "=x1^2"])


def test_layers_can_be_added_up_to_the_most_and_removed_down_to_none(app):
    for count in range(3, MAX_LAYERS + 1):
        click(app, "add_layer")
        assert len(app.experiment.hidden) == count
    assert app.experiment.hidden[:2] == [4, 2]
    assert app.roots["add_layer"].disabled
    for count in reversed(range(MAX_LAYERS)):
        click(app, "remove_layer")
        assert len(app.experiment.hidden) == count
    assert app.roots["remove_layer"].disabled
    click(app, "add_layer")
    assert len(app.experiment.hidden) == 1


@pytest.mark.parametrize("layer", range(MAX_LAYERS))
def test_neurons_can_be_added_up_to_the_most_and_removed_down_to_one(app, layer):
    most = INPUT_KINDS["plane"].max_neurons
    for verb, begin, end in (("add", most - 1, most), ("remove", 2, 1)):
        app.experiment.hidden = [begin if i == layer else 3 for i in range(MAX_LAYERS)]
        button = app.roots[f"{verb}_neuron_{layer}"]
        assert not button.disabled
        click(app, f"{verb}_neuron_{layer}")
        assert app.experiment.hidden == [end if i == layer else 3 for i in range(MAX_LAYERS)]
        assert button.disabled


@pytest.mark.parametrize("hidden", [[], [4], [8, 1], [2] * MAX_LAYERS])
def test_only_present_layers_have_buttons(app, hidden):
    app.load(Experiment(hidden=hidden).to_permalink())
    for layer in range(MAX_LAYERS):
        for verb in ("add", "remove"):
            assert app.roots[f"{verb}_neuron_{layer}"].visible == (layer < len(hidden))
    assert app.roots["add_layer"].disabled == (len(hidden) == MAX_LAYERS)
    assert app.roots["remove_layer"].disabled == (not hidden)


def test_buttons_have_names_for_those_who_cannot_see_their_icons(app):
    names = [app.roots[f"{verb}_neuron_{i}"].label for verb in ("add", "remove") for i in range(6)]
    names += [app.roots[place].label for place in ("reset", "play", "step", "add_layer")]
    assert len(set(names)) == len(names)
    assert all(names)


def test_regenerate_draws_other_data_and_keeps_the_initial_weights(app):
    points, theta = app.session.train.X, app.session.network.theta.copy()
    app.session.advance(2)
    click(app, "regenerate")
    assert app.session.epoch == 0
    assert not np.array_equal(app.session.train.X, points)
    assert np.array_equal(app.session.network.theta, theta)


def test_new_weights_keep_the_data(app):
    points, theta = app.session.train.X, app.session.network.theta.copy()
    click(app, "new_weights")
    assert np.array_equal(app.session.train.X, points)
    assert not np.array_equal(app.session.network.theta, theta)


@pytest.mark.parametrize("place", ["regenerate", "new_weights"])
def test_the_largest_seed_is_followed_by_the_smallest(app, place):
    app.load("seed=4294967295&data_seed=4294967295")
    click(app, place)
    assert 0 in (app.experiment.seed, app.experiment.data_seed)
