"""Numbers and formulas as people read them, with every digit that is needed to check them."""

from math import isfinite

from playground.text import text

DIGITS = 4
"""Decimals of a number from 0.1 on, and digits after the leading zeros of a smaller one."""

PLAIN_RANGE = 1e-3, 1e5
"""Sizes of number that are written without a power of ten."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
MINUS = "\N{MINUS SIGN}"


def number(value):
    """Write a number with four decimals, a small one with four digits."""
    low, high = PLAIN_RANGE
    size = abs(value)
    if not isfinite(value):
        return text("output.none")
    if size == 0 or 0.1 <= size < high:
        written = f"{value + 0.0:.{DIGITS}f}"  # -0.0 + 0.0 is 0.0
    elif low <= size < high:
        written = f"{value:#.{DIGITS}g}"
    else:
        digits, exponent = f"{value:.{DIGITS - 1}e}".split("e")
        written = f"{digits}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return written.replace("-", MINUS)


def factor(value):
    """Write a number as a factor: a negative one in brackets."""
    written = number(value)
    return f"({written})" if written.startswith(MINUS) else written


def activation_symbol(layer, index):
    """Write the sign of a neuron's activation, such as a⁽¹⁾₃ for the third of layer 1."""
    superscript = str(layer).translate(SUPERSCRIPTS)
    return f"a⁽{superscript}⁾{str(index + 1).translate(SUBSCRIPTS)}"


def signed_sum(terms):
    """Write the sum of numbers or of products.

    Parameters
    ----------
    terms : iterable of (float, str)
        A number, whose sign becomes that of the sum, and what follows it, such as "·x₁".
    """
    written = "".join(f" {_sign(value)} {number(abs(value))}{rest}" for value, rest in terms)
    first, rest = written[1], written[3:]
    return rest if first == "+" else f"{first}{rest}"


def _sign(value):
    return MINUS if value < 0 else "+"


def weighted_sum(weights, factors, bias):
    """Write w₁·a₁ + w₂·a₂ + … + b with the numbers of a neuron.

    Parameters
    ----------
    weights : sequence of float
    factors : sequence of str
        What each weight is multiplied by: a symbol or a number.
    bias : float
    """
    products = [(w, f"·{rest}") for w, rest in zip(weights, factors, strict=True)]
    return signed_sum([*products, (bias, "")])
