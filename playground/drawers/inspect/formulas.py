"""Formulas as people read them, with every digit that is needed to check them."""

from collections.abc import Iterable

from playground.number_format import MINUS, SUPERSCRIPTS, number

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def activation_symbol(layer: int, index: int) -> str:
    """Write the sign of a neuron's activation, such as a⁽¹⁾₃ for the third of layer 1."""
    superscript = str(layer).translate(SUPERSCRIPTS)
    return f"a⁽{superscript}⁾{str(index + 1).translate(SUBSCRIPTS)}"


def signed_sum(terms: Iterable[tuple[float, str]]) -> str:
    """Write the sum of numbers or of products.

    Parameters
    ----------
    terms : iterable of (float, str)
        A number, whose sign becomes that of the sum, and what follows it, such as "·x₁".
    """
    written = "".join(f" {_sign(value)} {number(abs(value))}{rest}" for value, rest in terms)
    first, rest = written[1], written[3:]
    return rest if first == "+" else f"{first}{rest}"


def _sign(value: float) -> str:
    return MINUS if value < 0 else "+"


def weighted_sum(weights: Iterable[float], factors: Iterable[str], bias: float) -> str:
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
