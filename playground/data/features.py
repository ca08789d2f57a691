"""Functions of a point of the plane that a network can take as its inputs."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import Floats

from .formula import parse_formula

Feature = Callable[[Floats], Floats]
"""A function of points (n, 2) whose values are of shape (n,)."""

FEATURES: dict[str, Feature] = {
    "x1": lambda X: X[:, 0],
    "x2": lambda X: X[:, 1],
    "x1_squared": lambda X: X[:, 0] ** 2,
    "x2_squared": lambda X: X[:, 1] ** 2,
    "x1_x2": lambda X: X[:, 0] * X[:, 1],
    "sin_x1": lambda X: np.sin(X[:, 0]),
    "sin_x2": lambda X: np.sin(X[:, 1]),
    "cos_x1": lambda X: np.cos(X[:, 0]),
    "cos_x2": lambda X: np.cos(X[:, 1]),
}


FORMULA_MARK = "="
"""What the name of a feature begins with that is a formula, such as "=sin(3*x1)*x2"."""


def feature_function(name: str) -> Feature:
    """Return the function of points (n, 2) that a feature is; its values are of shape (n,).

    Parameters
    ----------
    name : str
        A name in FEATURES, or "=" and a formula.

    Raises
    ------
    ValueError
        If the name is unknown; a `FormulaError` if the formula is wrong.
    """
    if name in FEATURES:
        return FEATURES[name]
    if not name.startswith(FORMULA_MARK):
        names = ", ".join(repr(known) for known in FEATURES)
        raise ValueError(f"features must be one or more of {names}, or formulas, got {name!r}")
    return parse_formula(name.removeprefix(FORMULA_MARK))


def feature_matrix(X: ArrayLike, features: Sequence[str]) -> Floats:
    """Return the features of each point, in the order asked for.

    Parameters
    ----------
    X : array_like, shape (n, 2)
        Points (x1, x2).
    features : sequence of str
        Names in FEATURES or formulas like "=sin(3*x1)*x2", at least one.

    Returns
    -------
    ndarray, shape (n, len(features))
        A contiguous float64 array that shares no memory with ``X``.

    Raises
    ------
    ValueError
        If a name is unknown, there is none, or X is not of shape (n, 2).
    """
    X = np.asarray(X, dtype=float)
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X must have shape (n, 2), got {X.shape}")
    if len(features) == 0:
        names = ", ".join(repr(name) for name in FEATURES)
        raise ValueError(f"features must be one or more of {names}, or formulas, got []")
    return np.stack([feature_function(name)(X) for name in features], axis=1)
