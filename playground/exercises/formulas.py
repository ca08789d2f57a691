r"""Formulas in texts: a part of TeX, between dollar signs, shown as MathML.

``$…$`` is a formula within a line, ``$$…$$`` one by itself. What is taken is listed here: whoever
writes an exercise may be anybody, and TeX can define commands, lead to other pages, and grow
without end. What latex2mathml makes of it is built anew of the elements and attributes listed here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markupsafe import Markup

from playground.experiment.setting_kinds import excerpt
from playground.text import text

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise

LONGEST = 500
"""Characters of a formula at most."""

DEEPEST = 8
"""Braces in each other at most."""

SPAN = re.compile(
    r"(?<![\\$])(?:\$\$(?P<block>[^$]+)\$\$(?!\$)"
    r"|\$(?![\s$])(?P<line>(?:[^$\\\n]|\\[^\n])+)(?<![\s\\])\$(?![\d$]))"
)
"""A formula in a text. No blank is at its ends and no digit follows, so prices are none."""

COMMANDS = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
    rho sigma tau upsilon phi varphi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
    frac dfrac tfrac sqrt binom sum prod int oint lim limits max min sup inf exp log ln lg
    sin cos tan sinh cosh tanh cot arcsin arccos arctan det dim ker Pr
    cdot cdots ldots dots vdots ddots times div pm mp ast star circ bullet odot otimes oplus
    le leq ge geq ne neq ll gg approx equiv sim simeq cong propto lt gt
    in notin ni subset subseteq supset supseteq cup cap setminus emptyset varnothing
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow implies
    iff uparrow downarrow forall exists neg lnot land lor wedge vee top bot perp parallel mid angle
    partial nabla infty ell hbar Re Im prime degree
    hat bar tilde vec dot ddot overline underline widehat widetilde overbrace underbrace
    mathbf mathrm mathit mathsf mathtt mathbb mathcal mathfrak boldsymbol operatorname text textbf
    textit left right langle rangle lfloor rfloor lceil rceil lVert rVert lvert rvert vert Vert
    quad qquad begin end
    """.split()  # noqa: SIM905 - a list of words is easier to read so
)
"""Commands that are taken."""

SIGNS = frozenset(r"{}$%&#_,;:! |\\")
"""Signs that are taken after a backslash."""

ENVIRONMENTS = frozenset(("matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned"))

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|[{}]", re.DOTALL)

ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{([^}]*)\}")

ELEMENTS = frozenset(
    """
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup mover munder munderover
    mtable mtr mtd mstyle mpadded mphantom menclose
    """.split()  # noqa: SIM905
)

ATTRIBUTES = {
    "display": re.compile("block|inline"),
    "mathvariant": re.compile("[a-z-]+"),
    "columnalign": re.compile("[a-z ]+"),
    "linethickness": re.compile("0|0px|0pt"),
    "width": re.compile(r"-?[0-2](\.\d+)?em"),
    **dict.fromkeys(("accent", "fence", "stretchy", "movablelimits"), re.compile("true|false")),
    **dict.fromkeys(("form",), re.compile("prefix|infix|postfix")),
}
"""Attribute -> which values it may have; all others are left out."""


def is_in(source: str) -> bool:
    """Tell whether there is a formula in a text."""
    return SPAN.search(source) is not None


def are_in(exercise: "Exercise") -> bool:
    """Tell whether there is a formula in any text of an exercise."""
    return any(map(is_in, exercise.texts))


def problems(formulas: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of some formulas that is shown as it is typed."""
    for tex in formulas:
        reason = refusal(tex)
        if not reason and _library() and _converted(tex, is_block=False) is None:
            reason = text("formula.incomplete")
        if reason:
            yield text("formula.refused", formula=excerpt(tex), reason=reason)


def refusal(tex: str) -> str:
    """Say why a formula is not taken, as part of a sentence; empty if it is."""
    if len(tex) > LONGEST:
        return text("formula.long", high=LONGEST)
    if "%" in tex.replace(r"\%", "") or ("<" in tex and r"\text" in tex):
        return text("formula.sign")
    if unknown := next(filter(None, map(_unknown, ENVIRONMENT.findall(tex))), ""):
        return text("formula.unknown", name=excerpt(unknown))
    depth = 0
    for token in TOKEN.findall(tex):
        if token in "{}":
            depth += 1 if token == "{" else -1
            if not 0 <= depth <= DEEPEST:
                return text("formula.braces", levels=DEEPEST)
        elif token[1:] not in COMMANDS and token[1:] not in SIGNS:
            return text("formula.unknown", name=excerpt(token))
    return text("formula.braces", levels=DEEPEST) if depth else ""


def _unknown(environment: str) -> str:
    return "" if environment in ENVIRONMENTS else f"\\begin{{{environment}}}"


def to_html(tex: str, is_block: bool = False) -> Markup:
    """Return a formula as MathML; as it was typed where it is not taken.

    Parameters
    ----------
    tex : str
        Without its dollar signs.
    is_block : bool
        Whether it stands by itself.
    """
    made = None if refusal(tex) else _converted(tex, is_block)
    if made is None:
        return Markup("<code>{}</code>").format(tex)
    return made


def _converted(tex: str, is_block: bool) -> Markup | None:
    """Return what the library makes of a formula; None without the library, or if it refuses."""
    convert = _library()
    if convert is None:
        return None
    try:
        return _safe(convert(tex, display="block" if is_block else "inline"))
    except Exception:  # of many kinds, some of Python itself: an index, a key, a recursion
        return None


def _library() -> Callable[..., Element] | None:
    """Return what converts a formula; None while its pack is not here, which most do without."""
    try:
        from latex2mathml.converter import convert_to_element
    except ImportError:
        return None
    convert: Callable[..., Element] = convert_to_element
    return convert


def _safe(element: Element) -> Markup:
    """Build MathML anew, of known elements and attributes only; a ValueError for others."""
    if element.tag not in ELEMENTS:
        raise ValueError(element.tag)
    attributes = Markup("").join(
        Markup(' {}="{}"').format(name, value)
        for name, value in element.attrib.items()
        if name in ATTRIBUTES and ATTRIBUTES[name].fullmatch(value)
    )
    inside = Markup("").join(map(_safe, element))
    # the library spells signs as references to characters
    words = unescape(element.text or "")
    whole = Markup("<{0}{1}>{2}{3}</{0}>")
    return whole.format(Markup(element.tag), attributes, words, inside)  # noqa: S704 - a known tag
