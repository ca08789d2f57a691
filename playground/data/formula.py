"""Formulas in x1 and x2 such as ``sin(3*x1)*x2``: read, spelled in one way, and calculated.

    expression = term { ("+" | "-") term }
    term       = factor { ("*" | "/") factor }
    factor     = "-" factor | power
    power      = primary [ "^" factor ]
    primary    = number | "x1" | "x2" | "pi" | "(" expression ")"
               | function "(" expression [ "," expression ] ")"

They are read by recursive descent, one method for each rule. As in mathematics ``-x1^2`` is
``-(x1^2)``, and ``x1^x2^2`` is ``x1^(x2^2)``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np

from playground.arrays import Bools, Floats

from .bounds import EXTENT

Value = Floats | float
"""Values (n,) at n points, or the one that a constant has at all of them."""

Read = TypeVar("Read")
"""What a rule of the grammar reads: an expression, or a function's arguments."""

MAX_LENGTH = 100
"""Characters of a formula at most."""

MAX_DEPTH = 16
"""How deep parentheses, functions, signs and powers may lie in one another."""

LARGEST = 1e6
"""Largest size of a value on the plane: no network could learn from larger ones."""

FUNCTIONS = {
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "min": np.minimum,
    "max": np.maximum,
}

OPERATORS = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power}

VARIABLES = ("x1", "x2")

EXPECTED = {
    "operand": "a number, x1, x2, pi, a function or '('",
    "operator": "an operator or the end",
    "open": "'(' after a function's name",
    "close": "')'",
    "comma": "',' and a second argument",
    "name": "one of x1, x2, pi, " + ", ".join(FUNCTIONS),
    "character": "numbers, names, operators, parentheses or commas",
    "length": f"at most {MAX_LENGTH} characters",
    "depth": f"at most {MAX_DEPTH} levels of parentheses, functions, signs and powers",
    "finite": "a finite value everywhere on the plane",
    "large": f"values of at most {LARGEST:,.0f} in size on the plane",
}
"""What there should be instead of what was found, by the reason of the error."""

_RANKS = {"+": 1, "-": 1, "*": 2, "/": 2, "sign": 3, "^": 4}
_SIGN, _ATOM = 3, 5
"""How tightly operators bind, then the sign, and what needs no parentheses."""

_SPELLINGS = str.maketrans("\N{MINUS SIGN}·\N{MULTIPLICATION SIGN}₁₂", "-**12")
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.ASCII)
_TOKEN = re.compile(_NUMBER.pattern + r"|[a-z]\w*|\*\*|\S", re.ASCII)


class FormulaError(ValueError):
    """A text that is no formula, or a formula that has no value somewhere on the plane.

    Parameters
    ----------
    reason : str
        A key of `EXPECTED`; kept as an attribute, like the others.
    found : str
        What is there instead: a part of the text, empty for its end, or a place on the plane.
    column : int
        Where in the text, counted from 1.
    """

    def __init__(self, reason: str, found: str, column: int):
        super().__init__(
            f"formula must have {EXPECTED[reason]}, got {found or 'the end'} at column {column}"
        )
        self.reason, self.found, self.column = reason, found, column


@dataclass(frozen=True)
class SyntaxNode:
    """A number, variable, sign, operation or function, and what it is applied to.

    Attributes
    ----------
    symbol : str
        As it is spelled; "-" with a single part is the sign.
    parts : tuple of SyntaxNode
        Operands or arguments.
    column : int
        Where it stands in the text; it does not count when nodes are compared.
    """

    symbol: str
    parts: tuple["SyntaxNode", ...] = ()
    column: int = field(default=1, compare=False)

    @property
    def rank(self) -> int:
        """How tightly it binds its parts."""
        if self.symbol not in OPERATORS:
            return _ATOM
        return _SIGN if len(self.parts) == 1 else _RANKS[self.symbol]

    def __str__(self) -> str:
        if self.rank == _ATOM:
            arguments = ",".join(map(str, self.parts))
            return f"{self.symbol}({arguments})" if self.parts else self.symbol
        if self.rank == _SIGN:
            return f"-{self.parts[0].within(_SIGN)}"
        left, right = self.parts
        if self.symbol == "^":
            return f"{left.within(_ATOM)}^{right.within(_SIGN)}"
        return f"{left.within(self.rank)}{self.symbol}{right.within(self.rank + 1)}"

    def within(self, rank: int) -> str:
        """Spell it as the part of an operation of this rank."""
        return str(self) if self.rank >= rank else f"({self})"

    def value(
        self,
        x1: Floats,
        x2: Floats,
        check: Callable[["SyntaxNode", Value], None] = lambda node, value: None,
    ) -> Value:
        """Calculate it, and call ``check`` with every node and its value, innermost first."""
        parts = [part.value(x1, x2, check) for part in self.parts]
        value: Value = self._function(x1, x2)(*parts)
        check(self, value)
        return value

    def _function(self, x1: Floats, x2: Floats) -> Callable[..., Value]:
        if self.rank == _SIGN:
            return np.negative
        if self.parts:
            return OPERATORS.get(self.symbol) or FUNCTIONS[self.symbol]
        leaves: dict[str, Value] = {"x1": x1, "x2": x2, "pi": np.pi}
        return lambda: leaves[self.symbol] if self.symbol in leaves else float(self.symbol)


@dataclass(frozen=True)
class Formula:
    """A formula that has a value everywhere on the plane; called with points, it gives them.

    Attributes
    ----------
    tree : SyntaxNode
        Its outermost operation.
    """

    tree: SyntaxNode

    def __str__(self) -> str:
        return str(self.tree)

    @np.errstate(all="ignore")
    def __call__(self, X: Floats) -> Floats:
        """Return the values (n,) at the points X (n, 2).

        On the plane between the points where a formula was tried, and beyond the plane, it may have
        no value, which counts as 0, or too large a one, which counts as `LARGEST`.
        """
        values = np.broadcast_to(self.tree.value(X[:, 0], X[:, 1]), len(X))
        clipped: Floats = np.clip(np.nan_to_num(values, nan=0.0), -LARGEST, LARGEST)
        return clipped


@lru_cache(maxsize=256)
def parse_formula(text: str) -> Formula:
    """Read a formula and try it on the plane.

    Parameters
    ----------
    text : str
        At most `MAX_LENGTH` characters, in whichever case and with any spaces.

    Raises
    ------
    FormulaError
        If the text is no formula, or the formula has no value, or a value beyond `LARGEST`, at one
        of the points where it is tried: every tenth along each axis, and those of the pictures.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("length", f"{len(text)} characters", MAX_LENGTH + 1)
    tree = _Parser(text).read()
    if len(str(tree)) > MAX_LENGTH:
        raise FormulaError("length", f"{len(str(tree))} characters", len(text) + 1)
    _try_on_plane(tree)
    return Formula(tree)


@np.errstate(all="ignore")
def _try_on_plane(tree: SyntaxNode) -> None:
    axis = np.union1d(*(np.linspace(-EXTENT, EXTENT, count) for count in (121, 100)))
    x1, x2 = map(np.ravel, np.meshgrid(axis, axis))

    def refuse(reason: str, node: SyntaxNode, wrong: Bools | np.bool_) -> None:
        if wrong.any():
            place = np.broadcast_to(wrong, x1.shape).argmax()
            found = f"{node} (x1 = {x1[place]:.3g}, x2 = {x2[place]:.3g})"
            raise FormulaError(reason, found, node.column)

    value = tree.value(x1, x2, lambda node, value: refuse("finite", node, ~np.isfinite(value)))
    refuse("large", tree, np.abs(value) > LARGEST)


class _Token(NamedTuple):
    """A number, a name or a sign; the last one of every text is empty."""

    text: str
    column: int


class _Parser:
    """Reads one formula, token by token."""

    def __init__(self, text: str):
        found = _TOKEN.finditer(text.translate(_SPELLINGS).lower())
        tokens = [_Token(one.group().replace("**", "^"), one.start() + 1) for one in found]
        self._tokens = [*tokens, _Token("", len(text) + 1)]
        self._depth = 0

    def read(self) -> SyntaxNode:
        """Return the tree of the whole text."""
        tree = self._expression()
        self._expect("", "operator")
        return tree

    @property
    def _next(self) -> _Token:
        return self._tokens[0]

    def _take(self) -> _Token:
        return self._tokens.pop(0)

    def _expect(self, sign: str, reason: str) -> _Token:
        if self._next.text != sign:
            raise self._error(reason, self._next)
        return self._take()

    def _error(self, reason: str, token: _Token) -> FormulaError:
        is_known = token.text in {"", *"+-*/^(),"} or _NUMBER.fullmatch(token.text)
        if not is_known and not token.text[0].isalpha():
            reason = "character"
        return FormulaError(reason, token.text, token.column)

    def _nested(self, rule: Callable[[], Read]) -> Read:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaError("depth", self._next.text, self._next.column)
        read = rule()
        self._depth -= 1
        return read

    def _expression(self) -> SyntaxNode:
        return self._chain(("+", "-"), self._term)

    def _term(self) -> SyntaxNode:
        return self._chain(("*", "/"), self._factor)

    def _chain(self, signs: tuple[str, ...], rule: Callable[[], SyntaxNode]) -> SyntaxNode:
        node = rule()
        while self._next.text in signs:
            sign = self._take()
            node = SyntaxNode(sign.text, (node, rule()), sign.column)
        return node

    def _factor(self) -> SyntaxNode:
        if self._next.text != "-":
            return self._power()
        sign = self._take()
        return SyntaxNode("-", (self._nested(self._factor),), sign.column)

    def _power(self) -> SyntaxNode:
        base = self._primary()
        if self._next.text != "^":
            return base
        sign = self._take()
        return SyntaxNode("^", (base, self._nested(self._factor)), sign.column)

    def _primary(self) -> SyntaxNode:
        token = self._next
        if token.text == "(":
            return self._parenthesized(self._expression)
        if token.text in FUNCTIONS:
            self._take()
            arity = FUNCTIONS[token.text].nin
            parts = self._parenthesized(lambda: self._arguments(arity))
            return SyntaxNode(token.text, parts, token.column)
        if token.text in (*VARIABLES, "pi"):
            return SyntaxNode(self._take().text, (), token.column)
        if _NUMBER.fullmatch(token.text):
            return SyntaxNode(_spell_number(self._take()), (), token.column)
        raise self._error("name" if token.text[:1].isalpha() else "operand", token)

    def _parenthesized(self, rule: Callable[[], Read]) -> Read:
        self._expect("(", "open")
        inner = self._nested(rule)
        self._expect(")", "close")
        return inner

    def _arguments(self, count: int) -> tuple[SyntaxNode, ...]:
        parts = [self._expression()]
        while len(parts) < count:
            self._expect(",", "comma")
            parts.append(self._expression())
        return tuple(parts)


def _spell_number(token: _Token) -> str:
    """Spell a number as shortly as reads back exactly, with or without a power of ten."""
    number = float(token.text)
    if number > np.finfo(float).max:
        raise FormulaError("large", token.text, token.column)
    power = np.format_float_scientific(number, trim="-", exp_digits=1).replace("e+", "e")
    return min(np.format_float_positional(number, trim="-"), power, key=len)
