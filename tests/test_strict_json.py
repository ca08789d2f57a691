"""JSON is read strictly: what cannot be kept or would end Python is refused in words."""

import json

import pytest

from playground import strict_json
from playground.strict_json import DEEPEST


@pytest.mark.parametrize(("opening", "inner", "closing"), [("[", "", "]"), ('{"a":', "1", "}")])
def test_depth_is_limited_before_the_text_is_parsed(opening, inner, closing):
    """In WebAssembly 3,000 levels end Python, so the limit must not rest on its own."""
    as_deep_as_allowed = opening * DEEPEST + inner + closing * DEEPEST
    assert strict_json.read(as_deep_as_allowed) == json.loads(as_deep_as_allowed)
    for levels in (DEEPEST + 1, 100_000):
        with pytest.raises(ValueError, match=f"nested deeper than {DEEPEST} levels"):
            strict_json.read(opening * levels + inner + closing * levels)
        with pytest.raises(ValueError, match="nested deeper"):
            strict_json.read(opening * levels)


def test_brackets_in_strings_are_no_levels():
    texts = ["[" * 200, '\\"[{' * 200, "\\" + "[" * 200, "]" * 200]
    assert strict_json.read(json.dumps(texts)) == texts
    assert strict_json.read(json.dumps([[]] * 200)) == [[]] * 200


def test_brackets_behind_a_string_that_looks_closed_are_levels():
    with pytest.raises(ValueError, match="nested deeper"):
        strict_json.read('["\\\\",' + "[" * 200)


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 400, "1e999", "NaN", "-Infinity"])
def test_a_number_beyond_every_bound_is_named_shortly(number):
    with pytest.raises(ValueError, match="is no number that can be read here") as refusal:
        strict_json.read(f"[{number}]")
    assert len(str(refusal.value)) < 60


@pytest.mark.parametrize("half", [r'"\ud800"', r'{"\udfff": 1}', '"\ud800"'])
def test_half_a_character_is_refused(half):
    with pytest.raises(ValueError, match="cannot be part of a text"):
        strict_json.read(half)
