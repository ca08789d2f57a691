"""The large decision map with the data's points on it."""

from typing import Any

import numpy as np
from bokeh.models import ColumnDataSource

from playground.arrays import Floats
from playground.data import EXTENT
from playground.frame import Frame, Points, Unit
from playground.views.figures import ON_TOP, Changes, Columns, as_sources, bare_figure
from playground.views.markers import mark_styles
from playground.views.palette import INK, class_color_index, color_index, winner_index

_NOTHING = object()


class OutputView:
    """Draws a frame's large map, its training points and, if wanted, its test points.

    Positive points are circles, negative ones squares, so that colour is not the only sign; each of
    more than two classes has its own shape. Test points have a dark outline, training points a
    light one. The map of several classes has the colour of the most probable one, and is the
    stronger, the more probable that is.

    Parameters
    ----------
    frame : Frame
        The first one to draw.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "large_map", "train_points" and "test_points".
    """

    def __init__(self, frame: Frame) -> None:
        self._drawn_train = self._drawn_test = _NOTHING
        columns = self.columns(frame)
        self.sources = {
            name: ColumnDataSource(as_sources(values), name=name)
            for name, values in columns.items()
        }
        plane = (-EXTENT, EXTENT)
        self.figure = bare_figure("output", plane, plane, min_border=0)
        self.figure.axis.visible = False
        self.figure.image_rgba(
            "image",
            x=-EXTENT,
            y=-EXTENT,
            dw=2 * EXTENT,
            dh=2 * EXTENT,
            source=self.sources["large_map"],
        )
        self._draw_points("train_points", line_color="#ffffff", line_width=1)
        self._draw_points("test_points", line_color=INK["light"]["text"], line_width=1.5)
        self._renderers = list(self.figure.renderers)

    def columns(self, frame: Frame) -> Changes:
        """Give what has to change in the data sources so that they show this frame.

        Parameters
        ----------
        frame : Frame

        Returns
        -------
        dict of str to dict
            Per source name its changed columns; points are left out while they are the same.
        """
        columns = {"large_map": _large_image(frame)}
        test = frame.test if frame.show_test else None
        if frame.train is not self._drawn_train:
            self._drawn_train = frame.train
            columns["train_points"] = _point_columns(frame.train, frame.classes)
        if test is not self._drawn_test:
            self._drawn_test = test
            columns["test_points"] = _point_columns(test, frame.classes)
        return columns

    def show(self, visible: bool) -> None:
        """Draw it, or not."""
        for renderer in self._renderers:
            renderer.visible = visible

    def sample_at(self, frame: Frame, x: float, y: float) -> int:
        """Return the visible sample nearest to a place: its index in training and test samples."""
        X = np.concatenate([frame.train.X, frame.test.X]) if frame.show_test else frame.train.X
        return int(np.square(X - (x, y)).sum(axis=1).argmin())

    def place_of(self, frame: Frame, sample: int) -> Floats:
        """Return where a sample lies."""
        trained = len(frame.train.y)
        place: Floats = (
            frame.train.X[sample] if sample < trained else frame.test.X[sample - trained]
        )
        return place

    def _draw_points(self, source: str, **outline: Any) -> None:
        self.figure.scatter(
            "x",
            "y",
            marker="marker",
            size=7,
            fill_color="color",
            source=self.sources[source],
            level=ON_TOP,
            **outline,
        )


def _large_image(frame: Frame) -> Columns:
    values = frame.shown_map
    assert values is not None  # only images lack a map of their output, and have another view
    if frame.has_class_maps and frame.shown is None:
        return {"class_image": winner_index(values, frame.discretize)[None]}
    if frame.has_class_maps and isinstance(frame.shown, Unit) and _is_output(frame.shown, frame):
        confidence = np.rint(values) if frame.discretize else values
        return {"class_image": class_color_index(frame.shown.index, confidence)[None]}
    return {"image": color_index(np.sign(values) if frame.discretize else values)[None]}


def _is_output(unit: Unit, frame: Frame) -> bool:
    return unit.layer == len(frame.shape) - 1


def _point_columns(points: Points | None, classes: int) -> Columns:
    if points is None:
        empty = np.empty(0)
        return {"x": empty, "y": empty, "label": empty, "marker": [], "color": []}
    markers, colors = mark_styles(points.y, classes)
    return {
        "x": points.X[:, 0],
        "y": points.X[:, 1],
        "label": points.y,
        "marker": markers,
        "color": colors,
    }
