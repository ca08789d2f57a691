"""The network as one figure: a live decision map per unit, a line per weight."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.transform import transform

from playground.arrays import Floats
from playground.frame import Frame, units_of
from playground.views.figures import (
    ON_TOP,
    Changes,
    Columns,
    ColumnValues,
    as_sources,
    bare_figure,
)
from playground.views.labels import feature_label, unit_label
from playground.views.markers import marker_mask
from playground.views.network import geometry
from playground.views.network.edges import EdgeLines
from playground.views.palette import (
    BADGE_NEGATIVE,
    BADGE_POSITIVE,
    BADGE_SIGN,
    CLASS_RAMP_SIZE,
    INK,
    ColorIndices,
    Theme,
    class_color_index,
    class_mark_index,
    color_index,
)

UNIT_SIZE = 48
"""Side of a unit in pixels until the page knows its room and sets another."""

BADGE_SIZES = 11, 13, 15
"""Side of a bias's badge in pixels of the map, for small, middling and large biases."""

BADGE_STROKE, BADGE_EDGE = 1, 2
"""Pixels of the map on either side of the middle of a badge's sign, and of the badge's edge.

A small unit is drawn with fewer pixels than its map has; a thinner line would be lost.
"""

BADGE_STEPS = 0.5, 1.5
"""Sizes of bias from which on the middling and the large badge is drawn."""

CLASS_MARK_SIZE = 13
"""Side of an output's class mark in pixels of the map."""

SIGN_COLORS = "negative", "muted", "positive"
"""Colours of the weights below zero, of zero, and above it."""

SMALLEST = 1e-12
"""A weight of a smaller size is drawn as one of zero."""

SKIP_RISE = 0.62
"""How far the arc of a residual connection rises, in rows."""

FADED = 0.28
"""Opacity of an input feature that is switched off."""


class NetworkView:
    """Draws a frame's units and weights.

    Parameters
    ----------
    frame : Frame
        The first one to draw.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "units", "edges" and "skips".
    """

    def __init__(self, frame: Frame) -> None:
        self._structure: object = None
        self._drawn_features: tuple[str, ...] | None = None
        self._features: ColorIndices
        self._lines: EdgeLines
        columns = self.columns(frame)
        self._units = ColumnDataSource(as_sources(columns["units"]), name="units")
        self._edges = ColumnDataSource(as_sources(columns["edges"]), name="edges")
        self._skips = ColumnDataSource(columns["skips"], name="skips")
        self.sources = {"units": self._units, "edges": self._edges, "skips": self._skips}
        self.figure = bare_figure("network", (0, 1), (0, 1), min_border=0)
        self.figure.axis.visible = False
        self._draw_edges()
        self._draw_skips()
        self._draw_units()

    def columns(self, frame: Frame) -> Changes:
        """Give what has to change in the data sources so that they show this frame.

        Parameters
        ----------
        frame : Frame

        Returns
        -------
        dict of str to dict
            Per source name its changed columns. Places, names and addresses are left out while
            the structure of the network stays what it was.
        """
        structure = (
            frame.features,
            frame.offered_features,
            frame.shape,
            frame.residual,
            frame.class_names,
        )
        images = self._class_images(frame) if frame.has_class_maps else self._images(frame)
        units = {**images, "bias": self._biases(frame)}
        if structure == self._structure:
            return {"units": units, "edges": self._lines.columns(frame)}
        self._structure = structure
        self._lines = EdgeLines(frame)
        units |= self._unit_places(frame)
        edges = self._lines.columns(frame)
        return {"units": units, "edges": edges, "skips": self._skip_places(frame)}

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        ink = INK[theme]
        self._sign_colors.palette = [ink[name] for name in SIGN_COLORS]
        self._outline.glyph.line_color = ink["text"]
        self._arcs.glyph.line_color = ink["muted"]

    def _draw_edges(self) -> None:
        ink = INK["light"]
        self._sign_colors = LinearColorMapper(
            palette=[ink[name] for name in SIGN_COLORS], low=-SMALLEST, high=SMALLEST
        )
        # Cubic curves that leave and arrive horizontally: the controls lie half-way across.
        self.figure.bezier(
            x0="x0",
            y0="y0",
            x1="x1",
            y1="y1",
            cx0="middle",
            cy0="y0",
            cx1="middle",
            cy1="y1",
            source=self._edges,
            line_color=transform("weight", self._sign_colors),
            line_width="width",
            line_dash="dash",
            line_alpha="opacity",
        )

    def _draw_skips(self) -> None:
        self._arcs = self.figure.bezier(
            x0="x0",
            y0="y",
            x1="x1",
            y1="y",
            cx0="x0",
            cy0="top",
            cx1="x1",
            cy1="top",
            source=self._skips,
            line_color=INK["light"]["muted"],
            line_width=1.5,
        )

    def _draw_units(self) -> None:
        self.figure.image_rgba(  # type: ignore[call-arg] # Bokeh's stub lacks some
            "image",
            x="x",
            y="y",
            dw={"value": UNIT_SIZE, "units": "screen"},
            dh={"value": UNIT_SIZE, "units": "screen"},
            anchor="center",
            global_alpha="alpha",
            source=self._units,
            name="maps",
        )
        self._outline = self.figure.rect(
            "x",
            "y",
            width={"value": UNIT_SIZE, "units": "screen"},
            height={"value": UNIT_SIZE, "units": "screen"},
            fill_color=None,
            line_color=INK["light"]["text"],
            line_alpha="alpha",
            border_radius=4,  # type: ignore[arg-type] # Bokeh's stub is wrong
            source=self._units,
            level=ON_TOP,
            name="outlines",
        )

    def _images(self, frame: Frame) -> dict[str, ColumnValues]:
        units = color_index(np.concatenate(frame.unit_maps))
        _stamp_badges(units, frame.biases)
        return {"image": np.concatenate([self._feature_images(frame), units])}

    def _feature_images(self, frame: Frame) -> ColorIndices:
        """Give the maps of the features, which are the same in every frame."""
        if frame.offered_features != self._drawn_features:
            self._drawn_features = frame.offered_features
            self._features = color_index(frame.feature_maps)
        return self._features

    @staticmethod
    def _class_images(frame: Frame) -> dict[str, ColumnValues]:
        inner = np.concatenate([frame.feature_maps, *frame.unit_maps[:-1]])
        classes = np.arange(frame.classes)
        outputs = class_color_index(classes[:, None, None], frame.unit_maps[-1])
        images = np.concatenate([color_index(inner, CLASS_RAMP_SIZE), outputs])
        _stamp_badges(images[len(frame.feature_maps) :], frame.biases)
        for index, image in enumerate(images[-frame.classes :]):
            corner = image[-CLASS_MARK_SIZE - 2 : -2, -CLASS_MARK_SIZE - 2 : -2]
            corner[marker_mask(index, CLASS_MARK_SIZE)] = class_mark_index(index)
        return {"class_image": images}

    @staticmethod
    def _biases(frame: Frame) -> Floats:
        none = np.full(len(frame.offered_features), np.nan)
        return np.concatenate([none, *frame.biases])

    @staticmethod
    def _unit_places(frame: Frame) -> dict[str, ColumnValues]:
        features, shape = frame.offered_features, frame.shape
        rows = geometry.rows(shape, len(features))
        feature_y = geometry.row_y(np.arange(len(features)), rows)
        centres = np.concatenate(geometry.unit_centres(shape, rows))
        units = units_of(shape)
        on = [name in frame.features for name in features]
        return {
            "x": np.concatenate([np.full(len(features), geometry.FEATURE_X), centres[:, 0]]),
            "y": np.concatenate([feature_y, centres[:, 1]]),
            "alpha": np.concatenate([np.where(on, 1.0, FADED), np.ones(len(units))]),
            "address": [f"feature:{name}" for name in features] + list(map(str, units)),
            "label": [feature_label(name) for name in features]
            + [unit_label(unit, shape, frame.class_names) for unit in units],
        }

    @staticmethod
    def _skip_places(frame: Frame) -> Columns:
        rows = geometry.rows(frame.shape, len(frame.offered_features))
        centres = geometry.unit_centres(frame.shape, rows)
        pairs = [
            np.hstack([before, after])
            for (before, after), residual in zip(pairwise(centres), frame.residual[1:], strict=True)
            if residual
        ]
        x0, y, x1, _ = np.concatenate([np.empty((0, 4)), *pairs]).T
        return {"x0": x0, "x1": x1, "y": y, "top": y + SKIP_RISE / rows}


def _stamp_badges(images: ColorIndices, biases: Sequence[Floats]) -> None:
    """Draw each bias into the lower left corner of its unit's map."""
    values = np.concatenate(biases)
    sizes = np.searchsorted(BADGE_STEPS, np.abs(values), side="right")
    for image, size, is_positive in zip(images, sizes, values >= 0, strict=True):
        badge = _badge(BADGE_SIZES[size], bool(is_positive))
        image[: len(badge), : len(badge)] = badge


@cache
def _badge(size: int, is_positive: bool) -> ColorIndices:
    """Draw a dark square with a plus or a minus in it, edged with light at two sides."""
    side = size + BADGE_EDGE
    badge = np.full((side, side), BADGE_SIGN, dtype=np.uint8)
    badge[:size, :size] = BADGE_POSITIVE if is_positive else BADGE_NEGATIVE
    stroke = slice(size // 2 - BADGE_STROKE, size // 2 + BADGE_STROKE + 1)
    badge[stroke, 2 : size - 2] = BADGE_SIGN
    if is_positive:
        badge[2 : size - 2, stroke] = BADGE_SIGN
    return badge
