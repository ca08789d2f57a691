"""Numbers as people read them, and as people type them.

What is written has the signs of the present language, and must not say more than is true. Only 0 is
written as 0, however few decimals there are, and only the whole of something as 100 %; and numbers
for a glance beside a goal are rounded away from it: a loss up, a share down. All of them have the
sign of mathematics for minus, and an en dash stands for what is no finite number.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from math import floor, isfinite, log10

import numpy as np

from playground.text import language, localized, text
from playground.text.catalogues import LEFT_TO_RIGHT

DIGITS = 4
"""Decimals of a number from 0.1 on, and digits after the leading zeros of a smaller one."""

PLAIN_RANGE = 1e-3, 1e5
"""Sizes of number that are written without a power of ten."""

MOST_DECIMALS = 6
"""A number that needs more to be told from 0 is written with a power of ten."""

ALL_DECIMALS = 24
"""So many show all digits of a number in double precision from a millionth on."""

LARGEST_LOSS = 1000
"""Losses from here on would need too much room: they are written with a power of ten."""

LONGEST_FOUND = 20
"""Characters of a refused text that a message repeats."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
MINUS = "\N{MINUS SIGN}"

SIGNS = str.maketrans(
    {MINUS: "-", "\N{ARABIC DECIMAL SEPARATOR}": ",", "\N{FULLWIDTH FULL STOP}": "."}
)
"""Signs of keyboards and of the page, and those of programs that mean the same."""

TYPED = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""A number with a point or a comma before its decimals, and no signs between thousands."""


GROUPED = re.compile(r"[+\-−]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
"""A number that has either a sign between its thousands or three decimals."""


class NumberError(ValueError):
    """A text that spells no number; the message is a sentence that says so."""


def number(value: float) -> str:
    """Write a number with four decimals, a small one with four digits: enough to calculate with.

    >>> number(-1.5), number(0.012345), number(3e-05), number(float("inf"))
    ('−1.5000', '0.01235', '3.000·10⁻⁵', '–')
    """
    low, high = PLAIN_RANGE
    size = abs(value)
    if not isfinite(value):
        return text("output.none")
    if size == 0 or 0.1 <= size < high:
        return _signed(f"{value + 0.0:.{DIGITS}f}")  # -0.0 + 0.0 is 0.0
    if low <= size < high:
        return _signed(f"{value:#.{DIGITS}g}")
    return _power(f"{value:.{DIGITS - 1}e}")


def factor(value: float) -> str:
    """Write a number as a factor: a negative one in brackets.

    >>> factor(2), factor(-2)
    ('2.0000', '(−2.0000)')
    """
    written = number(value)
    return f"({written})" if MINUS in written.partition("·")[0] else written


def editable(value: float, write: Callable[[float], str] = number) -> str:
    """Write a number as a field takes it: like `write`, with a power of ten as it is typed.

    >>> editable(-1.5), editable(-1.5, rounded), editable(3e-05)
    ('−1.5000', '−1.5', '3.000e−05')
    """
    written = write(value)
    typeable = _signed(f"{value:.3e}") if "·" in written else written
    return typeable.removeprefix(LEFT_TO_RIGHT)


def rounded(value: float, digits: int = DIGITS) -> str:
    """Write a number with so many digits at most and no zeros behind them.

    >>> rounded(0.25), rounded(-123.456), rounded(-123.456, digits=2), rounded(1e-05)
    ('0.25', '−123.5', '−120', '1·10⁻⁵')
    """
    if not isfinite(value):
        return text("output.none")
    written = f"{value + 0.0:.{digits}g}"
    if "e" not in written:
        return _signed(written)
    return plain(float(written)) if 1 <= abs(value) < PLAIN_RANGE[1] else _power(written)


def plain(value: float) -> str:
    """Write a number exactly, without a power of ten.

    >>> plain(0.00001), plain(10.0), plain(-0.5)
    ('0.00001', '10', '−0.5')
    """
    return _signed(np.format_float_positional(value + 0.0, trim="-"))


def exact(value: float) -> str:
    """Write a number with six decimals, a huge or tiny one with seven digits: to compare runs by.

    >>> exact(0.123456789), exact(-0.000012345)
    ('0.123457', '−1.234500·10⁻⁵')
    """
    if not isfinite(value):
        return text("output.none")
    is_plain = value == 0 or 1e-3 <= abs(value) < 1e6
    return _signed(f"{value + 0.0:.6f}") if is_plain else _power(f"{value:.6e}")


def fixed(value: float, decimals: int, apart: Sequence[float] = (0,), scale: float = 1) -> str:
    """Write a number with so many decimals, and more if it would seem to reach another one.

    Parameters
    ----------
    value : float
    decimals : int
        After the point, at least.
    apart : sequence of float
        Numbers that it must not be taken for, nor seem to be beyond, unless it is.
    scale : float
        What it is written as a multiple of: 100 for percent. `apart` is of the number itself.

    Examples
    --------
    >>> fixed(2.5, 2), fixed(0.0, 3), fixed(-0.0002, 3), fixed(1e-09, 3)
    ('2.50', '0.000', '−0.0002', '1·10⁻⁹')
    >>> fixed(0.05004, 3, apart=(0, 0.05)), fixed(0.9999, 1, apart=(0, 1), scale=100)
    ('0.05004', '99.99')
    """
    if not isfinite(value):
        return text("output.none")
    if value and 0 in apart and float(f"{scale * value:.{MOST_DECIMALS}f}") == 0:
        return _power(f"{scale * value:.0e}")
    for count in range(decimals, ALL_DECIMALS):
        written = f"{scale * value + 0.0:.{count}f}"
        shown = float(written) / scale
        if all(_side(shown, other) == _side(value, other) for other in apart):
            break
    return _signed(written)


def loss(value: float) -> str:
    """Write a loss for a glance: three decimals, rounded up, in seven characters at most.

    >>> loss(0.4915), loss(0.0502), loss(0.05), loss(0.0), loss(0.00012), loss(12345)
    ('0.492', '0.051', '0.050', '0.000', '0.0002', '1.2e+04')
    """
    return _glance(value, 3, upwards=True)


def share(value: float) -> str:
    """Write a share for a glance, also one below 0 as R² can be: three decimals, rounded down.

    >>> share(0.9996), share(1.0), share(-0.5), share(0.0004)
    ('0.999', '1.000', '−0.500', '0.0004')
    """
    return _glance(value, 3, upwards=False)


def percent(value: float) -> str:
    """Write a share of 0 to 1 in percent for a glance: whole ones, rounded down.

    >>> percent(249 / 250), percent(1.0), percent(0.57), percent(1 / 250), percent(0.0)
    ('99 %', '100 %', '57 %', '0.4 %', '0 %')
    """
    if not isfinite(value):
        return text("output.none")
    return text("output.percent", value=_glance(value, 0, upwards=False, scale=100))


def exact_percent(value: float, apart: Sequence[float] = ()) -> str:
    """Write a share of 0 to 1 in percent with one decimal, more near the ends and others.

    >>> exact_percent(2 / 3), exact_percent(4999 / 5000), exact_percent(0.94996, apart=(0.95,))
    ('66.7 %', '99.98 %', '94.996 %')
    """
    if not isfinite(value):
        return text("output.none")
    return text("output.percent", value=fixed(value, 1, (0, 1, *apart), scale=100))


def probability(value: float) -> str:
    """Write a probability with three decimals; of one that is nearly 0 or 1 say only on which side.

    >>> probability(0.25), probability(0.9998), probability(3e-09), probability(1.0)
    ('0.250', '>0.999', '<0.001', '1.000')
    """
    written = f"{value:.3f}"
    if 0 < value < 1 and float(written) in (0, 1):
        written = "<0.001" if value < 0.5 else ">0.999"
    return localized(written)


def grouped(value: float) -> str:
    """Write a whole number with signs between its thousands.

    >>> grouped(1234567), grouped(-12)
    ('1,234,567', '−12')
    """
    return _signed(f"{value:,.0f}")


def limit(value: float) -> str:
    """Write a limit on a number: exactly, and a whole one with signs between its thousands.

    >>> limit(1_000_000), limit(-0.5), limit(10.0)
    ('1,000,000', '−0.5', '10')
    """
    return grouped(value) if float(value).is_integer() else plain(value)


def typed(entered: str) -> float:
    """Return the number that was typed, an int if it is whole; infinite if no float is so large.

    The decimals are behind a point or a comma, minus is a hyphen or the sign of mathematics, and
    blanks around it do not matter. Nothing is guessed: a text with two such marks is no number, and
    neither is one that the page itself would write for thousands, as 10.000 is in German.

    Raises
    ------
    NumberError
        If it is none.

    Examples
    --------
    >>> typed(" 0,5 "), typed("−.5"), typed("1e3"), typed("3.0")
    (0.5, -0.5, 1000, 3)
    >>> typed("1.000,5")
    Traceback (most recent call last):
    playground.number_format.NumberError: “1.000,5” is no number. Write something like 0.5 or −1.2.
    """
    # What is copied from the page has this mark before it in some languages.
    entered = entered.strip().removeprefix(LEFT_TO_RIGHT)
    group = language().group
    if GROUPED.fullmatch(with_plain_digits(entered)) and group in entered:
        whole, decimal = entered.replace(group, ""), "." if group == "," else ","
        decimals = entered.replace(group, decimal)
        raise NumberError(text("error.thousands", found=entered, whole=whole, decimals=decimals))
    if group.isspace():
        entered = re.sub(r"(?<=\d)\s(?=\d{3}(?!\d))", "", entered)
    return spelled_number(entered)


def spelled_number(entered: str) -> float:
    """Return the number that a text spells in whichever language; see `typed`.

    >>> spelled_number("10.000"), spelled_number("10,000")
    (10, 10)
    """
    spelling = with_plain_digits(entered.strip().translate(SIGNS))
    if not TYPED.fullmatch(spelling):
        visible = "".join(filter(str.isprintable, entered.strip()))
        raise NumberError(text("error.no_number", found=visible[:LONGEST_FOUND]))
    value = float(spelling.replace(",", "."))
    return int(value) if value.is_integer() else value


def with_plain_digits(words: str) -> str:
    """Return a text with 0 to 9 in place of the digits of other scripts."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in words)


def typed_place(entered: str, count: int) -> int | None:
    """Return the whole number from 1 to `count` that was typed; None if it is another text."""
    spelling = entered.strip()
    # Python refuses to read thousands of digits.
    if not spelling.isdecimal() or len(spelling) > LONGEST_FOUND:
        return None
    place = int(spelling)
    return place if 1 <= place <= count else None


def _glance(value: float, decimals: int, upwards: bool, scale: float = 1) -> str:
    """Write a number rounded in one direction, one below the last decimal with its first digit."""
    if not isfinite(value):
        return text("output.none")
    size = abs(scale * value)
    if size > LARGEST_LOSS - 10**-decimals:
        return _signed(f"{scale * value:.1e}")
    if 0 < size < 10**-decimals:
        decimals = -floor(log10(size))
    if decimals > MOST_DECIMALS:
        return _signed(f"{scale * value:.0e}")
    written = f"{scale * value + 0.0:.{decimals}f}"
    shown = float(written) / scale
    if shown < value if upwards else shown > value:
        step = 10**-decimals if upwards else -(10**-decimals)
        written = f"{float(written) + step:.{decimals}f}"
    return _signed(written)


def _side(value: float, other: float) -> int:
    return int(value > other) - int(value < other)


def _signed(written: str) -> str:
    return localized(written).replace("-", MINUS)


def _power(written: str) -> str:
    """Turn the power of ten of a float's text into that of people."""
    digits, exponent = written.split("e")
    return _signed(digits + f"·10{str(int(exponent)).translate(SUPERSCRIPTS)}")
