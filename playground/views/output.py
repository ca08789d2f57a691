"""The large decision map with the data's points on it."""

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.transform import transform

from playground.views.figures import as_sources, bare_figure
from playground.views.palette import INK, color_index

EXTENT = 6
"""The plane runs from -EXTENT to +EXTENT along both axes."""


_NOTHING = object()


class OutputView:
    """Draws a frame's large map, its training points and, if wanted, its test points.

    Positive points are circles, negative ones squares, so that colour is not the only sign. Test
    points have a dark outline, training points a light one.

    Parameters
    ----------
    frame : Frame
        The first one to draw.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "large_map", "train_points" and "test_points".
    """

    def __init__(self, frame):
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

    def columns(self, frame):
        """Give what has to change in the data sources so that they show this frame.

        Parameters
        ----------
        frame : Frame

        Returns
        -------
        dict of str to dict
            Per source name its changed columns; points are left out while they are the same.
        """
        columns = {"large_map": {"image": _large_image(frame)}}
        test = frame.test if frame.show_test else None
        if frame.train is not self._drawn_train:
            self._drawn_train = frame.train
            columns["train_points"] = _point_columns(frame.train)
        if test is not self._drawn_test:
            self._drawn_test = test
            columns["test_points"] = _point_columns(test)
        return columns

    def _draw_points(self, source, **outline):
        ink = INK["light"]
        colors = LinearColorMapper(
            palette=[ink["negative"], "#6f6f6f", ink["positive"]], low=-0.3, high=0.3
        )
        self.figure.scatter(
            "x",
            "y",
            marker="marker",
            size=7,
            fill_color=transform("label", colors),
            source=self.sources[source],
            **outline,
        )


def _large_image(frame):
    values = np.sign(frame.shown_map) if frame.discretize else frame.shown_map
    return color_index(values)[None]


def _point_columns(points):
    if points is None:
        return {"x": np.empty(0), "y": np.empty(0), "label": np.empty(0), "marker": []}
    return {
        "x": points.X[:, 0],
        "y": points.X[:, 1],
        "label": points.y,
        "marker": np.where(points.y >= 0, "circle", "square").tolist(),
    }
