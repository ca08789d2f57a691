r"""Formulas become MathML of known elements only, whatever TeX is written between dollar signs."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from playground.exercises import formulas
from playground.exercises.formulas import ATTRIBUTES, COMMANDS, ELEMENTS, problems, to_html
from playground.exercises.markdown import parts
from playground.exercises.markdown import to_html as markdown
from tests.cases import every


def elements(html):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))
    parser.feed(html)
    return found


@every(
    ("tex", "mathml"),
    [
        (
            r"\frac{a}{2}",
            "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>",
        ),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\sigma", "<mi>σ</mi>"),
    ],
)
def test_tex_becomes_mathml(tex, mathml):
    assert to_html(tex) == f'<math display="inline"><mrow>{mathml}</mrow></math>'


HOSTILE = [
    r"\href{javascript:alert(1)}{x}",
    r"\text{<script>alert(1)</script>}",
    r"\style{position:fixed}{x}",
    r"\class{menu}{x}",
    r"\def\a{\a\a}\a",
    r"\newcommand{\a}{\a}\a",
    r"\unicode{x3c}",
    r"\hspace{99999em}",
    r"\rule{99999em}{99999em}",
    r"\begin{array}{c}1\end{array}",
    "{" * 9 + "}" * 9,
    "}{",
    "x^{" * 200 + "}" * 200,
    "x" * 501,
    "a%b",
    r"\left(",
    "^^",
]


@every("tex", HOSTILE)
def test_what_is_not_taken_stays_as_it_is_typed_and_is_named(tex):
    assert [tag for tag, _ in elements(to_html(tex))] == ["code"]
    (sentence,) = problems([tex])
    assert "stays as it is typed" in sentence


PIECES = st.sampled_from(
    [
        *(f"\\{name}" for name in sorted(COMMANDS)),
        *("{", "}", "^", "_", "&", r"\\", "<b>", "&lt;i&gt;", "[", "]", "a", "1", " ", '"', "'"),
        *("pmatrix", "cases", r"\begin{cases}", r"\end{cases}", "=javascript:", "{}"),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_formula_holds_anything_but_known_elements_and_harmless_attributes(tex):
    for tag, attributes in elements(to_html(tex, is_block=True)):
        assert tag in ELEMENTS | {"code"}
        assert all(ATTRIBUTES[name].fullmatch(value) for name, value in attributes.items())


@every(
    ("source", "found"),
    [
        ("Let $x$ be $y_1$.", ("x", "y_1")),
        ("$$a$$", ("a",)),
        ("It costs $5, not $10.", ()),
        ("$5 and 6$", ("5 and 6",)),
        (r"\$x\$ and `$x$`", ()),
        ("$ x $ and $$$$ and $", ()),
        ("a $x$5", ()),
        ("    $code$", ()),
    ],
)
def test_formulas_stand_between_dollar_signs_and_prices_do_not(source, found):
    assert parts(source).formulas == found


def test_emphasis_does_not_reach_into_a_formula():
    assert "<em>" not in markdown("$a_1 * b * c_1$ and $_d_$")


def test_without_the_library_a_formula_stays_as_it_is_typed(monkeypatch):
    monkeypatch.setattr(formulas, "_library", lambda: None)
    assert to_html("x<y") == "<code>x&lt;y</code>"
    assert list(problems(["x"])) == []


@every("name", sorted(COMMANDS - {"begin", "end", "left", "right", "limits"}))
def test_every_command_that_is_taken_is_known_to_the_library(name):
    """An unknown one would be shown by its name."""
    html = to_html(f"x \\{name}{{a}}{{b}}")
    assert f"\\{name}" not in html
