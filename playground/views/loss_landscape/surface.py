"""A loss landscape as a shaded surface that can be turned."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from bokeh.models import ColumnDataSource, LinearColorMapper
from bokeh.palettes import cividis
from numpy.typing import ArrayLike

from playground.arrays import Floats, Ints
from playground.text import text
from playground.views.figures import Columns, bare_figure
from playground.views.loss_landscape.contours import (
    BANDS,
    LINE_COLOR,
    LabelledMark,
    draw_marks,
    draw_path,
    mark_columns,
)
from playground.views.loss_landscape.isolines import isolines
from playground.views.palette import INK, Theme

MOST_POINTS = 41
"""Points along each side of the surface at most; a finer landscape is thinned out."""

HEIGHT = 1.1
"""Height of the surface; its base is 2 wide and 2 deep."""

LEVELS = 48
"""Colours from the lowest to the highest place."""

SHADES = 12
"""Steps of brightness of each color."""

LINE = LEVELS * SHADES
"""The tone of contour lines, after those of faces."""

FACE_EDGE, LINE_WIDTH = 0.6, 1.0
"""Pixels: of a face's edge, which closes the joint to the next one, and of a contour line."""

LIFT = 0.04
"""How far a contour line lies before the faces at its place, so that they do not hide it."""

DARKEST = 0.45
"""Brightness of a face that is turned away from the light."""

LIGHT = np.array([-0.5, -0.4, 0.77])
"""Where the light comes from, as a vector of length 1."""


Marks = Mapping[str, LabelledMark]
"""Where marks are, from -1 to +1 along both axes, and their texts, by their names."""

SIDES = {"first": (0.0, 1.0), "second": (1.0, 0.0)}
"""Directions, each with the middle of one of the base's two sides along it."""

REACH = 1.45
"""Half of the height and width that the turned surface is seen in."""


class Terrain(NamedTuple):
    """A surface: heights from 0 to 1 on a square grid of (betas, alphas)."""

    heights: Floats

    @classmethod
    def of(cls, values: Floats) -> "Terrain":
        """Make the surface of a landscape's values, thinned out to `MOST_POINTS` a side."""
        step = -(-(len(values) - 1) // (MOST_POINTS - 1))
        thinned = values[::step, ::step]
        low, high = thinned.min(), thinned.max()
        return cls((thinned - low) / (high - low) if high > low else np.zeros_like(thinned))

    def faces(self) -> Floats:
        """Return the corners of the faces, (faces, 4, 3), each within -1 and 1 across."""
        side = np.linspace(-1, 1, len(self.heights))
        x, y = np.meshgrid(side, side)
        grid = np.stack([x, y, HEIGHT * (self.heights - 0.5)], axis=-1)
        corners = grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]
        return np.stack(corners, axis=2).reshape(-1, 4, 3)

    def contours(self) -> Floats:
        """Return pieces of the lines between bands of height, (pieces, 2, 3): both ends."""
        levels = np.arange(1, BANDS) / BANDS
        lines = [isolines(self.heights, [level]).reshape(-1, 2, 2) for level in levels]
        heights = np.repeat(HEIGHT * (levels - 0.5), [len(line) for line in lines])
        raised = np.broadcast_to(heights[:, np.newaxis, np.newaxis], (len(heights), 2, 1))
        return np.concatenate([np.concatenate(lines), raised], axis=2)

    def height_at(self, x: float, y: float) -> float:
        """Return the height of the surface at the grid's point nearest to x, y in -1 to 1."""
        last = len(self.heights) - 1
        column, row = (round(min(max((place + 1) / 2, 0), 1) * last) for place in (x, y))
        return HEIGHT * (float(self.heights[row, column]) - 0.5)


def projected(points: Floats, azimuth: float, elevation: float) -> Floats:
    """Look at points from a direction, without perspective.

    Parameters
    ----------
    points : ndarray, shape (..., 3)
        The third axis points upwards.
    azimuth, elevation : float
        In degrees: how far the surface is turned about the vertical, and how far above the horizon
        the eye is, 90 for a look from above.

    Returns
    -------
    ndarray, shape (..., 3)
        To the right, upwards, and away from the eye.
    """
    turn, tilt = np.radians([azimuth, elevation])
    (c, s), (ct, st) = (np.cos(turn), np.sin(turn)), (np.cos(tilt), np.sin(tilt))
    axes = np.array([[c, s * st, s * ct], [-s, c * st, c * ct], [0, ct, -st]])
    seen: Floats = np.asarray(points) @ axes
    return seen


def tones(faces: Floats) -> Ints:
    """Return the color of each face: its height and, within it, its brightness."""
    normals = np.cross(faces[:, 2] - faces[:, 0], faces[:, 3] - faces[:, 1])
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    brightness = np.clip(normals @ LIGHT, 0, 1)
    share = faces[:, :, 2].mean(axis=1) / HEIGHT + 0.5
    levels = np.clip(share * LEVELS, 0, LEVELS - 1).astype(int)
    shades = np.minimum(brightness * SHADES, SHADES - 1).astype(int)
    places: Ints = levels * SHADES + shades
    return places


def _palette() -> list[str]:
    shades = np.linspace(DARKEST, 1, SHADES)
    parts = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in cividis(LEVELS)]
    faces = [
        "#{:02x}{:02x}{:02x}".format(*(round(part * shade) for part in color))
        for color in parts
        for shade in shades
    ]
    return [*faces, LINE_COLOR]


class SurfaceView:
    """Draws a landscape as a surface, faces and contour lines that lie further back first.

    Attributes
    ----------
    figure : bokeh.plotting.figure
        Its data sources are named "landscape_faces", "landscape_trail", "landscape_peaks" and
        "landscape_sides".
    """

    def __init__(self) -> None:
        columns: dict[str, Columns] = {
            "landscape_faces": {"xs": [], "ys": [], "tone": [], "width": []},
            "landscape_trail": {"x": [], "y": []},
            "landscape_peaks": mark_columns({}, REACH),
            "landscape_sides": {"x": [], "y": [], "label": []},
        }
        self.sources = {name: ColumnDataSource(columns[name], name=name) for name in columns}
        self._terrain: Terrain | None = None
        self._marks: Marks = {}
        self._path = np.empty((0, 2))
        self._direction = 0.0, 90.0
        reach = -REACH, REACH
        self.figure = bare_figure("landscape_surface", reach, reach, 340, min_border=0)
        self.figure.axis.visible = False
        # A finger turns it, and does not scroll the page.
        self.figure.styles = {"touch-action": "none", "cursor": "grab"}
        colors = LinearColorMapper(palette=_palette(), low=-0.5, high=LINE + 0.5)
        self.figure.patches(
            "xs",
            "ys",
            fill_color={"field": "tone", "transform": colors},
            line_color={"field": "tone", "transform": colors},
            line_width="width",
            source=self.sources["landscape_faces"],
        )
        self._sides = self.figure.text(
            "x",
            "y",
            text="label",
            y_offset=20,
            text_align="center",
            text_font={"value": "system-ui, sans-serif"},
            text_font_size="12px",
            source=self.sources["landscape_sides"],
        ).glyph
        self.restyle("light")
        draw_path(self.figure, self.sources["landscape_trail"])
        draw_marks(self.figure, self.sources["landscape_peaks"])

    def show(self, values: Floats, marks: Marks, path: Floats) -> None:
        """Draw another surface, marks on it, and the path of a run, (steps, 2) from -1 to 1."""
        self._terrain = Terrain.of(values)
        self._path = path
        self._marks = marks
        self.turn(*self._direction)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, "light" or "dark"."""
        self._sides.text_color = INK[theme]["muted"]

    def move(self, marks: Marks) -> None:
        """Put the marks elsewhere on the surface."""
        if self._terrain is None:
            return
        self._marks = {name: mark for name, mark in marks.items() if max(map(abs, mark[:2])) <= 1}
        seen = self._seen([mark[:2] for mark in self._marks.values()])
        places = {
            name: (float(x), float(y), label)
            for (x, y, _), (name, (_, _, label)) in zip(seen, self._marks.items(), strict=True)
        }
        self.sources["landscape_peaks"].data = mark_columns(places, REACH)

    def turn(self, azimuth: float, elevation: float) -> None:
        """Look at it from another direction, in degrees; see `projected`."""
        self._direction = azimuth, elevation
        if self._terrain is None:
            return
        faces, lines = self._terrain.faces(), self._terrain.contours()
        seen = [np.round(projected(part, azimuth, elevation), 3) for part in (faces, lines)]
        nearer = np.repeat([0, LIFT], [len(faces), len(lines)])
        depth = np.concatenate([part[:, :, 2].mean(axis=1) for part in seen]) - nearer
        order = np.argsort(-depth).tolist()
        xs, ys = ([row for part in seen for row in part[:, :, axis].tolist()] for axis in (0, 1))
        tone = np.concatenate([tones(faces), np.full(len(lines), LINE)])
        self.sources["landscape_faces"].data = {
            "xs": [xs[i] for i in order],
            "ys": [ys[i] for i in order],
            "tone": tone[order],
            "width": np.where(tone == LINE, LINE_WIDTH, FACE_EDGE)[order],
        }
        # A path that leaves the picture comes back in another piece.
        trail = self._seen(self._path)
        trail[np.abs(self._path).max(axis=1, initial=0) > 1] = np.nan
        self.sources["landscape_trail"].data = {"x": trail[:, 0], "y": trail[:, 1]}
        self.sources["landscape_sides"].data = self._named_sides()
        self.move(self._marks)

    def _named_sides(self) -> Columns:
        """Name the two sides of the base that lie in front."""
        places = []
        for middle in SIDES.values():
            ends = np.array([(*middle, -HEIGHT / 2), (*np.negative(middle), -HEIGHT / 2)])
            seen = projected(ends, *self._direction)
            # From above none lies in front; then the lower one, or the left one, is meant.
            order = np.lexsort((seen[:, 0], seen[:, 1], np.round(seen[:, 2], 9)))
            places.append(seen[order[0]])
        x, y, _ = np.array(places).T
        return {"x": x, "y": y, "label": [text(f"landscape.{name}") for name in SIDES]}

    def _seen(self, places: ArrayLike) -> Floats:
        """Return where places on the surface are seen, (places, 3)."""
        assert self._terrain is not None
        flat = np.reshape(places, (-1, 2))
        heights = [self._terrain.height_at(x, y) for x, y in flat]
        return projected(np.column_stack([flat, heights]), *self._direction)
