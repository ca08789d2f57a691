"""What the page says of a frame in words and figures."""

from dataclasses import replace

import pytest

from playground.experiment import Experiment
from playground.frame import Unit
from playground.session import Session
from playground.ui.status_texts import status_texts
from tests.cases import every


@pytest.fixture(scope="module")
def frame():
    return Session(Experiment()).frame()


def texts(frame, **changes):
    return status_texts(replace(frame, **changes))


@pytest.mark.parametrize(
    ("epoch", "shown"),
    [
        (0, "0"),
        (300, "300"),
        (1000, "1,000"),
        (999_999, "999,999"),
        (1_234_567, "1,234,567"),
    ],
)
def test_the_epoch_has_a_sign_between_thousands(frame, epoch, shown):
    assert texts(frame, epoch=epoch)["epoch"] == shown


@every(
    ("loss", "shown"),
    [
        (0.0, "0.000"),
        (0.0004, "0.0004"),
        (0.00000004, "4e\N{MINUS SIGN}08"),
        (0.4915, "0.492"),
        (0.05, "0.050"),
        (0.0500001, "0.051"),
        (12.5, "12.500"),
        (998.9994, "999.000"),
        (999.9994, "1.0e+03"),
        (1000.0, "1.0e+03"),
        (3.2e37, "3.2e+37"),
    ],
)
def test_losses_have_three_decimals_rounded_up_in_seven_characters(frame, loss, shown):
    assert len(shown) <= 7
    found = texts(frame, train_loss=loss, test_loss=loss)
    assert found["train_loss"] == found["test_loss"] == shown


@pytest.mark.parametrize(
    ("accuracy", "shown"),
    [(0.0, "0 %"), (1 / 250, "0.4 %"), (0.504, "50 %"), (249 / 250, "99 %"), (1.0, "100 %")],
)
def test_the_accuracy_is_in_percent(frame, accuracy, shown):
    found = texts(frame, test_accuracy=accuracy)
    assert (found["score_name"], found["score"]) == ("Accuracy", shown)


@every(
    ("share", "shown"),
    [
        (1.0, "1.000"),
        (0.99999, "0.999"),
        (0.87654, "0.876"),
        (0.0, "0.000"),
        (0.00012, "0.0001"),
        (-0.5, "\N{MINUS SIGN}0.500"),
        (-3.2e37, "\N{MINUS SIGN}3.2e+37"),
        (None, "\N{EN DASH}"),
    ],
)
def test_regression_has_a_share_of_the_variance_instead(frame, share, shown):
    found = texts(frame, problem="regression", test_accuracy=None, test_r_squared=share)
    assert (found["score_name"], found["score"]) == ("R²", shown)


@pytest.mark.parametrize(
    ("classes", "names", "signs", "listed"),
    [
        (2, (), ("\N{MINUS SIGN}1", "+1"), ""),
        (2, ("no", "yes"), ("no (\N{MINUS SIGN}1)", "yes (+1)"), ""),
        (0, (), ("\N{MINUS SIGN}1", "+1"), ""),
        (3, (), None, "Class 1\nClass 2\nClass 3"),
        (3, ("a", "b", "c"), None, "a\nb\nc"),
    ],
)
def test_the_legend_names_the_classes(frame, classes, names, signs, listed):
    found = texts(frame, classes=classes, class_names=names)
    assert found["classes"] == listed
    if signs is not None:
        assert (found["negative"], found["positive"]) == signs


@pytest.mark.parametrize(
    ("hidden", "words", "numbers"),
    [
        ((), "0 hidden layers", ""),
        ((3,), "1 hidden layer", "3"),
        ((4, 2), "2 hidden layers", "4,2"),
        ((8,) * 6, "6 hidden layers", "8,8,8,8,8,8"),
    ],
)
def test_the_layers_are_counted(frame, hidden, words, numbers):
    found = texts(frame, shape=(2, *hidden, 1))
    assert (found["layers"], found["hidden"]) == (words, numbers)


@pytest.mark.parametrize(
    ("shown", "caption"),
    [
        (None, "Output"),
        (Unit(3, 0), "Output"),
        (Unit(1, 3), "Layer 1, neuron 4"),
        (Unit(2, 0), "Layer 2, neuron 1"),
        ("x1_squared", "x₁²"),
    ],
)
def test_the_caption_names_what_is_shown_large(frame, shown, caption):
    assert texts(frame, shown=shown)["caption"] == caption


@pytest.mark.parametrize(("hidden", "is_told"), [([3, 3], True), ([4, 2], False)])
def test_skip_connections_are_explained_where_there_are_any(hidden, is_told):
    frame = Session(Experiment(hidden=hidden, skip=True)).frame()
    assert bool(texts(frame)["skips"]) is is_told


@pytest.mark.parametrize(
    ("names", "caption"), [((), "Probability of Class 2"), (("a", "b", "c"), "Probability of b")]
)
def test_the_caption_names_the_class_of_an_output(frame, names, caption):
    found = texts(frame, shape=(2, 4, 3), shown=Unit(2, 1), classes=3, class_names=names)
    assert found["caption"] == caption


def test_programs_can_read_losses_whatever_the_language_writes(frame):
    read = [float(part) for part in texts(frame, train_loss=3e-7, test_loss=1.25)["losses"].split()]
    assert read == [3e-7, 1.25]
