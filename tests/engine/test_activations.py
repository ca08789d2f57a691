"""Activation functions take the values and slopes that their formulas say."""

from math import erf, sqrt

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, OUTPUTS
from tests.cases import every

Z = np.array([[-300.0, -3.0, -0.5, 0.25, 1.0, 300.0]])

FORMULAS = {
    "relu": lambda z: (z + abs(z)) / 2,
    "tanh": lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1),
    "sigmoid": lambda z: np.exp(z) / (1 + np.exp(z)),
    "linear": lambda z: z,
    "leaky-relu": lambda z: np.where(z > 0, z, z / 100),
    "elu": lambda z: np.where(z > 0, z, np.exp(z) - 1),
    "gelu": lambda z: z / (1 + np.exp(-np.sqrt(8 / np.pi) * (z + 0.044715 * z**3))),
    "swish": lambda z: z / (1 + np.exp(-z)),
    "sine": lambda z: np.imag(np.exp(1j * z)),
    "step": lambda z: (1 + np.sign(z)) / 2,
}


def value(function, z):
    out = np.empty_like(z)
    function.value(z, out)
    return out


def derivative(function, z):
    out = np.empty_like(z)
    function.derivative(z, value(function, z), out)
    return out


@every("name", ACTIVATIONS)
def test_value_is_the_textbook_formula(name):
    """Where a formula takes the difference of numbers near 1, that rounds to 1e-16."""
    with np.errstate(over="ignore"):
        expected = FORMULAS[name](Z)
    np.testing.assert_allclose(value(ACTIVATIONS[name], Z), expected, rtol=1e-14, atol=3e-16)


@every("name", ACTIVATIONS)
def test_derivative_is_the_slope_of_the_value(name):
    h = 1e-5  # central differences err by h² = 1e-10, rounding by 1e-16 |z| / h = 3e-9 at 300
    slope = (value(ACTIVATIONS[name], Z + h) - value(ACTIVATIONS[name], Z - h)) / (2 * h)
    np.testing.assert_allclose(derivative(ACTIVATIONS[name], Z), slope, atol=1e-8)


@pytest.mark.parametrize(
    ("name", "slope"), [("relu", 0), ("leaky-relu", 0.01), ("elu", 1), ("step", 0)]
)
def test_slope_at_a_kink(name, slope):
    assert derivative(ACTIVATIONS[name], np.zeros((1, 1))) == slope


def test_step_is_1_from_0_on():
    assert value(ACTIVATIONS["step"], np.array([[-1e-300, 0.0, 1e-300]])).tolist() == [[0, 1, 1]]


def test_gelu_is_near_z_times_the_normal_distribution_function():
    """Hendrycks & Gimpel's approximation is off by 0.00047 at most, at |z| = 2.7."""
    z = np.linspace(-8, 8, 1001)
    exact = z * np.array([1 + erf(one / sqrt(2)) for one in z]) / 2
    np.testing.assert_allclose(value(ACTIVATIONS["gelu"], z), exact, atol=4.8e-4, rtol=0)


@pytest.mark.parametrize("functions", [ACTIVATIONS, OUTPUTS])
def test_value_may_overwrite_its_argument(functions):
    for function in functions.values():
        z = np.array([[-2.0, 0.5], [1.0, 3.0]])
        expected = value(function, z)
        function.value(z, z)
        np.testing.assert_array_equal(z, expected)


@pytest.mark.parametrize("functions", [ACTIVATIONS, OUTPUTS])
def test_single_precision_stays_single_precision(functions):
    z = np.array([[-2.0, 0.5], [1.0, 3.0]], dtype=np.float32)
    for function in functions.values():
        # float32 carries 7 digits
        np.testing.assert_allclose(value(function, z), value(function, z.astype(float)), rtol=1e-6)


def test_saturated_sigmoid_is_0_and_1():
    with np.errstate(over="ignore"):
        ends = value(ACTIVATIONS["sigmoid"], np.array([[-1e4, 1e4]]))
    np.testing.assert_array_equal(ends, [[0, 1]])


def test_softmax_is_a_distribution_over_units_however_large_z():
    z = np.array([[1000.0, 0.0], [1000.0, np.log(3)], [-1000.0, 0.0]])
    expected = [[0.5, 0.2], [0.5, 0.6], [0, 0.2]]
    np.testing.assert_allclose(value(OUTPUTS["softmax"], z), expected, rtol=1e-14)


def test_logit_scale_turns_the_pre_activation_into_log_odds():
    z = np.array([[-1.5, 0.3, 2.0]])
    probability = {
        "tanh": (1 + value(OUTPUTS["tanh"], z)) / 2,
        "sigmoid": value(OUTPUTS["sigmoid"], z),
    }
    for name, p in probability.items():
        log_odds = np.log(p / (1 - p))
        np.testing.assert_allclose(OUTPUTS[name].logit_scale * z, log_odds, rtol=1e-13)


def test_logit_scale_of_softmax_turns_a_difference_into_the_log_odds_of_two_classes():
    z = np.array([[-1.5, 0.3], [0.5, -2.0], [1.0, 0.0]])
    p = value(OUTPUTS["softmax"], z)
    log_odds = np.log(p[0] / p[1])
    np.testing.assert_allclose(OUTPUTS["softmax"].logit_scale * (z[0] - z[1]), log_odds, rtol=1e-13)


def test_softmax_has_no_derivative_per_unit():
    z = np.zeros((3, 1))
    with pytest.raises(NotImplementedError, match="softmax has no derivative per unit"):
        OUTPUTS["softmax"].derivative(z, value(OUTPUTS["softmax"], z), np.empty_like(z))
