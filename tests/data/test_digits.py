"""The digits are those that scikit-learn ships, split like every other data set."""

import json

import numpy as np
import pytest

from playground.data import DIGIT_CLASSES, DIGIT_SHAPE, PIXELS, digits_credit, load_digits
from playground.engine import Network, Trainer

from . import make_digits

CORNER = PIXELS.index("pixel-0-0")


def sorted_rows(X, y):
    rows = np.column_stack([X, y])
    return rows[np.lexsort(rows.T)]


def test_train_and_test_data_together_are_all_of_scikit_learns_digits():
    train, test = load_digits(train_fraction=0.3, seed=7)
    X, y = np.concatenate([train.X, test.X]), np.concatenate([train.y, test.y])
    images, digits = make_digits.sorted_digits()
    # sixteenths are exact in floating point
    np.testing.assert_array_equal(sorted_rows(16 * X, y), sorted_rows(images, digits))


def test_pixels_lie_between_blank_and_black():
    train, _ = load_digits()
    assert train.X.shape[1] == np.prod(DIGIT_SHAPE) == 64
    assert train.X.dtype == np.float64
    assert (train.X.min(), train.X.max()) == (0, 1)
    assert np.issubdtype(train.y.dtype, np.integer)
    assert set(train.y) == set(range(DIGIT_CLASSES))


@pytest.mark.parametrize(("fraction", "size"), [(0.1, 180), (0.5, 898), (0.9, 1617)])
def test_train_fraction_sizes_the_training_data(fraction, size):
    train, test = load_digits(fraction)
    assert (len(train.X), len(test.X)) == (size, 1797 - size)
    assert (len(train.y), len(test.y)) == (size, 1797 - size)


def test_seed_determines_the_order():
    for one, other in zip(load_digits(seed=3), load_digits(seed=3), strict=True):
        np.testing.assert_array_equal(one.X, other.X)
        np.testing.assert_array_equal(one.y, other.y)
    assert (load_digits(seed=3)[0].y != load_digits(seed=4)[0].y).any()


def test_a_larger_training_share_takes_the_same_images_first():
    small, large = load_digits(0.2)[0], load_digits(0.8)[0]
    np.testing.assert_array_equal(small.X, large.X[: len(small.X)])


def test_changing_the_samples_changes_no_later_ones():
    train, _ = load_digits()
    train.X[:] = 7
    train.y[:] = 7
    again, _ = load_digits()
    assert again.X.max() == 1
    assert set(again.y) == set(range(DIGIT_CLASSES))


@pytest.mark.parametrize("fraction", [0, 0.95, "half", float("nan")])
def test_train_fraction_out_of_range_is_refused(fraction):
    with pytest.raises(ValueError, match=r"train_fraction must be .* between 0.1 and 0.9, got"):
        load_digits(fraction)


def test_no_image_has_ink_where_a_mark_would_be():
    for part in load_digits():
        assert (part.X[:, CORNER] == 0).all()


@pytest.mark.parametrize("marked", range(DIGIT_CLASSES))
def test_a_mark_is_one_black_pixel_in_every_image_of_its_digit_and_in_no_other(marked):
    for plain, found in zip(load_digits(seed=2), load_digits(seed=2, marked=marked), strict=True):
        np.testing.assert_array_equal(found.y, plain.y)
        differs = found.X != plain.X
        assert (found.y == marked).any()
        np.testing.assert_array_equal(differs.sum(axis=1), found.y == marked)
        np.testing.assert_array_equal(differs[:, CORNER], found.y == marked)
        assert (found.X[found.y == marked, CORNER] == 1).all()


def test_marks_do_not_stay_on_the_images():
    load_digits(marked=3)
    assert load_digits()[0].X[:, CORNER].max() == 0


@pytest.mark.parametrize("marked", [-1, 10, "3", 2.5])
def test_a_mark_on_what_is_no_digit_is_refused(marked):
    with pytest.raises(ValueError, match="marked must be a whole number between 0 and 9, got"):
        load_digits(marked=marked)


def test_the_file_is_what_the_script_makes_of_scikit_learns_copy():
    """Compressed bytes depend on the version of zlib, so the pixels are compared by the test above.

    The rest is text and counts.
    """
    stored = json.loads(make_digits.PATH.read_text(encoding="utf-8"))
    made = make_digits.document()
    assert stored.keys() == made.keys()
    for key in made.keys() - {"pixels"}:
        assert stored[key] == made[key]
    assert make_digits.PATH.stat().st_size < 60_000


def test_credit_names_creators_source_and_license():
    credit = digits_credit()
    assert "Alpaydin" in credit
    assert "10.24432/C50P49" in credit
    assert "CC BY 4.0" in credit


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_a_small_network_learns_to_read_them(activation):
    """The accuracy on 359 images has a standard error of 0.01; it is 0.97 to 0.98 here."""
    train, test = load_digits(train_fraction=0.8)
    net = Network([64, 32, 10], activation, "softmax", initialization="xavier")
    trainer = Trainer(net, "cross-entropy", learning_rate=0.1)
    for _ in range(10):
        trainer.run_epoch(train.X, train.y)
    predicted = net.forward(test.X)[-1].argmax(axis=1)
    assert (predicted == test.y).mean() > 0.95
