"""Reads JSON strictly and writes it shortly: what one program wrote, another must not guess."""

import json
from collections import Counter
from math import isfinite
from typing import NoReturn

from playground.text import text

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
"""Plain data, as JSON stands for it."""


def read(source: str) -> Json:
    """Return the plain data that a JSON text stands for.

    Raises
    ------
    ValueError
        If it is not JSON, gives a key twice, is nested too deep, holds a number that is not finite
        or half a character; the message is a sentence.
    """
    try:
        data: Json = json.loads(
            source,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
        write(data).encode("utf-8")
    except json.JSONDecodeError as error:
        raise ValueError(text("json.syntax", line=error.lineno)) from None
    except UnicodeEncodeError:
        raise ValueError(text("data.character")) from None
    except RecursionError:
        raise ValueError(text("json.deep")) from None
    return data


def write(data: object) -> str:
    """Return plain data as JSON without white space."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(text("data.twice", name=twice[0]))
    return dict(pairs)


def _refuse_constant(spelling: str) -> NoReturn:
    raise ValueError(text("data.large", found=spelling))


def _finite(spelling: str) -> float:
    number = float(spelling)
    return number if isfinite(number) else _refuse_constant(spelling)
