"""The kinds of setting that hold data: input features with formulas, and points of one's own."""

from urllib.parse import quote

import param

from playground.data import FormulaError, PointSet, parse_formula
from playground.data.features import FORMULA_MARK
from playground.data.points import MAX_POINTS, MIN_POINTS
from playground.experiment.list_setting_kinds import Choices
from playground.experiment.setting_kinds import TAGS, Setting
from playground.experiment.travelled_link import closest
from playground.number_format import grouped
from playground.text import listed, text

MAX_FORMULAS = 3
"""Formulas in a list of features at most."""

MOST_TRIED = 2 * MAX_FORMULAS
"""Formulas that are tried at most where there are too many, to find some that are valid."""

LONGEST_IN_LINK = 2000
"""Characters that points may take in a link; some programs cut off links that are much longer."""

NOT_IN_LINK = "too-many-for-a-link"
"""What a link says in place of points that would take more."""

PLAIN_IN_LINK = "=*/()-,"
"""Characters of formulas that need no escape in a link."""


def is_formula(name: object) -> bool:
    """Tell whether the name of a feature is a formula."""
    return isinstance(name, str) and name.startswith(FORMULA_MARK)


def spell_formula(name: str) -> str:
    """Return the one spelling of a feature that is a formula.

    Raises
    ------
    FormulaError
        If there is anything wrong with it.
    """
    return f"{FORMULA_MARK}{parse_formula(name.removeprefix(FORMULA_MARK))}"


class Features(Choices):
    """Input features: names in the order of the options, and behind them up to three formulas."""

    def accept(self, value: object) -> list[str]:
        """Return the names and the formulas in their one spelling, each once."""
        if not isinstance(value, list | tuple) or not value:
            raise self.refusal(value)
        names = [name for name in value if not is_formula(name)]
        spellings = dict.fromkeys(filter(is_formula, value))
        # counted before they are read, which takes a while for each
        if any(name not in self.objects for name in names) or len(spellings) > MAX_FORMULAS:
            raise self.refusal(value)
        try:
            formulas = dict.fromkeys(map(spell_formula, spellings))
        except FormulaError:
            raise self.refusal(value) from None
        return [*(name for name in self.objects if name in names), *formulas]

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.features", options=listed(self.objects), most=MAX_FORMULAS)

    def nearest(self, found: list[str], otherwise: list[str]) -> list[str]:
        """Return the valid ones among the names and the first formulas found."""
        names = [name for name in self.objects if name in found]
        spellings = [*dict.fromkeys(filter(is_formula, found))][:MOST_TRIED]
        formulas = [name for name in spellings if self._accepts(name)]
        return [*names, *formulas[:MAX_FORMULAS]] or otherwise

    def _accepts(self, name: str) -> bool:
        try:
            return bool(self.accept([name]))
        except ValueError:
            return False

    def read(self, spelling: str) -> list[str]:
        """Return the names that a link spells, in whichever case."""
        names = (name.strip() for name in split_names(spelling.lower()))
        return [name if is_formula(name) else closest(name, self.objects) for name in names if name]

    def link(self, value: list[str]) -> str:
        """Spell the names for a link."""
        return quote(self.write(value), safe=PLAIN_IN_LINK)


class Formulas(Features):
    """Up to three formulas, as names of features; or none."""

    def accept(self, value: object) -> list[str]:
        """Return the formulas in their one spelling, each once."""
        return [] if value in ([], ()) else super().accept(value)

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.formulas", most=MAX_FORMULAS)

    def nearest(self, found: list[str], otherwise: list[str]) -> list[str]:
        """Return the valid ones among the formulas found."""
        return super().nearest(found, [])


def split_names(spelling: str) -> list[str]:
    """Return the parts between commas, save those between the arguments of a function."""
    parts, depth = [""], 0
    for character in spelling:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


class OwnPoints(Setting[PointSet, PointSet], param.Parameter[PointSet]):
    """A set of labelled points."""

    __slots__ = TAGS

    def accept(self, value: object) -> PointSet:
        """Return the points themselves."""
        if not isinstance(value, PointSet):
            raise self.refusal(value)
        return value

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.points", low=MIN_POINTS, high=grouped(MAX_POINTS))

    def read(self, spelling: str) -> PointSet:
        """Return the points that a link or a file spells."""
        return PointSet(spelling)

    def write(self, value: PointSet) -> str:
        """Spell the points, for a file that has room for many."""
        return value.code

    def link(self, value: PointSet) -> str:
        """Spell the points for a link; if they are too many, say that instead."""
        return value.code if len(value.code) <= LONGEST_IN_LINK else NOT_IN_LINK

    def describe(self, value: PointSet) -> str:
        """Count the points, for a message."""
        return text("points.count", count=len(value))
