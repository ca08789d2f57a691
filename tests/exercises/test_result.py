"""A result comes back as it was handed in, fits everywhere, and anything else is refused."""

import base64
import contextlib
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground import __version__
from playground.data import FEATURES, PointSet
from playground.engine import parameter_count
from playground.exercises import library
from playground.exercises.codes import decode, encode
from playground.exercises.result import (
    CODE,
    LONGEST_FILE,
    LONGEST_RESULT,
    Result,
    ResultError,
    Run,
    characters,
    read_result,
)
from playground.experiment import INPUT_KINDS, MAX_LAYERS, MAX_SEED, Experiment
from playground.session import Session
from tests.cases import every


def hand_in_something():
    session = Session(Experiment(dataset="gauss", hidden=[2], seed=7))
    session.advance(2)
    runs = (Run(7, 2, session.network.theta.astype(np.float32)),)
    answers = {"q": 1, "n": -2.5, "t": "Weil … 🙂"}
    claims = {
        "test_loss": session.test_loss,
        "train_loss": session.train_loss,
        "accuracy": session.test_accuracy,
    }
    return Result("small", session.experiment, runs, answers, claims)


USUAL = hand_in_something()
LARGEST_STANDARD = Experiment(hidden=[8] * 6)
"""Six layers of eight: 393 weights and biases."""


def forms(result):
    return {"file": result.to_file(), "code": result.to_code()}


@pytest.mark.parametrize("form", ["file", "code"])
def test_a_result_comes_back_as_it_was(form):
    read = read_result(forms(USUAL)[form])
    assert read.exercise == "small"
    assert read.experiment == USUAL.experiment
    assert read.experiment.seed == 7
    assert read.answers == USUAL.answers
    (run,) = read.runs
    assert (run.seed, run.epochs, run.weights.dtype) == (7, 2, np.float32)
    assert np.array_equal(run.weights, USUAL.runs[0].weights)
    for name, claimed in USUAL.claims.items():
        assert read.claims[name] == pytest.approx(claimed, rel=1e-5)


def test_a_file_and_a_code_hold_the_same():
    again = read_result(USUAL.to_code())
    assert again.to_json() == USUAL.to_json()
    assert read_result(USUAL.to_json()).to_code() == USUAL.to_code()


def test_a_file_says_which_version_wrote_it_and_one_of_the_first_version_need_not():
    data = json.loads(USUAL.to_file())
    assert data.pop("software_version") == __version__
    assert data == json.loads(USUAL.to_json())


def test_a_code_has_no_room_for_the_version():
    assert "software_version" not in decode(CODE, USUAL.to_code())


def test_weights_are_little_endian_single_precision_in_the_order_of_theta():
    run = json.loads(USUAL.to_json())["runs"][0]
    weights = np.frombuffer(base64.b64decode(run["weights"]), "<f4")
    assert np.array_equal(weights, USUAL.runs[0].weights)


def test_what_concerns_the_page_only_is_not_handed_in():
    experiment = Experiment(**USUAL.experiment.settings())
    experiment.param.update(hide=["play", "noise"], show_test=True, speed="slow", noise=0.2)
    result = Result("small", experiment, USUAL.runs, {}, USUAL.claims)
    assert json.loads(result.to_json())["experiment"] == "dataset=gauss&noise=0.2&hidden=2"


def largest(answers):
    runs = (Run(2**32 - 1, 10**9, np.full(393, -0.1, np.float32)),)
    claims = {"test_loss": 0.123456, "train_loss": 0.123456, "accuracy": 0.99}
    return Result("x" * 60, LARGEST_STANDARD, runs, answers, claims)


def test_the_largest_standard_network_fits_with_two_long_answers():
    result = largest({"why": "x" * 500, "how": "y" * 500})
    assert len(json.loads(result.to_json())["runs"][0]["weights"]) == 2096
    assert len(result.to_json()) < LONGEST_RESULT
    assert len(result.to_code()) < LONGEST_RESULT


@pytest.mark.parametrize("letter", ["x", "ä", "🙂"])
def test_its_length_is_counted_as_learning_platforms_do(letter):
    """JavaScript counts UTF-16 units, of which an emoji has two."""
    free = LONGEST_RESULT - characters(largest({"why": ""}).to_json())
    units = len(letter.encode("utf-16-le")) // 2
    fitting = largest({"why": letter * (free // units)})
    assert LONGEST_RESULT - units < characters(fitting.to_json()) <= LONGEST_RESULT
    with pytest.raises(ResultError, match="a code holds only 4096"):
        largest({"why": letter * (free // units + 1)}).to_code()


@pytest.mark.parametrize("inputs", ["plane", "digits"])
def test_a_file_holds_ten_runs_of_the_largest_network_that_can_be_trained(inputs):
    kind = INPUT_KINDS[inputs]
    experiment = Experiment(
        dataset=kind.datasets[0],
        hidden=[kind.max_neurons] * MAX_LAYERS,
        **({} if kind.images else {"features": [*FEATURES, "=x1+1", "=x1+2", "=x1+3"]}),
    )
    theta = np.full(parameter_count(experiment.network_shape), 1 / 3, np.float32)
    runs = tuple(Run(seed, 10**9, theta) for seed in range(10))
    answers = {f"q{i}": "x" * 500 for i in range(10)}
    result = Result("x" * 60, experiment, runs, answers, {"test_loss": 1, "train_loss": 1})
    assert read_result(result.to_file()).to_json() == result.to_json()


def test_five_runs_of_a_small_network_fit():
    runs = tuple(Run(seed, 500, np.full(41, seed, np.float32)) for seed in range(5))
    result = Result("x", Experiment(hidden=[8]), runs, {}, {"test_loss": 1, "train_loss": 1})
    assert len(read_result(result.to_json()).runs) == 5


def test_points_of_ones_own_are_handed_in_unless_they_are_too_many():
    few, many = (PointSet.make([(0, 0)] * n, [0, 1] * (n // 2)) for n in (200, 600))
    experiment = Experiment(dataset="own", points=few)
    result = Result("x", experiment, USUAL.runs, {}, USUAL.claims)
    assert read_result(result.to_json()).experiment.points == few
    experiment.points = many
    with pytest.raises(ResultError, match="too many to be handed in"):
        result.to_json()


@pytest.mark.parametrize("value", [1e39, -1e39, float("inf"), float("nan")])
def test_weights_that_have_grown_too_large_are_not_handed_in(value):
    result = Result("x", Experiment(), (Run(0, 1, np.array([value])),), {}, USUAL.claims)
    with pytest.raises(ResultError, match="too large"):
        result.to_json()


def changed(**changes):
    return json.dumps({**json.loads(USUAL.to_json()), **changes})


def changed_run(**changes):
    data = json.loads(USUAL.to_json())
    return json.dumps({**data, "runs": [{**data["runs"][0], **changes}]})


def weights(*values, dtype="<f4"):
    return base64.b64encode(np.array(values, dtype).tobytes()).decode()


HOSTILE = {
    "nothing": ("", "line 1 is not JSON"),
    "other text": ("Dear teacher, my dog ate it.", "line 1 is not JSON"),
    "other JSON": ('{"a": 1}', "playground is missing"),
    "a list": ("[1, 2]", "the file must be a group"),
    "a number": ("1e400", "“1e400” is no number"),
    "an exercise": (library.exercise("one-neuron").to_code(), "is not JSON"),
    "cut off": (USUAL.to_json()[:-20], "is not JSON"),
    "a cut code": (USUAL.to_code()[:-20], "only the first .* characters are there"),
    "a damaged code": (USUAL.to_code().replace("a", "b", 1), "damaged"),
    "too long": (USUAL.to_json() + " " * LONGEST_FILE, "at most 1000000"),
    "a code too long": (encode(CODE, " " * 100_000), "is not JSON"),
    "deep": ("[" * 4000, "nested deeper than 100 levels"),
    "a long number": ("9" * 4090, "9…” is no number that can be read"),
    "a longer number": (
        changed(playground=1).replace(": 1,", ": " + "9" * 3000 + ",", 1),
        "9…” is no number",
    ),
    "a key twice": ('{"playground": 1, "playground": 1}', "given twice"),
    "half a character": (changed(answers={"q": "\ud800"}), "cannot be part of a text"),
    "another version": (changed(playground=2), "playground must be 1, .* got 2"),
    "a flag as version": (changed(playground=True), "playground must be 1"),
    "no identifier": (changed(exercise="../../etc/passwd"), "exercise must be a name"),
    "a strange version of the exercise": (changed(exercise_version="1"), "8 of the digits"),
    "a strange version": (changed(software_version="<b>"), "software_version must be a version"),
    "an unknown field": (changed(extra=1), "extra means nothing"),
    "no runs": (changed(runs=[]), "runs must be a list of 1 to 10"),
    "many runs": (changed(runs=[1] * 11), "runs must be a list of 1 to 10"),
    "an unknown setting": (changed(experiment="colour=red"), "means nothing here"),
    "a wrong setting": (changed(experiment="noise=99"), "must be between 0 and 0.5"),
    "a seed in the link": (changed(experiment="seed=5"), "the link holds a seed"),
    "an address": (changed(experiment="https://example.org/#noise=99"), "must be between"),
    "a negative seed": (changed_run(seed=-1), r"seed must be a whole number between 0 and"),
    "half an epoch": (changed_run(epochs=0.5), r"epochs must be a whole number"),
    "endless epochs": (changed_run(epochs=10**12), r"epochs must be a whole number"),
    "no weights": (changed_run(weights=""), "weights must be numbers in base64"),
    "strange letters": (changed_run(weights="$$$$"), "weights must be numbers in base64"),
    "a line break": (changed_run(weights="AAAAAA==\n"), "weights must be numbers in base64"),
    "half a number": (changed_run(weights="AAA="), "not finite numbers in base64"),
    "bad padding": (changed_run(weights="AAAAA"), "not finite numbers in base64"),
    "infinite weights": (changed_run(weights=weights(np.inf)), "not finite numbers"),
    "no number": (changed_run(weights=weights(np.nan)), "not finite numbers"),
    "a list as answer": (changed(answers={"q": [1]}), "answers.q must be a number or text"),
    "an infinite answer": (
        changed(answers={"q": 1}).replace('"q": 1', '"q": 1e999'),
        "1e999” is no number",
    ),
    "a constant": (changed(answers={"q": 1}).replace('"q": 1', '"q": NaN'), "NaN” is no number"),
    "a claim as text": (changed(claims={"test_loss": "0"}), "claims"),
    "a false share": (
        changed(claims={"test_loss": 0, "train_loss": 0, "accuracy": 2}),
        "accuracy must be between 0 and 1",
    ),
}


@every(("content", "reason"), HOSTILE.values(), ids=list(HOSTILE))
def test_anything_else_is_refused_with_a_sentence(content, reason):
    with pytest.raises(ResultError, match=reason) as error:
        read_result(content)
    assert len(str(error.value)) < 1000
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("seed", "is_taken"), [(MAX_SEED, True), (MAX_SEED + 1, False)])
def test_a_run_may_be_from_any_seed_that_an_experiment_may_have(seed, is_taken):
    """The schema is a document of its own, for other programs too, and repeats the number."""
    content = json.loads(hand_in_something().to_json())
    content["runs"][0]["seed"] = seed
    with contextlib.nullcontext() if is_taken else pytest.raises(ResultError, match="seed"):
        read_result(json.dumps(content))


def test_two_runs_from_one_seed_are_refused():
    data = json.loads(USUAL.to_json())
    with pytest.raises(ResultError, match="two runs have the same seed"):
        read_result(json.dumps({**data, "runs": data["runs"] * 2}))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.text() | st.text().map(f"{CODE}.{{}}".format))
def test_no_text_does_anything_but_be_read_or_refused(content):
    with pytest.raises(ResultError):
        read_result(content)


@given(field=st.sampled_from(sorted(json.loads(USUAL.to_json()))), value=JSON)
def test_no_value_of_a_field_does_anything_but_be_taken_or_refused(field, value):
    with contextlib.suppress(ResultError):
        read_result(changed(**{field: value}))


@given(field=st.sampled_from(["seed", "epochs", "weights"]), value=JSON)
def test_no_value_in_a_run_does_anything_but_be_taken_or_refused(field, value):
    with contextlib.suppress(ResultError):
        read_result(changed_run(**{field: value}))


@given(st.data())
def test_no_damage_to_the_bytes_of_a_file_does_anything_but_change_or_refuse_it(data):
    content = bytearray(USUAL.to_json().encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ResultError):
        read_result(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("name", ["0[", "a.b", "", "[0]", "{x}", "..", "runs"])
def test_strange_names_of_questions_are_refused_like_others(name):
    with pytest.raises(ResultError, match="answers"):
        read_result(changed(answers={name: None}))
