"""Columns are scaled to the plot, each by itself unless the user wants otherwise."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from playground.arrays import Floats
from playground.data.bounds import EXTENT
from playground.data.points import STEPS

from .notes import Choices, Question, Remark, ask

SHOWN_EXTENT = 5.5
"""Ends of the range to which coordinates are scaled; it leaves a margin at the plot's edge."""

LEAST_SPREAD = 4.0
"""Coordinates that are spread less would hardly be told apart by a network: they are scaled."""

VALUE_EXTENT, LEAST_VALUE_SPREAD = 1.0, 0.5
"""The same of values."""

_STEP_TOLERANCE = 1e-6
"""Part of a step by which a number may miss it and still be kept: far above rounding errors."""


class Scaling(NamedTuple):
    """The lowest and highest number of a column in the text, and where the plot shows them.

    Attributes
    ----------
    column : str
        "x1", "x2" or "value".
    low, high, shown_low, shown_high : float
        The ends before and after.
    step : float
        To how much numbers are rounded, in the text's units; 0 if all are kept exactly.
    """

    column: str
    low: float
    high: float
    shown_low: float
    shown_high: float
    step: float = 0.0


class Scaled(NamedTuple):
    """Columns as they are shown (n, columns), and what is said about them and may be chosen."""

    values: Floats
    scalings: tuple[Scaling, ...]
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()


def scale_coordinates(
    values: Floats, names: Sequence[str], choices: Choices | None = None
) -> Scaled:
    """Fit columns of coordinates into the plot.

    A column that lies in it and is spread well stays as it is.

    Parameters
    ----------
    values : ndarray, shape (n, columns)
        Coordinates.
    names : sequence of str
        Of the columns.
    choices : mapping of str to str, optional
        "scale" is "columns": each to fill the plot; "together": all by one factor; or "kept".
    """
    suits = [_suits(column, EXTENT, LEAST_SPREAD) for column in values.T]
    fits = np.abs(values).max() <= EXTENT
    offered = [way for way in WAYS if way != "kept" or fits]
    question = ask(choices or {}, "scale", offered, "columns")
    shown = WAYS[question.chosen](values)
    scalings, remarks = _report(names, values, shown, EXTENT)
    return Scaled(shown, scalings, remarks, () if all(suits) else (question,))


def scale_values(values: Floats) -> Scaled:
    """Fit values (n,) into the range of what is learned, (n, 1); those that suit stay."""
    suits = _suits(values, VALUE_EXTENT, LEAST_VALUE_SPREAD)
    shown = (values if suits else _filling(values, VALUE_EXTENT))[:, np.newaxis]
    scalings, remarks = _report(["value"], values[:, np.newaxis], shown, VALUE_EXTENT)
    return Scaled(shown, scalings, remarks)


def _suits(column: Floats, extent: float, least_spread: float) -> bool:
    return bool(np.abs(column).max() <= extent and np.ptp(column) >= least_spread)


def _filling(column: Floats, end: float) -> Floats:
    """Return a column scaled to fill the range from -end to end; 0 if it is the same everywhere."""
    low, spread = column.min(), np.ptp(column)
    return (2 * (column - low) / spread - 1) * end if spread > 0 else np.zeros_like(column)


def _each_by_itself(values: Floats) -> Floats:
    columns = [
        column if _suits(column, EXTENT, LEAST_SPREAD) else _filling(column, SHOWN_EXTENT)
        for column in values.T
    ]
    return np.column_stack(columns)


def _by_one_factor(values: Floats) -> Floats:
    low, spread = values.min(axis=0), np.ptp(values, axis=0)
    largest = spread.max() or 1.0
    shown: Floats = ((values - low) - spread / 2) / (largest / 2) * SHOWN_EXTENT
    return shown


def _kept(values: Floats) -> Floats:
    return values


WAYS: dict[str, Callable[[Floats], Floats]] = {
    "columns": _each_by_itself,
    "together": _by_one_factor,
    "kept": _kept,
}
"""How coordinates may be scaled."""


def _report(
    names: Sequence[str], values: Floats, shown: Floats, extent: float
) -> tuple[tuple[Scaling, ...], tuple[Remark, ...]]:
    scalings, remarks = [], []
    for name, column, places in zip(names, values.T, shown.T, strict=True):
        ends = float(column.min()), float(column.max())
        shown_ends = float(places.min()), float(places.max())
        steps = (places / extent + 1) * (STEPS / 2)
        is_exact = bool(np.abs(steps - np.rint(steps)).max() < _STEP_TOLERANCE)
        spread = shown_ends[1] - shown_ends[0]
        step = 0.0 if is_exact or not spread else 2 * extent / STEPS * (ends[1] - ends[0]) / spread
        scalings.append(Scaling(name, *ends, *shown_ends, step))
        different, left = len(np.unique(column)), len(np.unique(np.rint(steps)))
        if 2 * left < different:
            remarks.append(Remark("merged", different, (name,), meaning=str(left)))
        if different == 1 and len(column) > 1:
            remarks.append(Remark("constant", found=(name,), meaning=f"{ends[0]:.6g}"))
    return tuple(scalings), tuple(remarks)
