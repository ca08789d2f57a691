"""Reads JSON strictly and writes it shortly: what one program wrote, another must not guess."""

import json
import re
from collections import Counter
from itertools import accumulate
from math import isfinite
from typing import NoReturn

from playground.text import text

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
"""Plain data, as JSON stands for it."""

DEEPEST = 100
"""Levels of nesting at most; in WebAssembly Python does not survive some thousands."""

FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no text may hold: what XML 1.0 does not allow, and the old C1 controls."""

LONGEST_EXCERPT = 20
"""Characters of a refused number that a message repeats."""

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def read(source: str) -> Json:
    """Return the plain data that a JSON text stands for.

    Raises
    ------
    ValueError
        If it is not JSON, gives a key twice, is nested deeper than `DEEPEST`, holds a number that
        is not finite or half a character; the message is a sentence.
    """
    if is_too_deep(source):
        raise ValueError(text("json.deep", levels=DEEPEST))
    try:
        data: Json = json.loads(
            source,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
        write(data).encode("utf-8")
    except json.JSONDecodeError as error:
        raise ValueError(text("json.syntax", line=error.lineno)) from None
    except UnicodeEncodeError:
        raise ValueError(text("data.character")) from None
    return data


def is_too_deep(source: str) -> bool:
    """Tell whether the brackets of a JSON text, those in strings apart, lie too deep.

    It has to be asked before the text is parsed: in WebAssembly no RecursionError comes in time.
    """
    if source.count("[") + source.count("{") <= DEEPEST:
        return False
    brackets = (found[0] for found in _STRING_OR_BRACKET.finditer(source))
    levels = accumulate({"[": 1, "{": 1, "]": -1, "}": -1}.get(one, 0) for one in brackets)
    return any(level > DEEPEST for level in levels)


def write(data: object) -> str:
    """Return plain data as JSON without white space."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def keepable(source: str) -> str:
    """Return a text as a document can hold it.

    The sign U+FFFD stands for half a character; those that only steer a device are left out.
    """
    whole = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return FORBIDDEN.sub("", whole)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(text("data.twice", name=twice[0]))
    return dict(pairs)


def _whole(spelling: str) -> int:
    _finite(spelling)
    return int(spelling)


def _refuse_constant(spelling: str) -> NoReturn:
    found = spelling if len(spelling) <= LONGEST_EXCERPT else spelling[: LONGEST_EXCERPT - 1] + "…"
    raise ValueError(text("json.number", found=found))


def _finite(spelling: str) -> float:
    number = float(spelling)
    return number if isfinite(number) else _refuse_constant(spelling)
