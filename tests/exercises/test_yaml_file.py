"""YAML is read as plain data with lines, by the rules of YAML 1.2, without aliases and tags."""

import contextlib

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from playground.exercises.yaml_file import DEEPEST, YamlError, read, write
from tests.cases import every

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"))
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab:#-"), inner, max_size=4)
    ),
    max_leaves=15,
)


@every(
    ("spelling", "value"),
    [
        ("", None),
        ("~", None),
        ("true", True),
        ("yes", "yes"),
        ("off", "off"),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("1:30", "1:30"),
        ("0.5", 0.5),
        ("1e-3", 0.001),
        (".inf", ".inf"),
        ("2026-11-22", "2026-11-22"),
        ("'1'", "1"),
        ("[1, a]", [1, "a"]),
        ("{a: {b: 1}}", {"a": {"b": 1}}),
    ],
)
def test_values_are_those_of_yaml_1_2(spelling, value):
    data, _ = read(spelling)
    assert data == value
    assert type(data) is type(value)


def test_every_value_has_the_line_of_its_key_or_dash():
    _, lines = read("a: 1\nb:\n  c: |\n    text\n    more\n  d:\n    - 1\n    - e: 2\n")
    assert lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 3,
        ("b", "d"): 6,
        ("b", "d", 0): 7,
        ("b", "d", 1): 8,
        ("b", "d", 1, "e"): 8,
    }


@every(
    ("source", "line", "named"),
    [
        ("a: 1\nb: [1", 2, "not YAML"),
        ("a: 1\nb: c: d", 2, "not YAML"),
        ("a: 1\n\tb: 2", 2, "not YAML"),
        ("a: 1\nb: '\x07'", 2, "character"),
        ("a: 1\na: 2", 2, "“a” is given twice"),
        ("a: &x 1\nb: *x", 2, "aliases"),
        ("a:\n  b: !!python/object:os.system x", 2, "Tags"),
        ("a: !!set {b}", 1, "Tags"),
        ("a: 1\nid: !!int abc", 2, "“!!int”"),
        ("a: !!map foo", 1, "“!!map”"),
        ("a: !!seq foo", 1, "“!!seq”"),
        ("a: !!float .inf", 1, "“!!float”"),
        ("a: ! x", 1, "Tags"),
        ("a: !!int " + 5000 * "9", 1, "“!!int”"),
        ('a: 1\nb: "\\U00110000"', 2, "stands for nothing"),
        ('a: 1\nb: "\\UFFFFFFFF"', 2, "stands for nothing"),
        ("%YAML 1." + 5000 * "9" + "\n---\na: 1", 1, "stands for nothing"),
        ("? [a]\n: b", 1, "plain text"),
        ("a: 1\nb: 1e999", 2, "1e999"),
        ("a:\n" + "[" * 50, 2, f"{DEEPEST} deep"),
        ("--- a\n--- b", 2, "not YAML"),
    ],
)
def test_what_is_refused_is_named_with_its_line(source, line, named):
    with pytest.raises(YamlError, match=named) as error:
        read(source)
    assert error.value.line == line


def test_a_small_file_cannot_grow_in_memory():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(YamlError, match="aliases"):
        read(bomb)


@given(PLAIN)
def test_what_is_written_is_read_again(data):
    assert read(write(data))[0] == data


@given(PLAIN)
def test_what_is_written_is_yaml_to_others_too(data):
    """PyYAML reads YAML 1.1, of which the writer has to keep clear as well."""
    assert yaml.safe_load(write(data)) == data


def test_a_text_of_several_lines_is_written_as_a_block():
    assert write({"text": "One.\n\nTwo.\n"}) == "text: |\n  One.\n\n  Two.\n"


@given(st.text())
def test_no_text_does_anything_but_give_data_or_a_yaml_error(source):
    with contextlib.suppress(YamlError):
        read(source)
