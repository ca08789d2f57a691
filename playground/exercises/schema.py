"""Checks plain data against a published JSON Schema and says in plain words what is wrong."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, reduce
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from playground.exercises.shapes import Path
from playground.experiment.setting_kinds import excerpt
from playground.number_format import limit
from playground.strict_json import FORBIDDEN, Json
from playground.text import listed, own_names, text

if TYPE_CHECKING:
    from fastjsonschema import JsonSchemaValueException

Definition = dict[str, Any]
"""A part of a JSON Schema."""


class Problem(NamedTuple):
    """Something that is wrong with plain data: where, as keys and indices, and a sentence."""

    path: Path
    message: str


def problems(data: Json, name: str) -> list[Problem]:
    """Return what is wrong with data.

    Parameters
    ----------
    data : dict, list, str, int, float, bool or None
        Plain data, as read from JSON or YAML. It is not changed.
    name : str
        Which schema: "exercise", "lesson" or "result".

    Returns
    -------
    list of Problem
        Empty if the data is valid.
    """
    if found := list(_strange_characters(data, ())):
        return found
    # imported where it is used, since a page without an exercise has no need of it
    from fastjsonschema import JsonSchemaValuesException

    try:
        _validator(name)(data)
    except JsonSchemaValuesException as refused:
        return [problem for error in refused.errors for problem in _explain(data, error)]
    return []


def _strange_characters(data: Json, path: Path) -> Iterator[Problem]:
    """Yield a problem for each text or key with characters that no document may hold.

    These are the ones that XML forbids: halves of characters, and those that only steer a device.
    Links, files and packages for learning platforms would break on them.
    """
    if isinstance(data, str):
        if found := FORBIDDEN.search(data):
            code = f"U+{ord(found.group()):04X}"
            yield Problem(path, text("schema.character", field=field(path), found=code))
    elif isinstance(data, list):
        for i, part in enumerate(data):
            yield from _strange_characters(part, (*path, i))
    elif isinstance(data, dict):
        for key, part in data.items():
            yield from _strange_characters(key, path)
            yield from _strange_characters(part, (*path, key))


def refusal(path: Path, allowed: str, found: object) -> Problem:
    """Return the problem that the value at a path is not among the allowed ones."""
    found = spell(found)
    return Problem(path, text("error.setting", setting=field(path), allowed=allowed, found=found))


def missing(path: Path) -> Problem:
    """Return the problem that there is no value at a path; it counts for what should hold it."""
    return Problem(path[:-1], text("schema.missing", field=field(path)))


def unknown(path: Path, names: Iterable[str]) -> Problem:
    """Return the problem that the last key of a path is not among the known names."""
    allowed = text("allowed.choice", options=listed(names))
    return Problem(path, text("schema.unknown", field=field(path), allowed=allowed))


def field(path: Path) -> str:
    """Spell a path as ``goals[0].test_loss``."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{excerpt(part)}" for part in path)
    return "".join(parts).removeprefix(".") or text("schema.everything")


def spell(value: object) -> str:
    """Spell a value as JSON, shortened."""
    return excerpt(json.dumps(value, ensure_ascii=False))


@cache
def schema(name: str) -> Definition:
    """Return a published schema as plain data; read once."""
    file = resources.files(__package__) / f"{name}.schema.json"
    found: Definition = json.loads(file.read_text(encoding="utf-8"))
    return found


@cache
def _validator(name: str) -> Callable[[Json], object]:
    import fastjsonschema

    validate: Callable[[Json], object] = fastjsonschema.compile(
        schema(name), use_default=False, fast_fail=False
    )
    return validate


def _explain(data: Json, error: "JsonSchemaValueException") -> list[Problem]:
    """Return the problems that one error of the library stands for."""
    path, value = _path(data, error.path[1:]), error.value
    if error.rule == "required":
        return [missing((*path, name)) for name in error.rule_definition if name not in value]
    if error.rule == "additionalProperties":
        known = error.definition["properties"]
        return [unknown((*path, name), known) for name in value if name not in known]
    if error.rule == "propertyNames":
        return [_no_language((*path, name)) for name in value if not _is_language(name, error)]
    return [refusal(path, in_words(error.definition), value)]


def _is_language(name: str, error: "JsonSchemaValueException") -> bool:
    return re.search(error.definition["propertyNames"]["pattern"], name) is not None


def _no_language(path: Path) -> Problem:
    """Return the problem that the last key of a path stands for no language."""
    known = listed(own_names())
    return Problem(path, text("schema.no_language", field=field(path), known=known))


def _path(data: Json, keys: Sequence[str]) -> Path:
    """Return the path that keys spell, with indices as numbers.

    The library separates keys by dots and brackets. Where a key has some itself the path is not
    clear, and ends before it.
    """
    path: list[str | int] = []
    for key in keys:
        if isinstance(data, dict) and key in data:
            path.append(key)
            data = data[key]
        elif isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            path.append(int(key))
            data = data[int(key)]
        else:
            break
    return tuple(path)


def in_words(definition: Definition) -> str:
    """Say in words which values a part of a schema allows."""
    if "propertyNames" in definition:
        low, high = definition["minLength"], definition["maxLength"]
        return text("schema.words", low=limit(low), high=limit(high))
    if "title" in definition:
        return text(f"schema.{definition['title']}", most=limit(definition.get("maxLength", 0)))
    if "enum" in definition:
        return text("allowed.choice", options=listed(definition["enum"]))
    kinds = definition["type"]
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return reduce(
        lambda one, other: text("schema.or", one=one, other=other),
        (TYPES[kind](definition) for kind in kinds),
    )


def _number(definition: Definition) -> str:
    if "maximum" in definition:
        low, high = definition["minimum"], definition["maximum"]
        return text("allowed.range", low=limit(low), high=limit(high))
    return text("schema.number")


def _integer(definition: Definition) -> str:
    if "maximum" in definition:
        low, high = definition["minimum"], definition["maximum"]
        return text("allowed.whole", low=limit(low), high=limit(high))
    return text("schema.whole", low=limit(definition["minimum"]))


def _string(definition: Definition) -> str:
    low, high = definition.get("minLength", 0), definition["maxLength"]
    return text("schema.text", low=limit(low), high=limit(high))


def _array(definition: Definition) -> str:
    low, high = definition.get("minItems", 0), definition["maxItems"]
    return text("schema.list", low=limit(low), high=limit(high))


TYPES: dict[str, Callable[[Definition], str]] = {
    "number": _number,
    "integer": _integer,
    "string": _string,
    "array": _array,
    "object": lambda definition: text("schema.group"),
    "boolean": lambda definition: text("allowed.flag"),
}
"""JSON's types: what says in words which values a definition allows."""
