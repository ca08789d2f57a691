"""Numbers as people read them, and as people type them."""

from math import isfinite

from playground.text import text

DIGITS = 4
"""Decimals of a number from 0.1 on, and digits after the leading zeros of a smaller one."""

PLAIN_RANGE = 1e-3, 1e5
"""Sizes of number that are written without a power of ten."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MINUS = "\N{MINUS SIGN}"


def number(value: float) -> str:
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


def factor(value: float) -> str:
    """Write a number as a factor: a negative one in brackets."""
    written = number(value)
    return f"({written})" if written.startswith(MINUS) else written
