"""What the code for all libraries has in common: features, weights and biases."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from playground.arrays import Floats
from playground.data import PIXEL_MARK, parse_formula
from playground.data.features import FORMULA_MARK
from playground.data.formula import FUNCTIONS, LARGEST

DIGITS = 12
"""Significant digits of weights and biases."""

FEATURES = {
    "x1": "x1",
    "x2": "x2",
    "x1_squared": "x1**2",
    "x2_squared": "x2**2",
    "x1_x2": "x1 * x2",
    "sin_x1": "np.sin(x1)",
    "sin_x2": "np.sin(x2)",
    "cos_x1": "np.cos(x1)",
    "cos_x2": "np.cos(x2)",
}
"""Each feature of a point in NumPy."""

FORMULA_WORDS = {
    **{name: f"np.{function.__name__}" for name, function in FUNCTIONS.items()},
    **{"pi": "np.pi", "^": "**", "*": " * ", "+": " + ", ",": ", "},
}
"""What NumPy spells otherwise than a formula does."""

_WORD = re.compile(r"\d[\d.]*(?:e-?\d+)?|[a-z]\w*|\S")

BOUNDED = f'''
def bounded(values, X):
    """Take 0 where a formula has no value, and a million where it has a larger one."""
    values = np.nan_to_num(np.broadcast_to(values, len(X)), nan=0.0)
    return np.clip(values, -{LARGEST}, {LARGEST})

'''


IMAGE_CODE = '''
def features(X):
    """Return images X, shape (n, {pixels}): pixels row by row from the top, 0 to 1 for ink."""
    return np.asarray(X, dtype=float).reshape(-1, {pixels})
'''


class TrainedNetwork(Protocol):
    """What the code is made of: the layers of a network, with their parameters."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Units per layer, input first."""

    @property
    def activations(self) -> Sequence[str]:
        """Name of the function of each hidden layer."""

    @property
    def output(self) -> str:
        """Name of the function of the outputs."""

    @property
    def residual(self) -> Sequence[bool]:
        """Per layer after the input: whether it adds the activations of the layer before."""

    @property
    def weights(self) -> Sequence[Floats]:
        """Per layer after the input: (fan_in, fan_out)."""

    @property
    def biases(self) -> Sequence[Floats]:
        """Per layer after the input: (fan_out,)."""


def is_image(features: Sequence[str]) -> bool:
    """Tell whether a network's inputs are pixels of an image and not features of a point."""
    return features[0].startswith(PIXEL_MARK)


def example(features: Sequence[str]) -> str:
    """Write samples to try the program on: two points, or a blank and a black image."""
    if is_image(features):
        return f"[[0.0] * {len(features)}, [1.0] * {len(features)}]"
    return "[[0.0, 0.0], [1.0, 2.0]]"


def sample_shape(features: Sequence[str]) -> str:
    """Write what samples are, in a docstring."""
    kind = "images" if is_image(features) else "points"
    return f"the {kind} X, shape (n, {len(features) if is_image(features) else 2})"


class ExportError(ValueError):
    """A library cannot express a network; the message is a sentence that says why."""


def features_code(features: Sequence[str]) -> str:
    """Write the function ``features(X)``, from points (n, 2) to a network's inputs.

    Parameters
    ----------
    features : sequence of str
        Names in `FEATURES`, or "=" and a formula.
    """
    if is_image(features):
        return IMAGE_CODE.format(pixels=len(features))
    columns = ", ".join(_feature(name) for name in features)
    has_formula = any(name.startswith(FORMULA_MARK) for name in features)
    return f'''{BOUNDED if has_formula else ""}
def features(X):
    """Return what the network is given about each point (x1, x2) of X, shape (n, 2)."""
    X = np.asarray(X, dtype=float)
    x1, x2 = X[:, 0], X[:, 1]
    return np.stack([{columns}], axis=1)
'''


def layers_code(network: TrainedNetwork) -> str:
    """Write the weights ``W1``, … (fan_in, fan_out) and biases ``b1``, … as NumPy arrays."""
    layers = zip(network.weights, network.biases, strict=True)
    return "\n".join(
        f"W{number} = np.array({_matrix(weights)})\nb{number} = np.array({_row(biases)})"
        for number, (weights, biases) in enumerate(layers, 1)
    )


def used(table: Mapping[str, str], names: Collection[str]) -> list[str]:
    """Return the entries of a table for these names, each once and in the order of the table."""
    return [entry for name, entry in table.items() if name in names]


def _feature(name: str) -> str:
    if not name.startswith(FORMULA_MARK):
        return FEATURES[name]
    formula = str(parse_formula(name.removeprefix(FORMULA_MARK)))
    words = (FORMULA_WORDS.get(word, word) for word in _WORD.findall(formula))
    return f"bounded({''.join(words)}, X)"


def _matrix(rows: Iterable[Iterable[float]]) -> str:
    return "[\n" + "".join(f"    {_row(row)},\n" for row in rows) + "]"


def _row(numbers: Iterable[float]) -> str:
    return f"[{', '.join(repr(float(f'{number:.{DIGITS}g}')) for number in numbers)}]"
