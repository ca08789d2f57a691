"""What an experiment is: its settings, their defaults and bounds, and how they hang together."""

import panel as pn
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import data, engine
from playground.data import PointSet
from playground.experiment import (
    INPUT_KINDS,
    LEARNING_RATES,
    LOSSES_FOR,
    MAX_LAYERS,
    OUTPUT_FOR,
    REGULARIZATION_RATES,
    USUAL_FEATURES,
    Experiment,
    data_setting_kinds,
)
from playground.text import text
from tests.cases import every

ALL_FEATURES = [
    "x1",
    "x2",
    "x1_squared",
    "x2_squared",
    "x1_x2",
    "sin_x1",
    "sin_x2",
    "cos_x1",
    "cos_x2",
]

UP_TO_8_ACTIVATIONS = f"up to 8 out of {', '.join(engine.ACTIVATIONS)}"


ONE_OF_THE_FEATURES = (
    f"one or more of {', '.join(ALL_FEATURES)}, or up to 3 formulas such as =sin(3*x1)*x2"
)

BLOBS = PointSet.make([(0, 0), (1, 1), (2, 2)], [0, 1, 2], 3, ("a", "b", "c"))
SLOPE = PointSet.make([(0, 0), (1, 1)], [0.5, -0.5], classes=0)


def test_the_defaults_are_those_of_tensorflow_playground():
    expected = {
        "dataset": "circle",
        "samples": None,
        "noise": 0.0,
        "marked_digit": "none",
        "train_fraction": 0.5,
        "data_seed": 0,
        "features": ["x1", "x2"],
        "hidden": [4, 2],
        "activation": "tanh",
        "layer_activations": [],
        "loss": "squared",
        "learning_rate": 0.03,
        "regularization": "none",
        "regularization_rate": 0.0,
        "batch_size": 10,
        "initialization": "uniform",
        "optimizer": "sgd",
        "momentum": 0.9,
        "schedule": "constant",
        "schedule_period": 100,
        "schedule_factor": 0.1,
        "clip": 0.0,
        "dropout": 0.0,
        "skip": False,
        "seed": 0,
        "shuffle": True,
        "stop_loss": 0.0,
        "stop_accuracy": 0.0,
        "stop_patience": 0,
        "stop_epochs": 0,
        "show_test": False,
        "discretize": False,
        "hide": [],
    }
    settings = Experiment().settings()
    assert {name: settings[name] for name in expected} == expected


@every(
    ("setting", "table"),
    [
        ("dataset", [*data.DATASETS, "own", "digits"]),
        ("features", data.FEATURES),
        ("activation", engine.ACTIVATIONS),
        ("regularization", engine.REGULARIZATIONS),
        ("initialization", engine.INITIALIZATIONS),
        ("optimizer", engine.OPTIMIZERS),
        ("schedule", engine.SCHEDULES),
        ("marked_digit", ["none", *map(str, range(10))]),
        ("layer_activations", engine.ACTIVATIONS),
    ],
)
def test_a_choice_is_among_the_names_of_its_table(setting, table):
    assert list(Experiment.param[setting].objects) == list(table)


def test_every_loss_goes_with_the_output_of_its_problem():
    for problem, losses in LOSSES_FOR.items():
        for loss in losses:
            assert OUTPUT_FOR[problem] in engine.LOSSES[loss].outputs


@every("rate", LEARNING_RATES)
def test_tensorflow_playgrounds_learning_rates_are_valid(rate):
    assert Experiment(learning_rate=rate).learning_rate == rate


@every("rate", REGULARIZATION_RATES)
def test_tensorflow_playgrounds_regularization_rates_are_valid(rate):
    assert Experiment(regularization_rate=rate).regularization_rate == rate


@every(
    ("setting", "value"),
    [
        ("samples", 10),
        ("samples", 10_000),
        ("noise", 0),
        ("noise", 0.5),
        ("train_fraction", 0.1),
        ("train_fraction", 0.9),
        ("hidden", []),
        ("hidden", [INPUT_KINDS["plane"].max_neurons] * MAX_LAYERS),
        ("learning_rate", 1e-12),
        ("learning_rate", 10),
        ("regularization_rate", 10),
        ("momentum", 0),
        ("momentum", 0.999),
        ("schedule_period", 1),
        ("schedule_factor", 1),
        ("clip", 100),
        ("dropout", 0.9),
        ("stop_loss", 100),
        ("stop_accuracy", 1),
        ("stop_patience", 10**6),
        ("stop_epochs", 10**6),
        ("batch_size", 1),
        ("batch_size", 30),
        ("seed", 0),
        ("data_seed", 2**32 - 1),
    ],
)
def test_bounds_are_part_of_the_range(setting, value):
    assert getattr(Experiment(**{setting: value}), setting) == value


@every(
    ("setting", "value", "allowed"),
    [
        ("dataset", "moon", f"one of {', '.join(data.DATASETS)}, own, digits"),
        ("samples", 9, "a whole number between 10 and 10,000"),
        ("samples", 100.5, "a whole number between 10 and 10,000"),
        ("samples", True, "a whole number between 10 and 10,000"),
        ("noise", 0.9, "between 0 and 0.5"),
        ("noise", float("nan"), "between 0 and 0.5"),
        ("noise", None, "between 0 and 0.5"),
        ("noise", lambda: 0.1, "between 0 and 0.5"),
        ("train_fraction", 1, "between 0.1 and 0.9"),
        ("points", None, "2 to 10,000 points as this page spells them"),
        ("points", [(1, 2)], "2 to 10,000 points as this page spells them"),
        ("features", [], ONE_OF_THE_FEATURES),
        ("features", ["x3"], ONE_OF_THE_FEATURES),
        ("features", "x1", ONE_OF_THE_FEATURES),
        ("features", ["x1", "=x1+"], ONE_OF_THE_FEATURES),
        ("features", ["=x1", "=x2", "=1", "=2"], ONE_OF_THE_FEATURES),
        ("features", [None], ONE_OF_THE_FEATURES),
        ("formulas", ["x1"], "up to 3 formulas such as =sin(3*x1)*x2"),
        ("formulas", ["=x1", "=x2", "=1", "=2"], "up to 3 formulas such as =sin(3*x1)*x2"),
        ("hidden", [17], "at most 8 layers of 1 to 16 neurons each"),
        ("hidden", [0], "at most 8 layers of 1 to 16 neurons each"),
        ("hidden", [2.5], "at most 8 layers of 1 to 16 neurons each"),
        ("hidden", [1] * 9, "at most 8 layers of 1 to 16 neurons each"),
        ("hidden", 4, "at most 8 layers of 1 to 16 neurons each"),
        ("activation", "Tanh", f"one of {', '.join(engine.ACTIVATIONS)}"),
        ("loss", "hinge", "one of squared, logistic, huber, cross-entropy"),
        (
            "loss",
            "cross-entropy",
            "one of squared, logistic, huber when the problem is classification",
        ),
        ("layer_activations", ["tanh"], "empty or 2 names, one for each hidden layer"),
        ("layer_activations", ["tanh", "Tanh"], UP_TO_8_ACTIVATIONS),
        ("layer_activations", ["tanh"] * 9, UP_TO_8_ACTIVATIONS),
        ("layer_activations", "tanh", UP_TO_8_ACTIVATIONS),
        ("momentum", 1, "between 0 and 0.999"),
        ("schedule", "linear", "one of constant, step, cosine"),
        ("schedule_period", 0, "a whole number between 1 and 1,000,000"),
        ("schedule_factor", 0, "more than 0 and at most 1"),
        ("clip", -1, "between 0 and 100"),
        ("dropout", 1, "between 0 and 0.9"),
        ("stop_loss", -1, "between 0 and 100"),
        ("stop_accuracy", 1.1, "between 0 and 1"),
        ("stop_patience", 0.5, "a whole number between 0 and 1,000,000"),
        ("stop_epochs", None, "a whole number between 0 and 1,000,000"),
        ("learning_rate", 0, "more than 0 and at most 10"),
        ("learning_rate", float("inf"), "more than 0 and at most 10"),
        ("regularization_rate", -0.1, "between 0 and 10"),
        ("batch_size", 31, "a whole number between 1 and 30"),
        ("seed", -1, "a whole number between 0 and 4,294,967,295"),
        ("shuffle", 1, "true or false"),
    ],
)
def test_an_invalid_value_is_refused_by_name_value_and_range(setting, value, allowed):
    experiment = Experiment()
    with pytest.raises(ValueError, match=f"^{setting} must be ") as refusal:
        setattr(experiment, setting, value)
    start, _, found = str(refusal.value).partition(", got ")
    assert start == f"{setting} must be {allowed}"
    assert found[:30] == repr(value)[:30]
    assert experiment == Experiment()
    with pytest.raises(ValueError, match=f"^{setting} must be "):
        Experiment(**{setting: value})


def test_a_refusal_repeats_only_the_beginning_of_a_long_value():
    with pytest.raises(ValueError, match="…") as refusal:
        Experiment(seed="x" * 10_000)
    assert len(str(refusal.value)) < 120


def test_an_unknown_setting_is_refused():
    with pytest.raises(TypeError, match="velocity"):
        Experiment(velocity=0.9)


@given(st.lists(st.sampled_from(ALL_FEATURES), min_size=1))
def test_features_are_a_set_in_the_order_of_the_table(features):
    expected = sorted(set(features), key=ALL_FEATURES.index)
    assert Experiment(features=features).features == expected


def test_all_hidden_layers_have_the_same_activation_unless_they_have_one_each():
    assert Experiment(activation="relu").activations == ["relu", "relu"]
    mixed = Experiment(hidden=[3, 2, 1], layer_activations=["relu", "sine", "relu"])
    assert mixed.activations == ["relu", "sine", "relu"]
    assert Experiment(hidden=[]).activations == []


def test_activations_that_are_all_the_same_are_one_setting():
    experiment = Experiment()
    experiment.activations = ["relu", "sine"]
    assert experiment == Experiment(layer_activations=["relu", "sine"])
    experiment.activations = ["sine", "sine"]
    assert experiment == Experiment(activation="sine")


def test_other_layers_take_their_activations_along():
    experiment = Experiment(layer_activations=["relu", "sine"])
    experiment.hidden = [4, 2, 3, 3]
    assert experiment.activations == ["relu", "sine", "tanh", "tanh"]
    experiment.hidden = [4]
    assert experiment.activations == ["relu"]
    experiment.hidden = []
    assert experiment == Experiment(hidden=[])


@pytest.mark.parametrize("other", [{}, {"hidden": [1, 2, 3], "layer_activations": ["elu"] * 3}])
def test_layers_and_their_activations_are_taken_over_together(other):
    experiment = Experiment(hidden=[5], layer_activations=["sine"])
    experiment.param.update(**Experiment(**other).settings())
    assert experiment == Experiment(**other)


def test_settings_may_be_given_in_any_order():
    settings = {"layer_activations": ["relu"], "hidden": [3], "loss": "huber", "dataset": "plane"}
    backwards = dict(reversed(settings.items()))
    assert Experiment(**settings) == Experiment(**backwards)


def test_the_usual_features_and_those_in_use_are_offered():
    assert Experiment().offered_features == USUAL_FEATURES
    assert Experiment(features=["cos_x2"]).offered_features == (*USUAL_FEATURES, "cos_x2")


def test_formulas_are_features_behind_the_others_each_once():
    experiment = Experiment(features=["=X1 + 1", "x2", "=x1+1", "=x2^2", "x1"])
    assert experiment.features == ["x1", "x2", "=x1+1", "=x2^2"]
    assert experiment.offered_features == (*USUAL_FEATURES, "=x1+1", "=x2^2")


def test_too_many_formulas_are_counted_and_not_read_one_by_one(monkeypatch):
    read = []
    parse = data_setting_kinds.parse_formula
    monkeypatch.setattr(
        data_setting_kinds, "parse_formula", lambda source: read.append(source) or parse(source)
    )
    formulas = [f"=x1+{i}" for i in range(1000)]
    with pytest.raises(ValueError, match="up to 3 formulas"):
        Experiment(features=formulas)
    assert read == []
    assert len(Experiment.from_permalink("features=" + ",".join(formulas)).features) == 3
    assert len(read) < 20


def test_formulas_are_offered_in_their_order_also_while_switched_off():
    experiment = Experiment(formulas=["=x2", "=x1"], features=["x1", "=x1"])
    assert experiment.offered_features == (*USUAL_FEATURES, "=x2", "=x1")


def test_lists_belong_to_one_experiment():
    layers = [3, 3]
    first, second = Experiment(hidden=layers), Experiment()
    layers.append(8)
    second.features.append("sin_x1")
    assert first.hidden == [3, 3]
    assert Experiment().features == ["x1", "x2"]


@every("dataset", data.DATASETS)
def test_the_data_set_decides_on_problem_samples_output_and_loss(dataset):
    experiment = Experiment(dataset=dataset)
    assert experiment.problem == data.DATASETS[dataset].problem
    assert (
        experiment.sample_count == {"classification": 500, "regression": 1200}[experiment.problem]
    )
    output = {0: "linear", 2: "tanh", 3: "softmax"}[experiment.classes]
    loss = "cross-entropy" if experiment.classes == 3 else "squared"
    assert (experiment.output, experiment.loss) == (output, loss)


@pytest.mark.parametrize(
    ("points", "problem", "classes", "names", "output", "loss"),
    [
        (data.EXAMPLE_POINTS, "classification", 2, (), "tanh", "squared"),
        (BLOBS, "classification", 3, ("a", "b", "c"), "softmax", "cross-entropy"),
        (SLOPE, "regression", 0, (), "linear", "squared"),
    ],
)
def test_own_points_decide_likewise(points, problem, classes, names, output, loss):
    experiment = Experiment(dataset="own", points=points)
    assert (experiment.problem, experiment.classes, experiment.class_names) == (
        problem,
        classes,
        names,
    )
    assert (experiment.output, experiment.loss) == (output, loss)
    assert experiment.sample_count == len(points)


def test_own_points_do_not_matter_while_another_data_set_is_chosen():
    experiment = Experiment(points=BLOBS)
    assert (experiment.classes, experiment.class_names, experiment.loss) == (2, (), "squared")


def test_a_chosen_number_of_samples_goes_before_the_usual_one():
    assert Experiment(samples=77).sample_count == 77


def test_setting_the_problem_chooses_its_first_data_set():
    experiment = Experiment(dataset="spiral")
    experiment.problem = "regression"
    assert experiment.dataset == "plane"
    experiment.problem = "classification"
    assert experiment.dataset == "circle"


def test_setting_the_present_problem_keeps_the_data_set():
    experiment = Experiment(dataset="multi-gauss")
    experiment.problem = "regression"
    assert experiment.dataset == "multi-gauss"


def test_an_unknown_problem_is_refused():
    with pytest.raises(
        ValueError, match=r"^problem must be one of classification, regression, got"
    ):
        Experiment().problem = "clustering"


@pytest.mark.parametrize(
    "settings",
    [{"dataset": "plane", "loss": "logistic"}, {"loss": "logistic", "dataset": "plane"}],
)
def test_the_logistic_loss_is_refused_for_regression(settings):
    with pytest.raises(ValueError, match="loss must be one of squared, huber when the problem is"):
        Experiment(**settings)


def test_a_change_to_regression_gives_up_the_logistic_loss():
    experiment = Experiment(loss="logistic")
    experiment.dataset = "plane"
    assert experiment.loss == "squared"
    with pytest.raises(ValueError, match="when the problem is regression, got 'logistic'"):
        experiment.loss = "logistic"


@pytest.mark.parametrize("change", [{"dataset": "blobs"}, {"dataset": "own", "points": BLOBS}])
def test_more_than_two_classes_need_cross_entropy(change):
    experiment = Experiment(loss="huber")
    experiment.param.update(**change)
    assert experiment.loss == "cross-entropy"
    with pytest.raises(ValueError, match="cross-entropy when the problem is multi-class"):
        experiment.loss = "squared"
    with pytest.raises(ValueError, match="cross-entropy when the problem is multi-class"):
        Experiment(**change, loss="squared")
    experiment.dataset = "spiral"
    assert experiment.loss == "squared"


def test_other_own_points_change_the_loss_with_the_problem():
    experiment = Experiment(dataset="own", loss="logistic")
    experiment.points = SLOPE
    assert experiment.loss == "squared"


def test_a_loss_that_suits_both_problems_is_kept():
    experiment = Experiment(loss="huber")
    experiment.dataset = "plane"
    assert experiment.loss == "huber"


@pytest.mark.parametrize(
    "other",
    [
        {"dataset": "plane", "loss": "huber"},
        {"loss": "logistic"},
        {"dataset": "blobs"},
        {"dataset": "own", "points": BLOBS},
        {"dataset": "own", "points": SLOPE, "loss": "huber"},
    ],
)
def test_an_experiment_takes_over_anothers_settings_in_one_event(other):
    events = []
    wanted, experiment = Experiment(**other), Experiment(dataset="multi-gauss", noise=0.1)
    experiment.param.watch(lambda *several: events.append(several), list(experiment.param))
    experiment.param.update(**wanted.settings())
    assert experiment == wanted
    assert len(events) == 1


def test_experiments_are_equal_if_their_settings_are():
    assert Experiment(hidden=(4, 2), learning_rate=1) == Experiment(learning_rate=1.0)
    assert Experiment(seed=1) != Experiment(seed=2)
    assert Experiment() != "circle"


def test_a_mutable_experiment_has_no_hash():
    with pytest.raises(TypeError, match="unhashable"):
        hash(Experiment())


def test_the_representation_is_the_code_that_makes_the_experiment():
    experiment = Experiment(dataset="spiral", hidden=[8, 8], learning_rate=1)
    assert repr(experiment) == "Experiment(dataset='spiral', hidden=[8, 8], learning_rate=1.0)"
    assert str(experiment) == repr(experiment)


def test_a_widget_follows_and_leads_a_setting():
    experiment = Experiment()
    widget = pn.widgets.Select.from_param(experiment.param.activation)
    experiment.activation = "relu"
    assert widget.value == "relu"
    widget.value = "sigmoid"
    assert experiment.activation == "sigmoid"


@every("setting", Experiment.declarations())
def test_every_setting_has_a_name_for_people_and_a_description(setting):
    assert text(f"setting.{setting}")
    assert Experiment.param[setting].doc.endswith(".")
