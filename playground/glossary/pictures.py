"""Small pictures of functions, drawn as SVG from the engine's own functions."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from playground.arrays import AnyFloats
from playground.engine import ACTIVATIONS, LOSSES, OUTPUTS, REGULARIZATIONS, SCHEDULES

WIDTH, HEIGHT = 160, 90
"""Size of a picture, in pixels."""

POINTS = 161
"""Places where a function is computed."""

RIGHT = 1.0
"""The right answer in the picture of a loss."""


class Plot(NamedTuple):
    """A function over an interval, and what of the plane is shown.

    Attributes
    ----------
    x, y : ndarray, shape (n,)
    top, bottom : float
        Ends of the vertical axis.
    mark : float or None
        Where a dotted line stands upright.
    """

    x: AnyFloats
    y: AnyFloats
    top: float
    bottom: float
    mark: float | None = None


def activation_plot(name: str) -> Plot:
    """Return an activation function from -4 to 4."""
    z = np.linspace(-4, 4, POINTS)
    a = np.empty_like(z)
    ACTIVATIONS[name].value(z, a)
    return Plot(z, a, 2.5, -1.5)


def loss_plot(name: str) -> Plot:
    """Return a loss by the answer where `RIGHT` is right; for two classes, of a tanh output."""
    if name == "cross-entropy":
        p = np.linspace(0.01, 1, POINTS)
        z = np.log([p, np.maximum(1 - p, 1e-300)])
        t = np.array([[1.0], [0.0]])
        return Plot(p, LOSSES[name].value(z, p, t, 1.0).sum(axis=0), 4.5, -0.3)
    edge = 0.9999 if name == "logistic" else 2.5
    a = np.linspace(-edge, edge, POINTS)
    z = np.arctanh(a) if name == "logistic" else a
    values = LOSSES[name].value(z, a, np.array(RIGHT), OUTPUTS["tanh"].logit_scale)
    return Plot(a, values, 6.5, -0.4, RIGHT)


def regularization_plot(name: str) -> Plot | None:
    """Return the penalty on a weight from -2 to 2; None where there is none."""
    row = REGULARIZATIONS[name]
    w = np.linspace(-2, 2, POINTS)
    return None if row is None else Plot(w, row.value(w), 2.2, -0.2)


def schedule_plot(name: str) -> Plot:
    """Return the learning rate over three periods, as a share of that of the first epoch."""
    epochs = np.arange(300)
    rates = np.array([SCHEDULES[name](int(epoch), 100, 0.5) for epoch in epochs])
    return Plot(epochs.astype(float), rates, 1.15, -0.1)


PLOTS: dict[str, Callable[[str], Plot | None]] = {
    "activation": activation_plot,
    "loss": loss_plot,
    "regularization": regularization_plot,
    "schedule": schedule_plot,
}
"""What has pictures: the kind of a term -> what draws those of its names."""

TABLES: dict[str, Mapping[str, object]] = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "regularization": REGULARIZATIONS,
    "schedule": SCHEDULES,
}
"""The engine's functions of these kinds by their names."""


def picture_of(kind: str, name: str) -> str:
    """Return the picture of a function as SVG, or nothing if it is none."""
    plot = PLOTS[kind](name) if name in TABLES.get(kind, ()) else None
    return "" if plot is None else _svg(plot)


def _svg(plot: Plot) -> str:
    left, right = float(plot.x[0]), float(plot.x[-1])
    across = (plot.x - left) / (right - left) * WIDTH
    up = (plot.top - plot.y) / (plot.top - plot.bottom) * HEIGHT
    axes = f"M0 {HEIGHT * plot.top / (plot.top - plot.bottom):.1f}H{WIDTH}"
    if left < 0 < right:
        axes += f"M{-left / (right - left) * WIDTH:.1f} 0V{HEIGHT}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="currentColor" aria-hidden="true">'
        f'<path stroke-opacity=".4" d="{axes}"/>{_mark(plot, left, right)}'
        f'<path stroke-width="2.5" stroke-linejoin="round" d="{_path(across, up)}"/></svg>'
    )


def _mark(plot: Plot, left: float, right: float) -> str:
    if plot.mark is None:
        return ""
    x = (plot.mark - left) / (right - left) * WIDTH
    return f'<path stroke-dasharray="2 3" d="M{x:.1f} 0V{HEIGHT}"/>'


def _path(across: AnyFloats, up: AnyFloats) -> str:
    # What lies far outside would only make the path long; the edge of the picture cuts it.
    inside = (up > -HEIGHT) & (up < 2 * HEIGHT)
    places = zip(across[inside], up[inside], strict=True)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
