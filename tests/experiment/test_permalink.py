"""What a permalink says, what links of TensorFlow Playground mean, what any other text gives."""

import unicodedata
from string import ascii_letters, ascii_lowercase, digits
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import engine
from playground.data import DATASETS, PointSet
from playground.experiment import Experiment, parse_permalink
from playground.experiment.data_setting_kinds import LONGEST_IN_LINK
from playground.text import text
from tests.cases import every

FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2", "cos_x1", "cos_x2"]
ACTIVATIONS = list(engine.ACTIVATIONS)
EPOCHS = st.integers(1, 10**6)
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def experiments(draw):
    regression = draw(st.booleans())
    datasets = ["plane", "multi-gauss"] if regression else ["circle", "xor", "gauss", "spiral"]
    losses = ["squared", "huber"] if regression else ["squared", "huber", "logistic"]
    hidden = draw(st.lists(st.integers(1, 16), max_size=8))
    return Experiment(
        dataset=draw(st.sampled_from(datasets)),
        loss=draw(st.sampled_from(losses)),
        samples=draw(st.none() | st.integers(10, 10_000)),
        noise=draw(st.floats(0, 0.5)),
        marked_digit=draw(st.sampled_from(["none", *digits])),
        train_fraction=draw(st.floats(0.1, 0.9)),
        data_seed=draw(SEEDS),
        features=draw(st.lists(st.sampled_from(FEATURES), min_size=1)),
        hidden=hidden,
        activation=draw(st.sampled_from(ACTIVATIONS)),
        layer_activations=draw(
            st.just([])
            | st.lists(st.sampled_from(ACTIVATIONS), min_size=len(hidden), max_size=len(hidden))
        ),
        learning_rate=draw(st.floats(0, 10, exclude_min=True)),
        regularization=draw(st.sampled_from(["none", "l1", "l2"])),
        regularization_rate=draw(st.floats(0, 10)),
        batch_size=draw(st.integers(1, 30)),
        initialization=draw(st.sampled_from(["uniform", "xavier", "he", "zero"])),
        optimizer=draw(st.sampled_from(["sgd", "momentum", "nesterov", "rmsprop", "adam"])),
        momentum=draw(st.floats(0, 0.999)),
        schedule=draw(st.sampled_from(["constant", "step", "cosine"])),
        schedule_period=draw(EPOCHS),
        schedule_factor=draw(st.floats(0, 1, exclude_min=True)),
        clip=draw(st.floats(0, 100)),
        dropout=draw(st.floats(0, 0.9)),
        skip=draw(st.booleans()),
        stop_loss=draw(st.floats(0, 100)),
        stop_accuracy=draw(st.floats(0, 1)),
        stop_patience=draw(EPOCHS),
        stop_epochs=draw(EPOCHS),
        seed=draw(SEEDS),
        shuffle=draw(st.booleans()),
        show_test=draw(st.booleans()),
        discretize=draw(st.booleans()),
    )


def read(link):
    """Read a link that must be taken as it stands."""
    experiment, messages = parse_permalink(link)
    assert messages == []
    return experiment


# Our own links


def test_the_default_experiment_has_an_empty_link():
    assert Experiment().to_permalink() == ""
    assert read("") == Experiment()


def test_a_link_names_what_is_not_default_in_the_order_of_the_settings():
    experiment = Experiment(
        hidden=[8, 8], learning_rate=1e-5, noise=0.25, features=["x1", "sin_x1"], dataset="spiral"
    )
    assert experiment.to_permalink() == (
        "dataset=spiral&noise=0.25&features=x1,sin_x1&hidden=8,8&learning_rate=1e-05"
    )


def test_a_marked_digit_is_named_in_a_link_and_none_is_left_out():
    experiment = Experiment(dataset="digits", marked_digit="8")
    assert experiment.to_permalink() == "dataset=digits&marked_digit=8&loss=cross-entropy"
    assert read("dataset=digits&marked_digit=8") == experiment
    assert read("dataset=digits&marked_digit=none") == Experiment(dataset="digits")


@pytest.mark.parametrize("found", ["10", "eight", "8.5"])
def test_a_mark_on_what_is_no_digit_is_left_out(found):
    experiment, (message,) = parse_permalink(f"dataset=digits&marked_digit={found}")
    assert experiment == Experiment(dataset="digits")
    assert f"Marked digit: the link says “{found}”. It must be one of none, 0, 1" in message


def test_activations_per_layer_are_listed_in_a_link():
    experiment = Experiment(hidden=[3, 2], layer_activations=["leaky-relu", "sine"])
    assert experiment.to_permalink() == "hidden=3,2&layer_activations=leaky-relu,sine"
    assert read("layer_activations=Leaky-ReLU,sine&hidden=3,2") == experiment
    assert read("layer_activations=") == Experiment()


@pytest.mark.parametrize("found", ["relu", "relu,sine,relu", "relu,relou", ",relu"])
def test_activations_that_do_not_fit_the_layers_are_left_out(found):
    experiment, (message,) = parse_permalink(f"layer_activations={found}")
    assert experiment == Experiment()
    assert f"“{found}”" in message
    assert message.endswith("nothing is used instead.")


def test_a_network_without_hidden_layers_has_a_link():
    assert Experiment(hidden=[]).to_permalink() == "hidden="
    assert read("hidden=") == Experiment(hidden=[])


@given(experiments())
def test_every_experiment_survives_its_link_exactly(experiment):
    assert read(experiment.to_permalink()) == experiment


@given(experiments())
def test_a_link_needs_no_escaping_in_an_address(experiment):
    link = experiment.to_permalink()
    pairs = parse_qsl(link, keep_blank_values=True, strict_parsing=bool(link))
    assert "&".join(f"{key}={value}" for key, value in pairs) == link
    assert set(link) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-.,=&")


@every(
    "link",
    [
        "#dataset=xor&hidden=3",
        "https://example.org/playground/#dataset=xor&hidden=3",
        "file:///home/ann/index.html?lang=en#dataset=xor&hidden=3",
        "https://example.org/?dataset=xor&hidden=3",
        " dataset=xor & hidden=3 ",
        "&dataset=xor&&hidden=3&",
        "hidden=3&dataset=xor",
        "dataset=%78or&hidden=%33",
        "dataset=XOR&hidden=3",
    ],
)
def test_a_link_is_read_however_it_was_copied(link):
    assert read(link) == Experiment(dataset="xor", hidden=[3])


def test_an_address_without_settings_is_the_default_experiment():
    assert read("https://example.org/playground/") == Experiment()


def test_from_permalink_gives_the_experiment_alone():
    assert Experiment.from_permalink("#seed=7") == Experiment(seed=7)


# Own data and formulas


@st.composite
def point_sets(draw):
    """Points of a seed: as many that they may or may not fit into a link."""
    rng = np.random.default_rng(draw(SEEDS))
    classes = draw(st.sampled_from([0, 2, 3, 6]))
    X = rng.uniform(-6, 6, (draw(st.integers(2, 400)), 2))
    labels = rng.integers(0, classes, len(X)) if classes else rng.uniform(-1, 1, len(X))
    names = st.lists(st.text("aZé漢 &#=%+", min_size=1, max_size=9), unique=True)
    named = classes == 2 and draw(st.booleans())
    names = tuple(draw(names.filter(lambda many: len(many) == 2))) if named else ()
    return PointSet.make(X, labels, classes, names)


@given(point_sets())
def test_own_points_travel_in_the_link_up_to_its_limit(points):
    experiment = Experiment(dataset="own", points=points)
    link = experiment.to_permalink()
    assert len(link) <= len("dataset=own&points=") + LONGEST_IN_LINK
    assert set(link) <= set(ascii_letters + digits + "_-.~=&")
    assert experiment.fits_link == (len(points.code) <= LONGEST_IN_LINK)
    if experiment.fits_link:
        assert read(link) == experiment


def test_a_link_says_that_it_had_too_little_room_for_the_points():
    points = PointSet.make(np.zeros((600, 2)), np.arange(600) % 2)
    link = Experiment(dataset="own", points=points).to_permalink()
    assert link == "points=too-many-for-a-link&dataset=own"
    experiment, messages = parse_permalink(link)
    assert experiment == Experiment(dataset="own")
    used = "a set of 2 points"
    assert messages == [correction("points", "too-many-for-a-link", POINTS_ALLOWED, used)]


FORMULAS = ["=min(x1,x2)+1", "=x1^2/-x2^0", "=-(x1+x2)*2", "=max(sin(x1),cos(min(x2,1)))", "=1e-5"]


@given(
    st.lists(st.sampled_from(FORMULAS), max_size=3, unique=True),
    st.lists(st.sampled_from(FORMULAS), max_size=3, unique=True),
)
def test_formulas_survive_a_link(on, off):
    experiment = Experiment(features=["x2", *on], formulas=off)
    link = experiment.to_permalink()
    assert set(link) <= set(ascii_lowercase + digits + "_-.=&*/(),%BE5")
    assert read(link) == experiment


def test_a_formula_is_readable_in_a_link():
    link = Experiment(features=["x1", "=sin(3*x1)*x2"]).to_permalink()
    assert link == "features=x1,=sin(3*x1)*x2"
    assert read("features=X1, = Sin( 3*x1 ) * x2") == Experiment(features=["x1", "=sin(3*x1)*x2"])


def test_features_of_both_kinds_of_link_and_formulas_can_be_mixed():
    assert read("features=x1,=max(x1,x2)&sinX=true").features == ["x1", "sin_x1", "=max(x1,x2)"]


@given(st.text() | st.from_regex(r"[rc](\.[A-Za-z0-9_-]{0,20}){1,4}(~[\w-]{0,9})?", fullmatch=True))
def test_whatever_a_link_says_of_points_there_are_points(spelling):
    experiment, _ = parse_permalink(f"dataset=own&points={spelling}")
    assert len(experiment.points) >= 2


# Links of TensorFlow Playground


def test_a_whole_link_of_tensorflow_playground_is_read():
    link = (
        "https://playground.tensorflow.org/#activation=relu&regularization=L2&batchSize=25"
        "&dataset=spiral&regDataset=reg-plane&learningRate=0.1&regularizationRate=0.003&noise=35"
        "&networkShape=8,7,6&seed=0.88612&showTestData=true&discretize=true&percTrainData=70"
        "&x=true&y=false&xTimesY=true&xSquared=true&ySquared=true&cosX=true&sinX=true&cosY=true"
        "&sinY=true&collectStats=false&problem=classification&initZero=false&hideText=false"
        "&tutorial=dnn&learningRate_hide=true&numHiddenLayers_hide=true"
    )
    assert read(link) == Experiment(
        dataset="spiral",
        noise=0.35,
        train_fraction=0.7,
        features=[name for name in FEATURES if name != "x2"],
        hidden=[8, 7, 6],
        activation="relu",
        learning_rate=0.1,
        regularization="l2",
        regularization_rate=0.003,
        batch_size=25,
        seed=88612,
        show_test=True,
        discretize=True,
        hide=["learning_rate", "layers"],
    )


@every(
    ("link", "dataset"),
    [
        ("dataset=gauss&regDataset=reg-gauss&problem=classification", "gauss"),
        ("dataset=gauss&regDataset=reg-gauss&problem=regression", "multi-gauss"),
        ("dataset=gauss&regDataset=reg-plane&problem=regression", "plane"),
        ("dataset=gauss&problem=regression", "plane"),
        ("problem=regression", "plane"),
        ("regDataset=reg-gauss", "circle"),
        ("dataset=multi-gauss", "multi-gauss"),
        ("dataset=multi-gauss&problem=regression", "multi-gauss"),
    ],
)
def test_the_problem_decides_which_of_its_two_data_sets_counts(link, dataset):
    assert read(link).dataset == dataset


@pytest.mark.parametrize(
    ("link", "features"),
    [
        ("batchSize=10", ["x1", "x2"]),
        ("sinX=true", ["x1", "x2", "sin_x1"]),
        ("x=false&cosY=true", ["x2", "cos_x2"]),
        ("x=&y=false", ["x1"]),
        ("features=x1_x2&x=true", ["x1", "x1_x2"]),
    ],
)
def test_x_and_y_are_on_unless_the_link_says_otherwise(link, features):
    assert read(link).features == features


@pytest.mark.parametrize(("percent", "share"), [(5, 0.05), (35, 0.35), (50, 0.5), (1, 0.01)])
def test_noise_in_percent_becomes_a_share(percent, share):
    assert read(f"noise={percent}").noise == share


@pytest.mark.parametrize(("found", "seed"), [("0.88", 88000), ("0.00001", 1), ("12", 12), ("0", 0)])
def test_a_fractional_seed_becomes_its_first_five_digits(found, seed):
    assert read(f"seed={found}").seed == seed


def test_weights_of_zero_are_an_initialization():
    assert read("initZero=true").initialization == "zero"
    assert read("initZero=false").initialization == "uniform"
    assert read("initZero=true&initialization=he").initialization == "he"


def test_keys_of_both_families_may_be_mixed():
    assert read("networkShape=3&learning_rate=1") == Experiment(hidden=[3], learning_rate=1)


def test_an_empty_network_shape_is_a_network_without_hidden_layers():
    assert read("networkShape=").hidden == []


def test_an_empty_value_is_no_value():
    assert read("activation=&seed=&batchSize=&problem=&tutorial=") == Experiment()


# Everything else


FORMULAS_ALLOWED = "up to 3 formulas such as =sin(3*x1)*x2"
ONE_OF_THE_FEATURES = f"one or more of {', '.join(FEATURES)}, or {FORMULAS_ALLOWED}"
POINTS_ALLOWED = "2 to 10,000 points as this page spells them"
ONE_OF_THE_ACTIVATIONS = f"one of {', '.join(ACTIVATIONS)}"
WIDE = "16,1,1,4,5,6,7,8"
LAYERS = "at most 8 layers of 1 to 16 neurons each"


@every(
    ("link", "setting", "found", "allowed", "used"),
    [
        ("noise=80", "noise", "80", "between 0 and 0.5", "0.5"),
        ("noise=-1", "noise", "-1", "between 0 and 0.5", "0"),
        ("percTrainData=99", "train_fraction", "99", "between 0.1 and 0.9", "0.9"),
        ("learningRate=0", "learning_rate", "0", "more than 0 and at most 10", "0.00001"),
        ("learning_rate=1e999", "learning_rate", "1e999", "more than 0 and at most 10", "10"),
        ("batchSize=nan", "batch_size", "nan", "a whole number between 1 and 30", "10"),
        ("batchSize=12.6", "batch_size", "12.6", "a whole number between 1 and 30", "13"),
        ("networkShape=17,0,-inf,4,5,6,7,8,9", "hidden", "17,0,-inf,4,5,6,7,8,9", LAYERS, WIDE),
        ("hidden=4,two", "hidden", "4,two", LAYERS, "4,2"),
        ("features=x2,x3", "features", "x2,x3", ONE_OF_THE_FEATURES, "x2"),
        ("features=,", "features", "nothing", ONE_OF_THE_FEATURES, "x1,x2"),
        ("x=false&y=false", "features", "nothing", ONE_OF_THE_FEATURES, "x1,x2"),
        ("features=x1,=x1%2B", "features", "x1,=x1+", ONE_OF_THE_FEATURES, "x1"),
        ("features==log(x1)", "features", "=log(x1)", ONE_OF_THE_FEATURES, "x1,x2"),
        ("features==1,=2,=3,=4", "features", "=1,=2,=3,=4", ONE_OF_THE_FEATURES, "=1,=2,=3"),
        ("formulas=x1,=min(x1,2)", "formulas", "x1,=min(x1,2)", FORMULAS_ALLOWED, "=min(x1,2)"),
        ("activation=Softsign", "activation", "Softsign", ONE_OF_THE_ACTIVATIONS, "tanh"),
        ("shuffle=perhaps", "shuffle", "perhaps", "true or false", "true"),
    ],
)
def test_what_is_not_valid_becomes_the_nearest_that_is(link, setting, found, allowed, used):
    experiment, messages = parse_permalink(link)
    assert experiment == read(f"{setting}={used}")
    assert messages == [correction(setting, found, allowed, used)]


def correction(setting, found, allowed, used):
    name = text(f"setting.{setting}")
    return f"{name}: the link says “{found}”. It must be {allowed}; {used} is used instead."


def test_an_unreadable_number_of_samples_becomes_the_usual_one():
    allowed = "a whole number between 10 and 10,000"
    message = correction("samples", "many", allowed, "the usual number")
    assert parse_permalink("samples=many") == (Experiment(), [message])


def test_an_unknown_problem_is_reported():
    allowed = "one of classification, regression"
    message = correction("problem", "clustering", allowed, "classification")
    assert parse_permalink("problem=clustering") == (Experiment(), [message])


def test_an_unknown_data_set_for_regression_becomes_the_usual_one():
    allowed = f"one of {', '.join(DATASETS)}, own, digits"
    message = correction("dataset", "reg-maximum", allowed, "plane")
    link = "problem=regression&regDataset=reg-maximum"
    assert parse_permalink(link) == (Experiment(dataset="plane"), [message])


def test_a_loss_that_does_not_suit_the_problem_is_replaced():
    allowed = "one of squared, huber when the problem is regression"
    message = correction("loss", "logistic", allowed, "squared")
    link = "loss=logistic&dataset=plane"
    assert parse_permalink(link) == (Experiment(dataset="plane"), [message])


@pytest.mark.parametrize(
    "link", ["hidden=1&hidden=2", "hidden=1&networkShape=2", "hidden=2&hidden=1&hidden=2"]
)
def test_the_last_of_several_values_counts(link):
    message = "Hidden layers: the link gives it more than once. The last one, “2”, counts."
    assert parse_permalink(link) == (Experiment(hidden=[2]), [message])


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (
            "__class__=int",
            "One part of the link means nothing here and is ignored: “__class__”.",
        ),
        (
            "name=Ann&velocity=1",
            "2 parts of the link mean nothing here and are ignored, the first is “name”.",
        ),
    ],
)
def test_unknown_parts_are_ignored_and_reported(link, message):
    assert parse_permalink(link) == (Experiment(), [message])


def test_a_long_value_is_shortened_and_rid_of_control_characters():
    _, messages = parse_permalink("activation=a%00b%0A\u202e" + "c" * 1000)
    assert f"“ab{'c' * 37}…”" in messages[0]


def test_a_valid_part_counts_whatever_its_neighbours_are():
    experiment, messages = parse_permalink("seed=x&hidden=3,3&=&foo=1")
    assert experiment == Experiment(hidden=[3, 3])
    assert len(messages) == 2


def test_repeating_the_same_value_is_no_contradiction():
    assert read("seed=5&seed=5") == Experiment(seed=5)


KEYS = st.sampled_from([*Experiment.declarations(), "networkShape", "noise", "x", "problem"])
VALUES = (
    st.text() | st.integers().map(str) | st.floats().map(str) | st.sampled_from(["²", "٣", "%"])
)
LINKS = st.text() | st.lists(st.tuples(KEYS | st.text(), VALUES)).map(
    lambda pairs: "#" + "&".join("=".join(pair) for pair in pairs)
)


@settings(max_examples=3 * settings().max_examples)
@given(LINKS)
def test_any_text_gives_a_valid_experiment_and_readable_messages(link):
    experiment, messages = parse_permalink(link)
    assert read(experiment.to_permalink()) == experiment
    for message in messages:
        assert len(message) < 300
        assert not any(unicodedata.category(char).startswith("C") for char in message)


@pytest.mark.parametrize(
    "link",
    [
        "&" * 10**6,
        "=" * 10**6,
        "a&" * 10**5,
        "hidden=" + "9," * 10**5,
        "seed=" + "9" * 10**6,
        "%" * 10**6,
    ],
)
def test_an_enormous_text_gives_few_messages(link):
    experiment, messages = parse_permalink(link)
    assert isinstance(experiment, Experiment)
    assert len(messages) <= 1


def test_lone_surrogates_do_no_harm():
    assert parse_permalink("seed=\ud800")[0] == Experiment()


@pytest.mark.parametrize(
    ("link", "hidden"),
    [
        ("hide=noise,play", ["play", "noise"]),
        ("noise_hide=true&playButton_hide=true", ["play", "noise"]),
        ("hide=step&numHiddenLayers_hide=true", ["step", "layers"]),
        ("noise_hide=false", []),
        ("hide=", []),
    ],
)
def test_a_link_hides_controls_in_either_spelling(link, hidden):
    experiment, messages = parse_permalink(link)
    assert (experiment.hide, messages) == (hidden, [])
    assert read(experiment.to_permalink()) == experiment


def test_unknown_controls_to_hide_are_named_and_the_others_hidden():
    experiment, messages = parse_permalink("hide=noise,everything")
    assert experiment.hide == ["noise"]
    assert "everything" in messages[0]
