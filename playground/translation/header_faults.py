"""What is wrong in the header of a catalogue."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields

from playground.strict_json import Json
from playground.text.catalogues import Language
from playground.text.plurals import CATEGORIES, OTHER, category

DIRECTIONS = ("ltr", "rtl")

FIELDS = {one.name: one for one in fields(Language) if one.name != "code"}

SIGNS = re.compile(r"[^\w{}<>&]{1,2}")
"""What can stand before decimals, between thousands, or in a list."""

TEXTS = ("name", "direction", "decimal", "group", "list", "address")


def missing_fields(head: Mapping[str, Json]) -> list[str]:
    """Return the names of the fields that a header must have, and that are empty or not there."""
    needed = (name for name, one in FIELDS.items() if one.default is MISSING)
    return [name for name in (*needed, "plurals", "address") if head.get(name, "") == ""]


def wrong_fields(head: Mapping[str, Json]) -> Iterator[str]:
    """Yield each field that a page could not use, with what is in it and what is allowed."""
    for name, found in head.items():
        if name not in FIELDS:
            yield f"{name} ({', '.join(FIELDS)})"
        elif name in TEXTS and not isinstance(found, str):
            yield f"{name}: {found!r}"
    direction = head.get("direction", "")
    if direction not in ("", *DIRECTIONS):
        yield f"direction: {direction!r} ({', '.join(DIRECTIONS)})"
    for name in ("decimal", "group", "list"):
        found = head.get(name, "")
        if isinstance(found, str) and found and not SIGNS.fullmatch(found):
            yield f"{name}: {found!r}"
    if head.get("decimal") and head.get("decimal") == head.get("group"):
        yield f"decimal = group: {head['decimal']!r}"
    least = head.get("grouped_from", 1000)
    if isinstance(least, bool) or not isinstance(least, int):
        yield f"grouped_from: {least!r} (1000, 10000)"
    reviewed = head.get("reviewed_by_a_native_teacher", False)
    if not isinstance(reviewed, bool):
        yield f"reviewed_by_a_native_teacher: {reviewed!r} (true, false)"
    yield from _wrong_plurals(head.get("plurals", {}))


def plural_categories(head: Mapping[str, Json]) -> list[str]:
    """Return the plural categories of a language in the order of its forms."""
    rules = head.get("plurals", {})
    named = {*rules, OTHER} if isinstance(rules, dict) else {OTHER}
    return [one for one in CATEGORIES if one in named]


def plural_rules(head: Mapping[str, Json]) -> dict[str, str]:
    """Return the rules of a header that can be read."""
    rules = head.get("plurals", {})
    if not isinstance(rules, dict):
        return {}
    return {name: rule for name, rule in rules.items() if isinstance(rule, str) and _is_rule(rule)}


def _wrong_plurals(rules: Json) -> Iterator[str]:
    if not isinstance(rules, dict):
        yield f"plurals: {rules!r}"
        return
    named = [one for one in CATEGORIES if one != OTHER]
    for name, rule in rules.items():
        if name not in named:
            yield f"plurals.{name} ({', '.join(named)})"
        elif not isinstance(rule, str) or not _is_rule(rule):
            yield f"plurals.{name}: {rule!r} (n in 1, i mod 10 in 2..4)"


def _is_rule(rule: str) -> bool:
    """Tell whether all of a rule can be read: what it says of a number may depend on a part."""
    relations = re.split(" or | and ", rule)
    try:
        for relation in relations:
            category({"one": relation}, 1)
    except ValueError:
        return False
    return True
