"""A network can be checked by hand from the texts that show it.

Every line of arithmetic follows from its own digits within their rounding, as `calculator` bounds
it, and every digit is that of the engine.
"""

import re

import numpy as np
import pytest

from playground.drawers.inspect.neuron import (
    function_name,
    incoming,
    neuron_texts,
    parameters_of,
    sample_texts,
)
from playground.drawers.inspect.sample import passage_texts
from playground.engine import ACTIVATIONS, LOSSES, OUTPUTS, Network, Trainer
from playground.frame import Edge, Unit, units_of
from playground.insight.trace import next_step, trace
from playground.number_format import typed
from playground.text import text
from tests.cases import every

from .calculator import as_python, assert_follows, calculate, half_unit

FEATURES = ("x1", "x2")
PAIRS = [(output, loss) for loss, row in LOSSES.items() for output in row.outputs]
RATE = 0.3


def example(activation="tanh", output="tanh", skip=False, hidden=(3, 3)):
    outputs = 3 if output == "softmax" else 1
    net = Network([2, *hidden, outputs], activation, output, skip, "xavier", seed=4)
    net.theta += np.random.default_rng(5).normal(size=net.theta.size) / 4
    return net, np.array([0.7, -1.3]), 2 if outputs == 3 else -1.0


def shown(loss="squared", **settings):
    """Return everything that is shown of an example, neuron by neuron and as a whole."""
    net, x, y = example(**settings)
    gradient = net.gradient([x], [y], loss)
    after = next_step(Trainer(net, loss=loss, learning_rate=RATE), x, y)
    followed = trace(net, x, y, loss)
    neurons = {
        unit: neuron_texts(net, unit, FEATURES, gradient)
        | sample_texts(net, unit, followed, loss, after)
        for unit in units_of(net.shape)
    }
    return net, neurons, passage_texts(net, followed, loss)


def assert_shows(written, value):
    """Check that a number is the value, rounded to the digits that it has."""
    unit = half_unit(as_python(written).lstrip("-"))
    np.testing.assert_allclose(calculate(written), value, rtol=0, atol=unit * (1 + 1e-9))


# The formula and the parameters


def test_a_formula_has_the_numbers_in_it():
    net = Network([2, 2, 1])
    net.weights[0][:, 0] = 0.31, -1.2
    net.biases[0][0] = 0.1
    texts = neuron_texts(net, Unit(1, 0), ["x1", "sin_x2"], np.zeros(net.theta.size))
    assert texts["formula"] == "a⁽¹⁾₁ = tanh(0.3100·x₁ − 1.2000·sin x₂ + 0.1000)"


def test_deeper_layers_get_the_activations_below():
    _, neurons, _ = shown()
    formula = neurons[Unit(2, 1)]["formula"]
    assert all(f"a⁽¹⁾{digit}" in formula for digit in "₁₂₃")


def test_a_residual_layer_adds_the_activation_below():
    _, neurons, _ = shown(skip=True)
    assert neurons[Unit(2, 1)]["formula"].endswith(" + a⁽¹⁾₂")
    assert neurons[Unit(1, 1)]["formula"].endswith(")")


def test_the_bias_of_the_output_is_there():
    net, neurons, _ = shown()
    assert_shows(neurons[Unit(3, 0)]["unit:3:0"], net.biases[2][0])


@pytest.mark.parametrize("unit", [Unit(1, 2), Unit(2, 0), Unit(3, 0)])
def test_parameters_and_gradients_are_shown_with_their_addresses(unit):
    net, neurons, _ = shown()
    _, x, y = example()
    gradient = net.gradient([x], [y])
    parts = incoming(unit, net.shape)
    assert parts[:-1] == [Edge(unit.layer, i, unit.index) for i in range(len(parts) - 1)]
    assert parts[-1] == unit
    for part, value, slope in zip(
        parts,
        parameters_of(unit, net.theta, net.shape),
        parameters_of(unit, gradient, net.shape),
        strict=True,
    ):
        assert_shows(neurons[unit][str(part)], value)
        assert_shows(neurons[unit][f"gradient {part}"], slope)


def test_a_field_shows_what_can_be_typed_back():
    net, *_ = example()
    net.biases[0][:2] = -1.25e-7, -0.5
    texts = [neuron_texts(net, Unit(1, i), FEATURES, net.theta)[f"unit:1:{i}"] for i in range(2)]
    assert texts == ["−1.250e−07", "−0.5000"]
    assert [typed(one) for one in texts] == [-1.25e-7, -0.5]


# One sample


@every("skip", [False, True])
@every("activation", ACTIVATIONS)
def test_every_line_follows_from_its_own_digits(activation, skip):
    _, neurons, _ = shown(activation=activation, skip=skip)
    for texts in neurons.values():
        for line in ("z", "a", "delta_a", "delta_z"):
            assert_follows(texts[line])


@every(("output", "loss"), PAIRS)
def test_the_lines_of_an_output_follow_for_every_loss(output, loss):
    _, neurons, passage = shown(output=output, loss=loss)
    texts = neurons[Unit(3, 0)]
    lines = [texts[name] for name in ("z", "a", "delta_a", "delta_z")]
    lines += [] if loss == "huber" else [passage["loss"]]
    for line in filter(None, lines):
        assert_follows(line)
    assert (texts["delta_a"] == "") == LOSSES[loss].by_pre_activation


@pytest.mark.parametrize("target", [-1.0, 1.0])
def test_the_huber_loss_can_be_calculated_on_both_sides_of_its_corner(target):
    net, x, _ = example()
    sample = trace(net, x, target, "huber")
    line = passage_texts(net, sample, "huber")["loss"]
    a, t, result = (calculate(part) for part in re.split("a = | and t = |: L = ", line)[-3:])
    size = abs(a - t)
    expected = size**2 / 2 if size <= 1 else size - 1 / 2
    assert result == pytest.approx(expected, rel=0, abs=2e-4)  # a slope of up to 2, four decimals


def test_softmax_takes_the_pre_activations_of_all_outputs():
    _, neurons, passage = shown(output="softmax", loss="cross-entropy")
    z = [passage[f"z unit:3:{i}"] for i in range(3)]
    total = " + ".join(f"exp({value})" for value in z)
    assert neurons[Unit(3, 1)]["a"].startswith(f"a = exp({z[1]}) / ({total}) = ")


def test_one_line_takes_up_the_result_of_the_one_before():
    _, neurons, passage = shown()
    for unit, texts in neurons.items():
        z, a = (texts[name].rpartition(" = ")[2] for name in ("z", "a"))
        assert f"({z})" in texts["a"]
        assert (z, a) == (passage[f"z {unit}"], passage[f"a {unit}"])
        assert texts["delta_z"].endswith(f" = {passage[f'delta_z {unit}']}")


@pytest.mark.parametrize("skip", [False, True])
def test_every_shown_value_is_that_of_the_engine(skip):
    net, neurons, passage = shown(skip=skip)
    _, x, y = example(skip=skip)
    _, *activations = net.forward([x])
    gradient = net.gradient([x], [y])
    for unit, texts in neurons.items():
        assert_shows(passage[f"a {unit}"], activations[unit.layer - 1][0, unit.index])
        values = parameters_of(unit, gradient, net.shape)
        for part, value in zip(incoming(unit, net.shape), values, strict=True):
            assert_shows(texts[f"sample {part}"], value)
    assert calculate(passage["loss"].rpartition(" = ")[2]) == pytest.approx(
        net.loss([x], [y]), abs=5e-5
    )


@every("skip", [False, True])
@every("hidden", [(), (2,), (3, 3), (4, 4, 4)])
def test_the_output_follows_from_the_inputs_and_the_parameters_that_are_shown(hidden, skip):
    """The whole network by hand: every weight from its field, every input from its row.

    Rounding a parameter or an activation by h moves z by at most h times what it is multiplied
    with, and tanh passes on no more than it gets.
    """
    net, neurons, passage = shown(hidden=hidden, skip=skip)
    below = [calculate(passage[f"x {i}"]) for i in range(2)]
    errors = [5e-5, 5e-5]
    for layer in range(1, len(net.shape)):
        values, bounds = [], []
        for i in range(net.shape[layer]):
            unit = Unit(layer, i)
            *weights, bias = (
                calculate(neurons[unit][str(part)]) for part in incoming(unit, net.shape)
            )
            z = sum(w * a for w, a in zip(weights, below, strict=True)) + bias
            value, bound = np.tanh(z), 5e-5
            for w, a, error in zip(weights, below, errors, strict=True):
                bound += 5e-5 * abs(a) + error * abs(w) + 5e-5 * error
            if net.residual[layer - 1]:
                value, bound = value + below[i], bound + errors[i]
            values.append(value)
            bounds.append(bound)
        below, errors = values, bounds
    shown_output = calculate(passage[f"a unit:{len(net.shape) - 1}:0"])
    assert below[0] == pytest.approx(shown_output, rel=0, abs=errors[0] + 5e-5)
    assert errors[0] < 0.01  # or else the test would say little


# A step


@pytest.mark.parametrize("unit", [Unit(1, 0), Unit(2, 2), Unit(3, 0)])
def test_a_gradient_is_input_times_delta_and_a_step_follows_it(unit):
    net, neurons, passage = shown()
    texts = neurons[unit]
    delta = passage[f"delta_z {unit}"]
    for part in incoming(unit, net.shape):
        product = f"({texts[f'input {part}']})·({delta})"
        assert_follows(f"gradient = {product} = {texts[f'sample {part}']}")
        step = f"({texts[str(part)]}) − {RATE}·({texts[f'sample {part}']})"
        assert_follows(f"after = {step} = {texts[f'after {part}']}")


# Names of functions, and what they are


def test_the_function_of_each_layer_is_named():
    net = Network([2, 3, 3, 1], ["relu", "sine"], "sigmoid")
    assert [function_name(net, layer) for layer in (1, 2, 3)] == ["relu", "sine", "sigmoid"]


def formula_of(key, z):
    """Return the right-hand side of what the page says of a function, as it holds at z."""
    formula = re.split(r" with |, z in|, σ\(z\) =", text(key))[0].rpartition(" = ")[2]
    first, condition, second = re.fullmatch(r"(.*?)(?: for (.*), else (.*))?", formula).groups()
    half = first if condition is None or calculate(condition, z=z) else second
    return half.replace("eᶻ", "exp(z)").replace("e⁻ᶻ", "exp(−z)").replace("f(z)", "value")


def calculate_function(name, z):
    """Give f(z) and f′(z) by what the page says of them; `g` is defined along with GELU."""
    gate = text("function.gelu").rpartition("g = ")[2]
    letters = {"z": z, "g": calculate(gate, z=z)}
    value = calculate(formula_of(f"function.{name}", z), **letters)
    return value, calculate(formula_of(f"slope.{name}", z), **letters, value=value)


@every("z", [-2.3, -0.4, 0.7, 1.9])
@every("name", ACTIVATIONS)
def test_what_is_said_about_a_function_is_what_the_engine_calculates(name, z):
    """The constants of GELU are given to six digits."""
    row, column = ACTIVATIONS[name], np.array([[z]])
    value, slope = np.empty((2, 1, 1))
    row.value(column, value)
    row.derivative(column, value, slope)
    np.testing.assert_allclose(
        calculate_function(name, z), [value[0, 0], slope[0, 0]], rtol=0, atol=1e-5
    )


@every("name", {**ACTIVATIONS, **OUTPUTS})
def test_every_function_is_explained(name):
    for group in ("applied", "function", "slope"):
        assert text(f"{group}.{name}", z="z")


# The nearest sample
