"""What a person with a pocket calculator makes of the page's texts."""

import math
import re

import numpy as np

MINUS = "\N{MINUS SIGN}"
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
NUMBER = re.compile(r"(?<![\w.])(?<!\*\*)\d+(?:\.\d+)?(?:e[+-]?\d+)?")


def logistic(z):
    return 1 / (1 + math.exp(-z))


CALCULATOR = {
    "tanh": math.tanh,
    "sin": math.sin,
    "cos": math.cos,
    "exp": math.exp,
    "ln": math.log,
    "max": max,
    "min": min,
    "σ": logistic,
    "LeakyReLU": lambda z: z if z > 0 else 0.01 * z,
    "ELU": lambda z: z if z > 0 else math.exp(z) - 1,
    "GELU": lambda z: z * (1 + math.tanh(0.797885 * (z + 0.044715 * z**3))) / 2,
    "swish": lambda z: z * logistic(z),
    "step": lambda z: 0 if z < 0 else 1,
}


def as_python(shown):
    """Rewrite the signs of the page as those of Python."""
    plain = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda match: f"e{match[1].translate(DIGITS)}", shown)
    for sign, operator in {MINUS: "-", "·": "*", "²": "**2", "³": "**3"}.items():
        plain = plain.replace(sign, operator)
    return plain


def calculate(shown, **values):
    """Give the value of a formula; `values` are what its letters stand for."""
    return eval(as_python(shown), {"__builtins__": {}}, {**CALCULATOR, **values})


def half_unit(digits):
    """Give half a unit of the last digit of a number such as 0.2664 or 2.66e-4."""
    mantissa, _, exponent = digits.partition("e")
    decimals = len(mantissa.partition(".")[2])
    return 0.5 * 10.0 ** (int(exponent or 0) - decimals) if decimals else 0.0


def rounding_error(shown):
    """Bound how far a formula can be off because each of its numbers is rounded."""
    plain = as_python(shown)
    value = calculate(plain)
    error = 0.0
    for match in NUMBER.finditer(plain):
        shifted = float(match[0]) + half_unit(match[0])
        other = f"{plain[: match.start()]}{shifted!r}{plain[match.end() :]}"
        error += abs(calculate(other) - value)
    return error


def assert_follows(line):
    """Check a line such as "z = 0.5·1.2 + 0.1 = 0.7" by its own digits.

    What is left of the last "=" may differ from what is right of it by the rounding of the numbers
    on both sides, to first order; 1 % more and 1e-12 are for the rest.
    """
    *_, formula, result = line.split(" = ")
    allowed = rounding_error(formula) + half_unit(as_python(result).lstrip("-("))
    np.testing.assert_allclose(
        calculate(formula), calculate(result), rtol=0, atol=1.01 * allowed + 1e-12, err_msg=line
    )
