"""The loss curve of a run as it is kept: plain data, thinned out and rounded."""

from typing import Any

import numpy as np

from playground.frame import Curve

POINTS = (120, 60, 30, 15)
"""How many points of a curve are kept: as many as there is room for."""

DIGITS = 4
"""Of each loss in it: more than a curve on the screen can show."""

LARGEST_LOSS = 1e30


def to_data(curve: Curve, points: int) -> dict[str, list[float]]:
    """Return a curve as plain data, thinned out evenly to so many points and the last one."""
    finite = np.flatnonzero(np.isfinite(curve.train_loss) & np.isfinite(curve.test_loss))
    step = -(-len(finite) // points) or 1
    kept = sorted({*finite[::step], *finite[-1:]})
    return {
        "epoch": [int(curve.epoch[i]) for i in kept],
        "train_loss": [float(f"{curve.train_loss[i]:.{DIGITS}g}") for i in kept],
        "test_loss": [float(f"{curve.test_loss[i]:.{DIGITS}g}") for i in kept],
    }


def from_data(data: Any, epochs: int) -> Curve | None:
    """Return the curve in plain data, or None if it is none of a run of so many epochs."""
    columns = [data.get(name) for name in Curve._fields] if isinstance(data, dict) else []
    if not columns or not all(map(_is_column, columns)):
        return None
    epoch, *losses = (np.array(column, float) for column in columns)
    fits = {len(epoch)} == {len(column) for column in losses}
    is_rising = (np.diff(epoch) > 0).all() and (epoch % 1 == 0).all()
    return Curve(epoch, *losses) if fits and is_rising and epoch[-1] == epochs else None


def _is_column(column: object) -> bool:
    return (
        isinstance(column, list)
        and 0 < len(column) <= POINTS[0] + 1
        and all(type(one) in (int, float) and 0 <= one <= LARGEST_LOSS for one in column)
    )
