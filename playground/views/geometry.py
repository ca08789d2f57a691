"""Where units and edges of the network lie in its figure; both axes run from 0 to 1."""

import numpy as np

FEATURE_X, OUTPUT_X = 0.15, 0.93
"""Centres of the first and the last column; left of the first is room for the features' names."""

MIN_ROWS = 8
"""Rows of the figure, so that small networks keep their places when neurons are added."""

OUTPUT_ROW = 2.0
"""The output's row, which lies level with the middle of the large map; several lie round it."""


def rows(shape, features):
    """Count the rows that a network needs, at least `MIN_ROWS`; below the features one stays free.

    It is the place of the button that adds a feature.
    """
    return max(MIN_ROWS, features + 1, *shape[1:])


def column_x(layer, layers):
    """Give the horizontal centre of a layer (input is 0) among `layers` layers."""
    return FEATURE_X + (OUTPUT_X - FEATURE_X) * layer / (layers - 1)


def row_y(row, row_count):
    """Give the vertical centre of a row, counted from the top, 0-based."""
    return 1 - (row + 0.5) / row_count


def unit_centres(shape, row_count):
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
        y = row_y(first_row + np.arange(units), row_count)
        centres.append(np.column_stack([np.full(units, column_x(layer, layers)), y]))
    return centres


def edge_ends(starts, ends):
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
