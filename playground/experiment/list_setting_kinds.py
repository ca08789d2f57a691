"""The kinds of setting whose values are lists: of names, or of numbers."""

from typing import Any

import param

from playground.experiment.setting_kinds import TAGS, Setting, is_whole, nearest_whole, read_number
from playground.experiment.travelled_link import closest
from playground.text import listed, text


class Choices(Setting[list[str], list[str]], param.ListSelector):
    """One or more of several names, always in the order of the options and without duplicates."""

    __slots__ = TAGS

    def accept(self, value: object) -> list[str]:
        """Return the names as an ordered list."""
        if not isinstance(value, list | tuple) or not value:
            raise self.refusal(value)
        if any(name not in self.objects for name in value):
            raise self.refusal(value)
        return [name for name in self.objects if name in value]

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.choices", options=listed(self.objects))

    def nearest(self, found: list[str], otherwise: list[str]) -> list[str]:
        """Return the valid ones among the names found."""
        return [name for name in self.objects if name in found] or otherwise

    def read(self, spelling: str) -> list[str]:
        """Return the names that a link spells, in whichever case."""
        names = (name.strip() for name in spelling.split(","))
        return [closest(name, self.objects) for name in names if name]

    def write(self, value: list[str]) -> str:
        """Spell the names."""
        return ",".join(value)


class AnyOf(Choices):
    """Any of several names, or none of them."""

    def accept(self, value: object) -> list[str]:
        """Return the names as an ordered list."""
        return [] if value in ([], ()) else super().accept(value)

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.any_of", examples=listed(self.objects[:3]))

    def nearest(self, found: list[str], otherwise: list[str]) -> list[str]:
        """Return the valid ones among the names found."""
        return [name for name in self.objects if name in found]


class NameSequence(Setting[list[str], list[str]], param.List[list[str]]):
    """Several names in an order of their own, with repeats; or none.

    Parameters
    ----------
    default : list of str
        The names.
    objects : list of str
        The names to choose from.
    **params
        As for `param.List`; its `bounds` are the least and largest number of names.
    """

    __slots__ = (*TAGS, "objects")

    bounds: tuple[int, int]
    objects: list[str]

    def __init__(self, default: list[str], *, objects: list[str], **params: Any) -> None:
        object.__setattr__(self, "objects", objects)
        super().__init__(default, **params)

    def accept(self, value: object) -> list[str]:
        """Return the names as a list."""
        if not isinstance(value, list | tuple) or len(value) > self.bounds[1]:
            raise self.refusal(value)
        if any(name not in self.objects for name in value):
            raise self.refusal(value)
        return list(value)

    def allowed(self) -> str:
        """Say in words which values are valid."""
        return text("allowed.sequence", options=listed(self.objects), most=self.bounds[1])

    def read(self, spelling: str) -> list[str]:
        """Return the names that a link spells, in whichever case."""
        names = spelling.split(",") if spelling else []
        return [closest(name.strip(), self.objects) for name in names]

    def write(self, value: list[str]) -> str:
        """Spell the names."""
        return ",".join(value)


class Layers(Setting[list[int], list[float]], param.List[list[int]]):
    """The number of neurons in each hidden layer.

    Parameters
    ----------
    default : list of int
        Neurons per layer, first hidden layer first.
    neurons : tuple of int
        Least and largest number of neurons in a layer.
    **params
        As for `param.List`; its `bounds` are the least and largest number of layers.
    """

    __slots__ = (*TAGS, "neurons")

    bounds: tuple[int, int]
    neurons: tuple[int, int]

    def __init__(self, default: list[int], *, neurons: tuple[int, int], **params: Any) -> None:
        object.__setattr__(self, "neurons", neurons)
        super().__init__(default, **params)

    def accept(self, value: object) -> list[int]:
        """Return the numbers as a list of int."""
        if not isinstance(value, list | tuple) or len(value) > self.bounds[1]:
            raise self.refusal(value)
        if not all(is_whole(neurons, self.neurons) for neurons in value):
            raise self.refusal(value)
        return [int(neurons) for neurons in value]

    def allowed(self, most: int | None = None) -> str:
        """Say in words which values are valid, with `most` neurons in a layer at most."""
        low, high = self.neurons
        return text("allowed.layers", count=self.bounds[1], low=low, high=most or high)

    def nearest(self, found: list[float], otherwise: list[int]) -> list[int]:
        """Return the first layers, as many as are allowed, each with the nearest valid number."""
        return [nearest_whole(neurons, self.neurons) for neurons in found[: self.bounds[1]]]

    def read(self, spelling: str) -> list[float]:
        """Return the numbers that a link spells; an empty text is a network without such layers."""
        return [read_number(part) for part in spelling.split(",")] if spelling else []

    def write(self, value: list[int]) -> str:
        """Spell the numbers."""
        return ",".join(map(str, value))
