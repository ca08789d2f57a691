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
from playground.experiment import Experiment
from playground.text import (
    FALLBACK_LANGUAGE,
    add_language,
    catalogue,
    languages,
    listed,
    localized,
    set_language,
    text,
)
from playground.text.pseudo import RULES

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
    """Find ``text("group.name", value=…)`` in Python, and ``template(f"group.{name}", …)``."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [node for node in calls if isinstance(node.func, ast.Name)]
    return [
        Use(python_keys(node.args[0]), {keyword.arg for keyword in node.keywords})
        for node in named
        if node.func.id == "text"
    ] + [
        Use(python_keys(node.args[0]), set())
        for node in named
        if node.func.id == "template" and isinstance(node.args[0], ast.JoinedStr)
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


def placeholders(entry):
    return {
        name
        for form in forms(entry)
        for _, name, _, _ in Formatter().parse(form)
        if name is not None
    }


def forms(entry):
    return [entry] if isinstance(entry, str) else [*entry.values()]


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
        assert all(form.strip() == form != "" for form in forms(content)), key
        assert all(name.isidentifier() for name in placeholders(content)), key


def test_a_text_with_forms_has_the_number_that_chooses_between_them():
    """Without it no translation could have forms of its own."""
    counted = {key: content for key, content in TEXTS.items() if isinstance(content, dict)}
    assert [key for key, content in counted.items() if "count" not in placeholders(content)] == []


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
    with pytest.raises(ValueError, match=r"language must be one of .*en.*, got 'xx'"):
        set_language("xx")


# Other languages


HEADER = {"name": "", "direction": "ltr", "decimal": ",", "group": ".", "list": "; "}
POLISH = {
    "one": "i in 1 and v in 0",
    "few": "v in 0 and i mod 10 in 2..4 and i mod 100 not in 12..14",
}


@pytest.fixture
def speak():
    """Make a catalogue of a language and choose it."""

    def speak(texts, **header):
        add_language("yy", {**HEADER, **header}, texts)
        set_language("yy")

    yield speak
    set_language("en")


def test_what_a_language_lacks_is_said_in_english(speak):
    speak({"button.play": "Los"})
    assert (text("button.play"), text("button.pause")) == ("Los", "Pause")


def test_the_count_chooses_the_form_by_the_rules_of_the_language_of_the_text(speak):
    rows = {"one": "{count} wiersz", "few": "{count} wiersze", "other": "{count} wierszy"}
    speak({"csv.more": rows}, plurals=POLISH)
    found = [text("csv.more", count=count) for count in (1, 23, 12, 2.5, 4002)]
    assert found == ["1 wiersz", "23 wiersze", "12 wierszy", "2,5 wierszy", "4.002 wiersze"]
    # English rules for an English text
    assert text("network.layers", count=3) == "3 hidden layers"


def test_numbers_in_a_text_have_the_signs_of_the_language(speak):
    speak({"link.unknown": "{count} {share} {name}"}, grouped_from=10000)
    assert text("link.unknown", count=12345, share=0.5, name="1.5") == "12.345 0,5 1.5"
    assert text("link.unknown", count=1234, share=2, name="") == "1234 2 "
    assert (localized("1,234,567.25"), localized("-9,999.5")) == ("1.234.567,25", "-9999,5")
    assert listed(["a", "b"]) == "a; b"


@pytest.mark.parametrize(
    "wrong", ["{zahl} unbekannt", "{found:d}", "{found!q}", "{found", "{}", "{found[0][0][1]}"]
)
def test_a_text_that_cannot_be_filled_in_is_said_in_english(speak, wrong):
    speak({"link.unknown": wrong})
    assert text("link.unknown", count=1, found="ab").startswith("One part of the link means")


def test_a_text_whose_form_cannot_be_chosen_is_said_in_english(speak):
    speak(
        {"csv.more": {"one": "{count} Zeile", "other": "{count} Zeilen"}}, plurals={"one": "n = 1"}
    )
    assert text("csv.more", count=2) == "and 2 more rows"


def test_in_english_a_value_that_is_missing_is_a_mistake_of_the_program():
    with pytest.raises(KeyError, match="found"):
        text("link.unknown", count=1)


def test_names_with_the_sign_of_the_list_in_them_are_kept_apart_by_a_stronger_one(speak):
    assert listed(["a", "b"]) == "a, b"
    assert listed(["layer 1, neuron 2", "output"]) == "layer 1, neuron 2; output"
    speak({}, list="، ")
    assert listed(["طبقة 1، عصبون 2", "مخرج"]) == "طبقة 1، عصبون 2؛ مخرج"


def test_a_count_that_is_no_number_is_refused():
    with pytest.raises(TypeError, match="count must be a number, got '1,000'"):
        text("network.layers", count="1,000")


def test_a_pseudo_language_is_english_by_rule():
    try:
        found = {}
        for code in RULES:
            set_language(code)
            found[code] = text("status.loaded", loaded="3.1"), text("network.layers", count=1)
    finally:
        set_language("en")
    assert found == {
        "x-double": ("3.1 MB 3.1 MB", "1 hidden layer 1 hidden layer"),
        "x-accents": ("3.1 MB", "1 hîddéñ låýér"),
        "x-rtl": ("3.1 מב", "1 חטדדהנ לאגהצ"),
        "x-tags": ("<b>3.1 MB</b>", "<b>1 hidden layer</b>"),
    }
    with pytest.raises(ValueError, match=r"language must be one of x-double, .*, got 'x-none'"):
        set_language("x-none")
