"""Where units and edges of the network lie in its figure; both axes run from 0 to 1."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from playground.arrays import AnyFloats, Floats, Ints

FEATURE_X, OUTPUT_X = 0.15, 0.93
"""Centres of the first and the last column; left of the first is room for the features' names."""

INPUT_Y = 0.6
"""Middle of the one picture that pixels have in place of boxes."""

MIN_ROWS = 8
"""Rows of the figure, so that small networks keep their places when neurons are added."""

OUTPUT_ROW = 2.0
"""The output's row, which lies level with the middle of the large map; several lie round it."""


MOST_IN_COLUMN = 16
"""Units of a layer that stand in one column; more form a block of several columns."""

BLOCK_ROWS = 11
"""Rows of such a block at most."""

BLOCK_PITCH, BLOCK_SHARE = 0.07, 0.72
"""Distance of its columns, and how much of the room between two layers a block takes at most."""


def block_columns(units: int) -> int:
    """Count the columns in which the units of a layer stand."""
    return 1 if units <= MOST_IN_COLUMN else ceil(units / BLOCK_ROWS)


def rows(shape: Sequence[int], features: int) -> int:
    """Count the rows that a network needs, at least `MIN_ROWS`; below the features one stays free.

    It is the place of the button that adds a feature.
    """
    return max(MIN_ROWS, features + 1, *(ceil(n / block_columns(n)) for n in shape[1:]))


def column_x(layer: int, layers: int) -> float:
    """Give the horizontal centre of a layer (input is 0) among `layers` layers."""
    return FEATURE_X + (OUTPUT_X - FEATURE_X) * layer / (layers - 1)


def row_y(row: Ints | Floats, row_count: int) -> AnyFloats:
    """Give the vertical centre of a row, counted from the top, 0-based."""
    return 1 - (row + 0.5) / row_count


def unit_centres(shape: Sequence[int], row_count: int) -> list[AnyFloats]:
    """Place all units after the input.

    Parameters
    ----------
    shape : sequence of int
        Units per layer, input first.
    row_count : int
        Rows of the figure.

    Returns
    -------
    list of ndarray
        Per layer after the input: (units, 2), horizontal and vertical centres.
    """
    layers = len(shape)
    centres = []
    for layer, units in enumerate(shape[1:], start=1):
        first_row = max(0, OUTPUT_ROW - units // 2) if layer == layers - 1 else 0
        columns = block_columns(units)
        row, column = np.divmod(np.arange(units), columns)
        x = column_x(layer, layers) + block_offset(column, columns, layers)
        centres.append(np.column_stack([x, row_y(first_row + row, row_count)]))
    return centres


def block_offset(column: Ints, columns: int, layers: int) -> AnyFloats:
    """Place a column of a block beside the middle of its layer."""
    room = BLOCK_SHARE * (OUTPUT_X - FEATURE_X) / (layers - 1)
    return min(BLOCK_PITCH, room / columns) * (column - (columns - 1) / 2)


def edge_ends(starts: AnyFloats, ends: AnyFloats) -> AnyFloats:
    """Connect every start with every end.

    Parameters
    ----------
    starts, ends : ndarray
        (fan_in, 2) and (fan_out, 2).

    Returns
    -------
    ndarray
        (fan_in * fan_out, 4) with x and y of the start, x and y of the end, in the order of a
        flattened weight matrix.
    """
    return np.hstack([np.repeat(starts, len(ends), axis=0), np.tile(ends, (len(starts), 1))])
