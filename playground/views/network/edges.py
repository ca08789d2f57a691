"""The lines of a network's figure: one for each weight, or for the strongest if they are many."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from playground.arrays import AnyFloats, Floats, Ints
from playground.frame import Edge, Frame
from playground.views.figures import Columns, ColumnValues
from playground.views.labels import edge_label
from playground.views.network import geometry

LINE_WIDTHS = 1.0, 9.0
"""Width in pixels of a weight of 0 and of one that is at least `WIDEST_WEIGHT` in size."""

WIDEST_WEIGHT = 5.0

LINE_OPACITIES = 0.45, 0.85
"""Opacity of a weight of 0 and of one that is at least 1 in size."""

DASHES = {1.0: [], -1.0: [7, 4], 0.0: [1, 5]}
"""Lengths in pixels of dashes and gaps, by the sign of the weight; one of zero is hardly a line."""

MOST_LINES = {"plane": 2048, "digits": 80}
"""Lines that are drawn at most, by the kind of input; more would hide each other."""

LEAST_SHARE = 0.9
"""Others are drawn when those that are have become this much weaker than the strongest."""


class EdgeLines:
    """Which weights of a network have a line, and how it looks.

    Features have a line for each of their weights. Pixels have none: their weights are seen in the
    pictures of the neurons.

    Parameters
    ----------
    frame : Frame
        Its structure, which stays the same for all frames to come.
    """

    def __init__(self, frame: Frame) -> None:
        self._first_layer = 1 if frame.offered_features else 2
        self._most = MOST_LINES[frame.inputs]
        self._drawn: Ints | None = None
        self._ends = _ends(frame, self._first_layer)

    def columns(self, frame: Frame) -> Columns:
        """Give the columns of the lines; places and names only if other ones are drawn now.

        Parameters
        ----------
        frame : Frame
        """
        layers = frame.weights[self._first_layer - 1 :]
        weights = np.concatenate([layer.ravel() for layer in layers] or [np.empty(0)])
        places = self._choose(frame, np.abs(weights))
        weights = weights[self._drawn]
        (thin, thick), (faint, strong) = LINE_WIDTHS, LINE_OPACITIES
        share = np.minimum(np.abs(weights) / WIDEST_WEIGHT, 1)
        return places | {
            "weight": weights,
            "width": thin + share * (thick - thin),
            "opacity": faint + np.minimum(np.abs(weights), 1) * (strong - faint),
            "dash": [DASHES.get(sign, []) for sign in np.sign(weights).tolist()],
        }

    def _choose(self, frame: Frame, sizes: Floats) -> dict[str, ColumnValues]:
        """Choose the weights to draw, unless the present ones still do."""
        if self._drawn is not None:
            best = np.sort(sizes)[-self._most :].sum()
            if len(self._drawn) == len(sizes) or sizes[self._drawn].sum() >= LEAST_SHARE * best:
                return {}
        self._drawn = np.sort(np.argsort(-sizes, kind="stable")[: self._most])
        x0, y0, x1, y1 = self._ends[self._drawn].T
        edges = _edges(frame.shape, self._first_layer)
        chosen = [edges[i] for i in self._drawn]
        labels = [edge_label(e, frame.shape, frame.features, frame.class_names) for e in chosen]
        return {
            "x0": x0,
            "y0": y0,
            "x1": x1,
            "y1": y1,
            "middle": (x0 + x1) / 2,
            "address": list(map(str, chosen)),
            "label": labels,
        }


def _ends(frame: Frame, first_layer: int) -> AnyFloats:
    """Return both ends of every weight from a layer on, (weights, 4)."""
    features, shape = frame.offered_features, frame.shape
    rows = geometry.rows(shape, len(features))
    columns = geometry.unit_centres(shape, rows)
    if first_layer == 1:
        on = np.array([features.index(name) for name in frame.features])
        inputs = np.full(len(on), geometry.FEATURE_X), geometry.row_y(on, rows)
        columns = [np.column_stack(inputs), *columns]
    return np.concatenate([np.empty((0, 4)), *(geometry.edge_ends(*p) for p in pairwise(columns))])


def _edges(shape: Sequence[int], first_layer: int) -> list[Edge]:
    return [
        Edge(layer, source, target)
        for layer in range(first_layer, len(shape))
        for source in range(shape[layer - 1])
        for target in range(shape[layer])
    ]
