"""A saved file restores a run exactly; any other file is refused in a sentence."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import __version__
from playground.engine import OPTIMIZERS
from playground.experiment import Experiment
from playground.frame import Curve
from playground.session import Session
from playground.session.history import CURVE_CAPACITY, History
from playground.session.save_file import MAX_EPOCH, MAX_SIZE, read, write
from tests.cases import every

POINTS = np.random.default_rng(0).uniform(-6, 6, (50, 2))
EXPERIMENTS = {
    "default": Experiment(),
    "regression": Experiment(dataset="plane", loss="huber", learning_rate=0.001),
    "no hidden layer": Experiment(hidden=[], features=["x1_x2"]),
    "layers": Experiment(hidden=[3, 4], layer_activations=["sine", "relu"], optimizer="adam"),
    "numbers": Experiment(
        samples=77, noise=0.15, train_fraction=0.7, seed=2**32 - 1, hide=["play"]
    ),
    "marked digits": Experiment(dataset="digits", marked_digit="8", train_fraction=0.1),
}


def trained(experiment, epochs=20):
    """Return a session some epochs after its start."""
    session = Session(experiment)
    session.advance(epochs)
    return session


def restored(text):
    """Return a new session that has taken up a file."""
    saved = read(text)
    session = Session(saved.experiment)
    session.restore(saved.theta, saved.epoch, saved.curve, saved.checkpoint)
    return session


FILE = json.loads(write(trained(Experiment(hidden=[2]), 3)))


def changed(**fields):
    """Return the text of a file in which some fields are other ones; None leaves one out."""
    fields = FILE | fields
    return json.dumps({name: value for name, value in fields.items() if value is not None})


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def test_a_run_is_restored_bit_for_bit(experiment):
    before = trained(experiment)
    after = restored(write(before))
    assert after.experiment == before.experiment
    assert after.epoch == before.epoch
    assert (after.train_loss, after.test_loss) == (before.train_loss, before.test_loss)
    np.testing.assert_array_equal(after.network.theta, before.network.theta)
    np.testing.assert_array_equal(after.curve, before.curve)
    inputs = np.resize(POINTS, (50, before.shape[0]))
    outputs = [session.network.forward(inputs)[-1] for session in (before, after)]
    np.testing.assert_array_equal(*outputs)


@every("optimizer", OPTIMIZERS)
@every("batches", [0, 7])
def test_training_goes_on_from_there_as_if_it_had_not_stopped(optimizer, batches):
    before = trained(
        Experiment(optimizer=optimizer, dropout=0.2, regularization="l1", regularization_rate=0.1)
    )
    for _ in range(batches):
        before.advance_batch()
    after = restored(write(before))
    before.advance(10)
    after.advance(10)
    assert after.epoch == 30
    np.testing.assert_array_equal(after.network.theta, before.network.theta)
    np.testing.assert_array_equal(after.curve, before.curve)


def test_what_is_shown_of_the_past_is_what_is_saved():
    session = trained(Experiment())
    session.visit(5)
    after = restored(write(session))
    assert after.epoch == 5
    assert after.curve.epoch.tolist() == [0, 1, 2, 3, 4, 5]
    np.testing.assert_array_equal(after.network.theta, session.network.theta)


def test_a_weight_set_by_hand_is_saved():
    session = trained(Experiment())
    session.network.weights[0][0, 0] = 0.1 + 0.2
    assert restored(write(session)).network.weights[0][0, 0] == 0.1 + 0.2


def test_the_curve_of_a_long_run_stays_bounded_after_it_is_restored():
    history = History()
    for epoch in range(3000):
        history.append(epoch, 0.5, 0.5)
    later = History()
    later.restore(history.curve())
    for epoch in range(3000, 5000):
        history.append(epoch, 0.5, 0.5)
        later.append(epoch, 0.5, 0.5)
    np.testing.assert_array_equal(later.curve(), history.curve())


def test_a_full_curve_with_wide_steps_has_room_for_more():
    """Halving once would drop nothing: every epoch lies on the doubled stride."""
    epochs = 64.0 * np.arange(CURVE_CAPACITY)
    history = History()
    history.restore(Curve(epochs, epochs, epochs))
    for epoch in range(int(epochs[-1]) + 1, int(epochs[-1]) + 500):
        history.append(epoch, 0.5, 0.5)
    assert len(history.curve().epoch) <= CURVE_CAPACITY


def test_a_file_says_which_version_wrote_it():
    assert FILE["software_version"] == __version__


def test_a_file_of_the_first_version_which_did_not_say_so_is_read():
    assert read(changed(software_version=None)).epoch == 3


def test_a_file_of_a_later_version_with_the_same_format_is_read():
    assert read(changed(software_version="12.0rc1")).epoch == 3


def test_a_file_without_the_state_of_training_begins_a_new_order():
    session = restored(changed(training=None))
    session.advance()
    fresh = trained(Experiment(hidden=[2]), 0)
    fresh.restore(FILE["parameters"], 3)
    fresh.advance()
    np.testing.assert_array_equal(session.network.theta, fresh.network.theta)


def test_a_file_may_begin_with_a_byte_order_mark():
    assert read(b"\xef\xbb\xbf" + changed().encode()).epoch == 3


@every(
    ("text", "message"),
    [
        ("", "line 1 is not JSON"),
        ("[]", "not a file that the playground has saved"),
        ('{"format": "other"}', "not a file that the playground has saved"),
        (b"\xff\xfe", "not text in UTF-8"),
        (" " * (MAX_SIZE + 1), "larger than 2,000,000 bytes"),
        ("[" * 100_000, "nested deeper than 100 levels"),
        (changed(version=2), "version must be 1, got 2"),
        (changed(version=True), "version must be 1, got True"),
        (changed(software_version=1), "software_version must be a version such as .*, got 1"),
        (changed(software_version="newest"), "software_version must be a version such as"),
        (changed(software_version="1" * 41), "software_version must be a version such as"),
        (changed(virus=1), "“virus” is not known in its part “file”"),
        (changed(**{str(i): 0 for i in range(100_000)}), "“0” is not known"),
        (changed()[:-1] + ',"epoch":3}', "“epoch” is given twice"),
        (changed(epoch=None), "“epoch” is missing in its part “file”"),
        (changed(epoch=-1), "epoch must be a whole number between 0 and"),
        (changed(epoch=1.5), r"epoch must be .*, got 1\.5"),
        (changed(epoch=MAX_EPOCH + 1), "epoch must be a whole number between 0 and"),
        (changed(experiment=[]), r"experiment must be a group of named values, got \[\]"),
        (changed(experiment={"__class__": "x"}), "“__class__” is not known"),
        (changed(experiment={"noise": "0.9"}), r"noise must be between 0 and 0\.5"),
        (changed(experiment={"noise": "loud"}), r"noise must be between 0 and 0\.5"),
        (changed(experiment={"noise": 0.1}), r"noise must be between 0 and 0\.5"),
        (changed(experiment={"dataset": "plane", "loss": "logistic"}), "loss must be one of"),
        (changed(experiment={"hidden": "1e999"}), "hidden must be at most 8 layers"),
        (changed(experiment={}), "has 25 parameters, but the file holds 9"),
        (changed(parameters="abc"), "parameters must be a list of numbers"),
        (changed(parameters=[0.5] * 8), "has 9 parameters, but the file holds 8"),
        (changed(parameters=[True] * 9), "parameters must be .*, got True"),
        (changed(parameters=[10**400] * 9), "0…” is no number that can be read"),
        (changed(parameters=[1e30] * 9), "too large to go on from"),
        (changed(parameters=["NaN"] * 9), "parameters must be .*, got 'NaN'"),
        (changed().replace("[0", "[NaN"), "“NaN” is no number"),
        (changed(history={"epoch": [0]}), "“train_loss” is missing in its part “history”"),
        (changed(history=FILE["history"] | {"epoch": [0, 1]}), "the same length"),
        (changed(history=FILE["history"] | {"epoch": [0, 1, 2, 4]}), "not after its last epoch"),
        (changed(history=FILE["history"] | {"epoch": [0, 2, 1, 3]}), "ascending"),
        (changed(history=FILE["history"] | {"train_loss": [0, 0, 0, -1]}), "train_loss must be"),
        (changed(training=[]), "state of training .*“training”"),
        *(
            (changed(training=FILE["training"] | {name: value}), f"state of training .*“{name}”")
            for name, value in {
                "optimizer": "adamw",
                "steps": True,
                "memory": "AAAA",
                "dead": "AAAA",
                "batches": 26,
                "batch_size": 0,
                "orders": "xyz",
                "dropout": None,
            }.items()
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(text, message):
    with pytest.raises(ValueError, match=message):
        read(text)


def reads_or_refuses(text):
    """Read a file that may be anything: it gives a run, or a ValueError of one line."""
    try:
        outcome = "" if restored(text).is_finite else "not finite"
    except ValueError as error:
        outcome = str(error)
    assert outcome != "not finite"
    assert len(outcome.splitlines()) <= 1


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.text() | st.binary() | values.map(json.dumps))
def test_anything_is_read_or_refused(text):
    reads_or_refuses(text)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(list(FILE)), values, min_size=1))
def test_a_file_with_other_fields_is_read_or_refused(fields):
    reads_or_refuses(changed(**fields))


@settings(deadline=None)
@given(st.sampled_from(list(Experiment.declarations())), st.text() | values)
def test_a_file_with_another_setting_is_read_or_refused(name, value):
    reads_or_refuses(changed(experiment=FILE["experiment"] | {name: value}))


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(0, 5), st.text(max_size=5))
def test_a_file_with_changed_characters_is_read_or_refused(start, length, characters):
    text = changed()
    reads_or_refuses(text[:start] + characters + text[start + length :])
