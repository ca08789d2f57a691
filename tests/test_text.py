"""The catalogue of texts: each is used, each that is used is there, with the values it needs."""

import ast
import json
import re
from collections.abc import Set
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import jinja2
import pytest

import playground
from playground import text as text_module
from playground.experiment import Experiment
from playground.text import FALLBACK_LANGUAGE, catalogue, languages, set_language, text

PACKAGE = Path(playground.__file__).parent
STATIC = PACKAGE.parent / "static"
TEXTS = catalogue(FALLBACK_LANGUAGE)


class Use(NamedTuple):
    """A place where a text is used: the keys it may have there and the values it is given.

    A key that ends in "*" stands for all keys that begin so, and "*" for those of the choices that
    a setting offers, whose group is the setting, such as "activation.tanh".
    """

    keys: tuple[str, ...]
    values: Set[str]


def python_uses(source):
    """Find ``text("group.name", value=…)`` in Python."""
    return [
        Use(python_keys(node.args[0]), {keyword.arg for keyword in node.keywords})
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text"
    ]


def python_keys(node):
    """Return the keys an expression can give; one that cannot be told counts as missing."""
    if isinstance(node, ast.Constant):
        return (node.value,)
    if isinstance(node, ast.IfExp):
        return python_keys(node.body) + python_keys(node.orelse)
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return (f"{first.value}*" if isinstance(first, ast.Constant) else "*",)
    return (f"<{ast.unparse(node)}>",)


def template_uses(source):
    """Find ``text("group.name", value=…)`` in a Jinja template or a plain page."""
    calls = jinja2.Environment().parse(source).find_all(jinja2.nodes.Call)
    uses = [
        Use(template_keys(call.args[0]), {keyword.key for keyword in call.kwargs})
        for call in calls
        if isinstance(call.node, jinja2.nodes.Name) and call.node.name == "text"
    ]
    return uses + [Use((key,), set()) for key in re.findall(r'data-text="([^"]+)"', source)]


def template_keys(node):
    if isinstance(node, jinja2.nodes.CondExpr):
        return template_keys(node.expr1) + template_keys(node.expr2)
    if isinstance(node, jinja2.nodes.Concat):
        return (f"{node.nodes[0].value}*",)
    return (node.value,)


def script_uses(source):
    """Find ``texts["group.name"]`` in JavaScript, which fills in by ``replace("{value}", …)``."""
    keys = re.findall(r"""\btexts\[["'`]([^"'`]+)["'`]\]""", source)
    values = set(re.findall(r"""replace\(["']\{(\w+)\}["']""", source))
    return [Use((re.sub(r"\$\{.*", "*", key),), values) for key in keys]


READERS = {
    ".py": python_uses,
    ".html": template_uses,
    ".jinja": template_uses,
    ".js": script_uses,
}


def uses():
    """Return every use of a text in the program by the file it is in."""
    own = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.jinja")]
    files = [*own, *STATIC.glob("*.html"), *STATIC.glob("*.js")]
    return {file: READERS[file.suffix](file.read_text(encoding="utf-8")) for file in sorted(files)}


def matches(key, texts=TEXTS):
    """Return the keys of the catalogue that a key in a use stands for."""
    if key == "*":
        return {known for known in texts if known.split(".")[0] in Experiment.declarations()}
    if key.endswith("*"):
        return {known for known in texts if known.startswith(key[:-1])}
    return {key} & texts.keys()


def placeholders(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def keys_of(uses):
    """Return the keys of the catalogue that are used in a file."""
    return {known for use in uses for key in use.keys for known in matches(key)}


@pytest.fixture(scope="module")
def files():
    """Every use of a text by the name of the file it is in."""
    return uses()


def test_every_text_used_is_in_the_catalogue(files):
    used = [(file, key) for file in files for use in files[file] for key in use.keys]
    assert [(file, key) for file, key in used if not matches(key)] == []


def test_every_placeholder_gets_a_value(files):
    used = [(file, key, use) for file in files for use in files[file] for key in use.keys]
    assert [
        (file, key)
        for file, key, use in used
        if not any(placeholders(TEXTS[known]) <= use.values for known in matches(key))
    ] == []


def test_every_value_has_a_placeholder(files):
    for file, several in files.items():
        filled = {name for key in keys_of(several) for name in placeholders(TEXTS[key])}
        assert {value for use in several for value in use.values} <= filled, file


def test_every_text_in_the_catalogue_is_used(files):
    assert set(TEXTS) - {key for several in files.values() for key in keys_of(several)} == set()


def test_no_key_is_there_twice():
    """Of two texts of one key the last one would be shown wherever either is meant."""
    written = (PACKAGE / f"texts/{FALLBACK_LANGUAGE}.json").read_text(encoding="utf-8")
    keys = [key for key, _ in json.loads(written, object_pairs_hook=list)]
    assert len(keys) == len(set(keys))


def test_a_text_has_a_grouped_key_and_named_placeholders():
    for key, content in TEXTS.items():
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_-]+)+", key)
        assert content.strip() == content != "", key
        assert all(name.isidentifier() for name in placeholders(content)), key


# How uses are found, on made-up sources


def test_uses_are_found_in_python():
    source = """
text("a.b", n=1)
x = [text("a.c" if x else "a.d")]
text(f"a.{x}")
text(key)
text(f"{x}.{y}")
other("z")
"""
    assert python_uses(source) == [
        Use(("a.b",), {"n"}),
        Use(("a.*",), set()),
        Use(("<key>",), set()),
        Use(("*",), set()),
        Use(("a.c", "a.d"), set()),
    ]


def test_uses_are_found_in_templates():
    source = """
<p title="{{ text('a.b', n=1) }}">{{ text("a." ~ x) }}</p><i data-text="a.c"></i>
{{ text("a.b" if x else "a.d") }}
"""
    assert template_uses(source) == [
        Use(("a.b",), {"n"}),
        Use(("a.*",), set()),
        Use(("a.b", "a.d"), set()),
        Use(("a.c",), set()),
    ]


def test_uses_are_found_in_scripts():
    source = """texts["a.b"].replace("{n}", 1); texts[`a.${x}`]; texts[x]"""
    assert script_uses(source) == [Use(("a.b",), {"n"}), Use(("a.*",), {"n"})]


def test_a_starred_key_stands_for_all_that_begin_so():
    texts = {"a.b": "", "a.c": "", "ab.c": "", "activation.tanh": ""}
    assert matches("*", texts) == {"activation.tanh"}
    assert matches("a.*", texts) == {"a.b", "a.c"}
    assert matches("a.b", texts) == {"a.b"}
    assert matches("a.x", texts) == set()


# Looking texts up


def test_a_text_is_filled_in():
    assert text("allowed.range", low=0, high=0.5) == "between 0 and 0.5"


def test_braces_in_a_value_are_left_alone():
    assert "{high}" in text("allowed.range", low="{high}", high=1)


def test_a_missing_key_is_named():
    with pytest.raises(KeyError, match=r"no text for 'no\.such'"):
        text("no.such")


def test_a_missing_value_is_named():
    with pytest.raises(KeyError, match="high"):
        text("allowed.range", low=0)


def test_english_is_complete_and_there():
    assert FALLBACK_LANGUAGE in languages()
    set_language("en")
    assert text("setting.noise") == "Noise"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(ValueError, match=r"language must be one of en.*, got 'xx'"):
        set_language("xx")


def test_what_a_language_lacks_is_said_in_english(tmp_path, monkeypatch):
    (tmp_path / "en.json").write_text('{"a.b": "yes", "a.c": "no"}', encoding="utf-8")
    (tmp_path / "de.json").write_text('{"a.b": "ja"}', encoding="utf-8")
    monkeypatch.setattr(text_module, "_folder", lambda: tmp_path)
    monkeypatch.setattr(text_module, "_language", "en")
    monkeypatch.setattr(text_module, "catalogue", catalogue.__wrapped__)
    set_language("de")
    assert (text("a.b"), text("a.c")) == ("ja", "no")
