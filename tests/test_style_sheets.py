"""Style sheets are joined; what they have in common is said once, in the tokens or by Python."""

import re
from itertools import chain
from pathlib import Path

import pytest

import playground
from playground.page.template import render
from playground.style_sheets import COMMENT, IMPORT, joined
from playground.views.palette import INK, STYLE_COLORS
from tests.views.test_palette import contrast

PACKAGE = Path(playground.__file__).parent
STATIC = PACKAGE.parent / "static"
TOKENS = STATIC / "css/page/tokens.css"
SHEETS = sorted(STATIC.glob("css/*.css"))
OWN = sorted(PACKAGE.rglob("style.css"))
SOURCES = [*sorted(STATIC.rglob("*.css")), *OWN]
MINDED = [path for path in SOURCES if path != TOKENS]

RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
DECLARATION = re.compile(r"([\w-]+):\s*([^;]+);")
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|lab|lch|oklab|oklch)a?\(")
DECLARED = re.compile(r"(?<!var\()(--[a-z0-9-]+)(?=:)")
USED = re.compile(r"var\((--[a-z0-9-]+)")
SET_BY_SCRIPT = re.compile(r'setProperty\("(--[a-z0-9-]+)"')
READ_BY_SCRIPT = re.compile(r'getPropertyValue\("(--[a-z0-9-]+)"')
BREAK_POINT = re.compile(r"^ *\w+ +(\d+px)  ", re.MULTILINE)
LENGTH = re.compile(r"[\d.]+(?:px|rem|em|vw|vh|%)")

SPACES = ("gap", "row-gap", "column-gap", "margin", "padding")
FONTS = {"--small", "--base", "--big", "--heading", "--feature-size"}
NUDGE = 3
"""Pixels by which a thing may be moved without a token: that is no space between two things."""

OTHERS = ("bk-", "noUi-", "icon-")
"""Beginnings of classes that are Bokeh's, or put together when the page runs."""


def name(path):
    return path.relative_to(PACKAGE.parent).as_posix()


def source(path):
    """Read a style sheet without its comments; those of data: addresses are none."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def rules(path):
    """Yield the selectors of each rule, one a line, and its declarations as pairs."""
    for selectors, body in RULE.findall(source(path)):
        lines = selectors.strip().splitlines()
        yield [line.strip().rstrip(",") for line in lines], DECLARATION.findall(body + ";")


def minded_declarations():
    """Yield a style sheet's path, and name and value of each of its declarations."""
    for path in MINDED:
        for name, value in chain.from_iterable(pairs for _, pairs in rules(path)):
            yield path, name, value


def imported(path):
    found = [(path.parent / inner).resolve() for inner in IMPORT.findall(path.read_text())]
    return [path, *chain.from_iterable(map(imported, found))]


def test_a_sheet_is_joined_with_what_it_imports_in_its_order_and_without_comments(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "whole.css").write_text('/* Why */\n\n@import "inner/a.css";\n\nb { top: 0; }\n')
    (tmp_path / "inner/a.css").write_text('@import "../c.css";\na { top: 0; /* why */ }\n')
    (tmp_path / "c.css").write_text("/*\n Two\n lines */\nc { top: 0; }\n")
    found = " ".join(joined(tmp_path / "whole.css").split())
    assert found == "c { top: 0; } a { top: 0; } b { top: 0; }"


def test_every_source_is_in_one_sheet():
    found = list(chain.from_iterable(map(imported, SHEETS)))
    assert sorted(found) == sorted(SOURCES)


def test_what_lies_beside_a_part_begins_with_a_class_of_its_own():
    begin = re.compile(r"(:host\(\.[\w-]+\b)?")
    classes = {path: set(re.findall(r":host\(\.[\w-]+\b", source(path))) for path in SOURCES}
    for path in OWN:
        first = {begin.match(one)[1] for selectors, _ in rules(path) for one in selectors}
        assert None not in first, path
        others = (known for other, known in classes.items() if other != path)
        assert first.isdisjoint(chain.from_iterable(others)), path


def test_colours_are_those_of_the_tokens_and_of_the_palette():
    assert {name(path): found for path in MINDED if (found := COLOR.findall(source(path)))} == {}


def test_no_colour_of_the_palette_is_a_token_again():
    known = {*STYLE_COLORS.values(), *(color for ink in INK.values() for color in ink.values())}
    assert known.isdisjoint(COLOR.findall(source(TOKENS)))


def test_what_is_used_is_declared_and_what_is_declared_is_used():
    scripts = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    styles = "".join(map(source, SOURCES))
    declared = {*DECLARED.findall(styles + render("pyodide")), *SET_BY_SCRIPT.findall(scripts)}
    used = {*USED.findall(styles), *READ_BY_SCRIPT.findall(scripts)}
    assert used - declared == set()
    assert {one for one in declared - used if not one.startswith("--tooltip-")} == set()


def test_break_points_are_those_of_the_table():
    table = BREAK_POINT.findall(TOKENS.read_text(encoding="utf-8"))
    conditions = "".join(re.findall(r"@media ([^{]+)", "".join(map(source, SOURCES))))
    lengths = re.findall(r"\((?:width|height) (?:<|>=) (\d+px)\)", conditions)
    assert sorted(set(lengths)) == sorted(table)
    assert len(lengths) == len(LENGTH.findall(conditions))


def test_spaces_are_of_the_scale():
    for path, name, value in minded_declarations():
        if name in SPACES or name.startswith(("margin-", "padding-")):
            pixels = map(float, re.findall(r"([\d.]+)px", value))
            assert [one for one in pixels if one > NUDGE] == [], f"{path}: {name}: {value}"


def test_fonts_have_the_sizes_of_the_tokens():
    for path, name, value in minded_declarations():
        if name == "font-size" and value != "inherit":
            assert set(USED.findall(value)) & FONTS, f"{path}: {value}"
        if name in ("font", "font-size"):
            assert not re.search(r"\d(?:px|r?em)", value), f"{path}: {value}"


def test_lines_of_text_are_given_in_a_way_that_all_browsers_understand():
    """WebKit takes no more than the line itself in the short form."""
    for path in SOURCES:
        for name, value in chain.from_iterable(pairs for _, pairs in rules(path)):
            assert name != "text-decoration" or " " not in value, f"{path}: {value}"


def test_corners_have_the_radii_of_the_tokens():
    for path, name, value in minded_declarations():
        if name == "border-radius":
            radii = set(value.removesuffix(" !important").split())
            assert radii <= {"0", "50%", "var(--radius)", "var(--radius-small)"}, path


def test_no_class_is_styled_that_nothing_has():
    selectors = " ".join(one for path in SOURCES for found, _ in rules(path) for one in found)
    texts = [*STATIC.glob("*.html"), *STATIC.glob("*.js"), *PACKAGE.rglob("*.py")]
    texts += PACKAGE.rglob("*.jinja")
    words = set(re.findall(r"[\w-]+", "".join(one.read_text(encoding="utf-8") for one in texts)))
    classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))
    assert {one for one in classes - words if not one.startswith(OTHERS)} == set()


@pytest.mark.parametrize("theme", INK)
def test_tokens_stand_out_as_those_of_the_palette_do(theme):
    """Text has 4.5 : 1, the edges of controls have 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11)."""
    light, dark = source(TOKENS).split("prefers-color-scheme: dark")
    colors = dict(re.findall(r"--([a-z-]+): (#\w+)", {"light": light, "dark": dark}[theme]))
    paper, ground = INK[theme]["paper"], INK[theme]["ground"]
    assert contrast(colors["accent"], paper) >= 4.5
    assert min(contrast(colors["control-line"], one) for one in (paper, ground)) >= 3
