"""The kinds of setting an experiment has: what each accepts, and how a link spells it."""

from collections.abc import Mapping
from math import isnan
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, Generic, TypeGuard, TypeVar

import param

from playground.experiment.travelled_link import closest
from playground.number_format import limit, plain
from playground.text import listed, text

if TYPE_CHECKING:
    from playground.experiment.experiment import Experiment

LONGEST_EXCERPT = 40
"""Characters of a refused value that a message repeats."""

ACTS_ON = ("data", "run", "function", "training", "end", "page")
"""What a setting can act on: the samples; how a run begins and goes on, so that another value
starts it afresh; what the network and its loss compute, and how it is trained, both in the middle
of a run; when a run that is played stops; or only the page, what it offers and shows."""

TAGS = ("acts_on", "drawer")
"""What every kind says besides; each lists them itself, since param copies slots only."""

Value = TypeVar("Value")
"""What a setting of some kind holds."""

Spelled = TypeVar("Spelled")
"""What a text can spell before it is looked at whether the setting accepts it."""

IntOrNone = TypeVar("IntOrNone", int, int | None)
"""What a setting of a whole number holds: None, where it can stand for the usual number."""

FLAGS = {"true": True, "1": True, "false": False, "0": False}
"""How links spell a flag."""


class SettingError(ValueError):
    """A value that a setting does not accept.

    Parameters
    ----------
    setting : str
        Name of the setting.
    allowed : str
        Its valid values in words; kept as an attribute.
    value
        What was found.
    """

    def __init__(self, setting: str, allowed: str, value: object) -> None:
        found = excerpt(repr(value))
        super().__init__(text("error.setting", setting=setting, allowed=allowed, found=found))
        self.allowed = allowed


class Setting(param.Parameter[Value], Generic[Value, Spelled]):
    """What every kind of setting adds to a `param.Parameter`.

    A kind defines five things: `accept` turns a valid value into its one canonical form and refuses
    every other, `allowed` says in words which values are valid, `nearest` finds a valid value close
    to a refused one, and `read` and `write` translate between a value and its spelling in a link
    or a file. `read` raises ValueError for a text that spells no value of the kind at all.

    Parameters
    ----------
    *args, **params
        As for the kind of parameter.
    acts_on : str
        One of `ACTS_ON`.
    drawer : str
        Name of the drawer that has its control; empty if that is in sight, or everywhere.
    """

    __slots__ = ()

    name: str
    acts_on: str
    drawer: str

    def __init__(self, *args: Any, acts_on: str, drawer: str = "", **params: Any) -> None:
        # as param sets its own slots, since its __setattr__ needs a finished parameter
        object.__setattr__(self, "acts_on", acts_on)
        object.__setattr__(self, "drawer", drawer)
        super().__init__(*args, **params)

    # Only an experiment has settings.
    def __set__(self, obj: "Experiment | None", value: Value) -> None:
        super().__set__(obj, self.accept(value))

    def _validate(self, value: object) -> None:
        self.accept(value)

    def accept(self, value: object) -> Value:
        """Return the canonical form of a valid value."""
        raise NotImplementedError

    def allowed(self) -> str:
        """Say in words which values are valid."""
        raise NotImplementedError

    def read(self, spelling: str) -> Spelled:
        """Return what a link or a file spells."""
        raise NotImplementedError

    def write(self, value: Value) -> str:
        """Spell a value."""
        raise NotImplementedError

    def nearest(self, found: Spelled, otherwise: Value) -> Value:
        """Return the valid value nearest to the refused one, or `otherwise` if none is near."""
        return otherwise

    def nearest_for(self, experiment: "Experiment", found: Spelled, otherwise: Value) -> Value:
        """Return the nearest value that is valid together with other settings of an experiment."""
        return self.nearest(found, otherwise)

    def allowed_for(self, experiment: "Experiment") -> str:
        """Say in words which values are valid together with other settings of an experiment."""
        return self.allowed()

    def link(self, value: Value) -> str:
        """Spell the value for a link; a kind that needs escapes or has too little room differs."""
        return self.write(value)

    def describe(self, value: Value) -> str:
        """Name the value in a message."""
        return self.write(value) or text("link.nothing")

    def accepts(self, value: object) -> bool:
        """Tell whether the value is valid by itself."""
        try:
            self.accept(value)
        except SettingError:
            return False
        return True

    def refusal(self, value: object) -> SettingError:
        """Return the error for a value that is not accepted."""
        return SettingError(self.name, self.allowed(), value)


def in_drawers(declarations: Mapping[str, object]) -> list[str]:
    """Return the names of the settings that have their control in a drawer.

    Parameters
    ----------
    declarations : dict
        Whatever a class has, by name; only what declares a setting counts.
    """
    return [name for name, one in declarations.items() if isinstance(one, Setting) and one.drawer]


class Number(Setting[float, float], param.Number[float]):
    """A real number within bounds."""

    __slots__ = TAGS

    bounds: tuple[float, float]

    def accept(self, value: object) -> float:
        """Return the number as a float."""
        if not is_real(value) or not self._in_bounds(value):
            raise self.refusal(value)
        return float(value)

    def _in_bounds(self, value: float) -> bool:
        low, high = self.bounds
        return low <= value <= high and (value != low or self.inclusive_bounds[0])

    def allowed(self) -> str:
        """Say in words which values are valid."""
        low, high = self.bounds
        includes_low = self.inclusive_bounds[0]
        return text(
            "allowed.range" if includes_low else "allowed.above", low=limit(low), high=limit(high)
        )

    def nearest(self, found: float, otherwise: float) -> float:
        """Return the nearest bound; where the lower one is excluded, the lower soft bound."""
        low, high = self.get_soft_bounds()  # type: ignore[no-untyped-call]  # param
        return self.accept(min(max(found, low), high))

    def read(self, spelling: str) -> float:
        """Return the number that a link spells."""
        return read_number(spelling)

    def write(self, value: float) -> str:
        """Spell the number as shortly as reads back exactly."""
        return repr(value).removesuffix(".0")

    def describe(self, value: float) -> str:
        """Name the number in a message, without a power of ten."""
        return plain(value)


class Share(Number):
    """A part of a whole, between 0 and 1, which a link may also give in percent."""

    def read(self, spelling: str) -> float:
        """Return the share that a link spells: from 1 upwards a number is taken as percent."""
        number = read_number(spelling)
        return number / 100 if number >= 1 else number


class Whole(Setting[IntOrNone, float], param.Integer[IntOrNone]):
    """A whole number within bounds."""

    __slots__ = TAGS

    bounds: tuple[int, int]

    def accept(self, value: object) -> IntOrNone:
        """Return the number as an int."""
        if not is_whole(value, self.bounds):
            raise self.refusal(value)
        return int(value)

    def allowed(self) -> str:
        """Say in words which values are valid."""
        low, high = self.bounds
        return text("allowed.whole", low=limit(low), high=limit(high))

    def nearest(self, found: float, otherwise: IntOrNone) -> IntOrNone:
        """Return the nearest whole number within the bounds."""
        return nearest_whole(found, self.bounds)

    def read(self, spelling: str) -> float:
        """Return the number that a link spells."""
        return read_number(spelling)

    def write(self, value: IntOrNone) -> str:
        """Spell the number."""
        return str(value)


class Count(Whole[int]):
    """How many of something."""


class UsualWhole(Whole[int | None]):
    """A whole number within bounds, or None, which stands for the usual number."""

    def accept(self, value: object) -> int | None:
        """Return the number as an int, or None itself."""
        return None if value is None else super().accept(value)


class Seed(Whole[int]):
    """The number that determines a stream of random numbers."""

    def read(self, spelling: str) -> float:
        """Return the seed that a link spells: of a fraction such as 0.88, its first five digits.

        TensorFlow Playground's seeds are such fractions, written with five digits.
        """
        number = read_number(spelling)
        return round(number * 10**5) if 0 < number < 1 else number


class Flag(Setting[bool, bool], param.Boolean[bool]):
    """Something that is on or off."""

    __slots__ = TAGS

    def accept(self, value: object) -> bool:
        """Return the flag itself."""
        if not isinstance(value, bool):
            raise self.refusal(value)
        return value

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.flag")

    def read(self, spelling: str) -> bool:
        """Return the flag that a link spells."""
        if spelling.lower() not in FLAGS:
            raise ValueError("neither true nor false")
        return FLAGS[spelling.lower()]

    def write(self, value: bool) -> str:
        """Spell the flag."""
        return "true" if value else "false"


class Choice(Setting[str, str], param.Selector[str]):
    """One of several names."""

    __slots__ = TAGS

    def accept(self, value: object) -> str:
        """Return the name itself."""
        if not isinstance(value, str) or value not in self.objects:
            raise self.refusal(value)
        return value

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.choice", options=listed(self.objects))

    def read(self, spelling: str) -> str:
        """Return the name that a link spells, in whichever case."""
        return closest(spelling, self.objects)

    def write(self, value: str) -> str:
        """Spell the name."""
        return value


def is_real(value: object) -> TypeGuard[float]:
    """Tell whether a value is a number, of Python or of NumPy."""
    return isinstance(value, Real) and not isinstance(value, bool)


def is_whole(value: object, bounds: tuple[int, int]) -> TypeGuard[int]:
    """Tell whether a value is a whole number within bounds."""
    low, high = bounds
    return isinstance(value, Integral) and not isinstance(value, bool) and low <= int(value) <= high


def nearest_whole(number: float, bounds: tuple[int, int]) -> int:
    """Return the whole number within the bounds that is nearest to a possibly infinite number."""
    low, high = bounds
    return round(min(max(number, low), high))


def read_number(spelling: str) -> float:
    """Return a number from its text: an int if it is whole, infinite if a float cannot hold it.

    Raises
    ------
    ValueError
        If the text is no number, or is "nan".
    """
    number = float(spelling)
    if isnan(number):
        raise ValueError("not a number")
    return int(number) if number.is_integer() else number


def excerpt(found: str) -> str:
    """Return text that is fit for a message: short, on one line, without invisible characters."""
    visible = "".join(char for char in found[: 4 * LONGEST_EXCERPT] if char.isprintable())
    return visible if len(visible) <= LONGEST_EXCERPT else visible[: LONGEST_EXCERPT - 1] + "…"
