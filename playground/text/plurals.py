"""Plural categories by the rules of CLDR, the Unicode Common Locale Data Repository.

A rule compares operands of a number with ranges: "v in 0 and i mod 10 in 2..4", "n in 1 or n not in
0..5". Operands are `n`, the absolute value; `i`, its whole part; `v` and `w`, how many decimals are
shown, with and without zeros at the end; `f` and `t`, those decimals as a number; `e` and `c`, a
power of ten that is written, which there never is. See Unicode Technical Standard 35, part 3.
"""

import re
from collections.abc import Mapping

OTHER = "other"
"""The category of all numbers for which no rule holds."""

CATEGORIES = ("zero", "one", "two", "few", "many", OTHER)
"""All there are, in CLDR's order."""

RANGE = r"\d+(?:\.\.\d+)?"

RELATION = re.compile(
    rf"([niwvftec])(?: mod ([1-9]\d*))?( not)? in ({RANGE}(?:,{RANGE})*)", re.ASCII
)


SAMPLES = (*range(1001), 0.5, 1.5, 2.5, 10.5, 2000, 10_000, 1_000_000, 2_000_000)
"""A category that holds several numbers holds several of these, in every language."""


def category(rules: Mapping[str, str], number: float) -> str:
    """Return the plural category of a number.

    Parameters
    ----------
    rules : mapping of str to str
        The rule of each category of a language but "other".
    number : int or float
        Its decimals are those that Python shows.

    Raises
    ------
    ValueError
        If a rule cannot be read.

    Examples
    --------
    >>> polish = {"few": "v in 0 and i mod 10 in 2..4 and i mod 100 not in 12..14"}
    >>> [category(polish, number) for number in (2, 12, 23, 2.5)]
    ['few', 'other', 'few', 'other']
    """
    operands = _operands(number)
    return next((name for name, rule in rules.items() if _holds(rule, operands)), OTHER)


def only_number(rules: Mapping[str, str], name: str) -> bool:
    """Tell whether a category holds one number only, so that a word can stand for it.

    >>> only_number({"one": "n in 1"}, "one"), only_number({"one": "i in 0..1"}, "one")
    (True, False)
    """
    return sum(category(rules, number) == name for number in SAMPLES) == 1


def _holds(rule: str, operands: Mapping[str, float]) -> bool:
    return any(
        all(_is_true(relation, operands) for relation in joined.split(" and "))
        for joined in rule.split(" or ")
    )


def _is_true(relation: str, operands: Mapping[str, float]) -> bool:
    match = RELATION.fullmatch(relation)
    if match is None:
        raise ValueError(f"{relation!r} is no relation of a plural rule")
    operand, divisor, is_negated, ranges = match.groups()
    value = operands[operand] % int(divisor) if divisor else operands[operand]
    return any(_is_within(value, one) for one in ranges.split(",")) != bool(is_negated)


def _is_within(value: float, written: str) -> bool:
    """Return whether a value is a whole number of a range such as "2..4", or the only one."""
    low, _, high = written.partition("..")
    return int(low) <= value <= int(high or low) and value == int(value)


def _operands(number: float) -> dict[str, float]:
    absolute = abs(number)
    spelled = str(absolute)
    # A power of ten is shown where Python needs one, and such a number is none that counts things.
    whole, _, decimals = (f"{absolute:.0f}" if "e" in spelled else spelled).partition(".")
    visible = decimals.rstrip("0")
    return {
        "n": absolute,
        "i": int(whole),
        "v": len(decimals),
        "w": len(visible),
        "f": int(decimals or 0),
        "t": int(visible or 0),
        "e": 0,
        "c": 0,
    }
