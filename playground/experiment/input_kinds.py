"""The kinds of input, points of the plane and images of digits: what the settings know of each.

A further kind is a row here, a module of its name in `playground.session.inputs`, and a row in each
table of a room that treats kinds differently: what draws its network and its answers, and where its
inputs are searched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playground.data import DATASETS, DIGIT_CLASSES, DIGIT_COUNT, DIGIT_SHAPE

OWN_DATA = "own"
"""The data set of one's own points, beside those of `DATASETS`."""

PLANE = "plane"
DIGITS = "digits"
"""Names of the kinds; the second one is its data set's as well."""


@dataclass(frozen=True)
class LabelledImages:
    """What is known of images before they are loaded, as of a data set of points.

    Attributes
    ----------
    names : tuple of str
        Names of the classes.
    count : int
        Samples, training and test data together.
    shape : tuple of int
        Rows and columns of an image.
    """

    names: tuple[str, ...]
    count: int
    shape: tuple[int, int]
    problem: str = "classification"

    @property
    def classes(self) -> int:
        """Number of classes."""
        return len(self.names)


@dataclass(frozen=True)
class InputKind:
    """One kind of input.

    Attributes
    ----------
    name : str
        By which an experiment, a frame and every table of kinds calls it. Parts of the page that
        are there for this kind only are hidden by this name.
    datasets : tuple of str
        Its data sets.
    max_neurons : int
        Neurons per hidden layer at most.
    suitable_settings : dict
        Settings to begin with: soon good, and good to look at.
    unused : tuple of str
        Other parts of the page that it has no use for.
    images : LabelledImages or None
        What its inputs are, if they are images; else they are points of the plane.
    """

    name: str
    datasets: tuple[str, ...]
    max_neurons: int
    suitable_settings: Mapping[str, Any]
    unused: tuple[str, ...]
    images: LabelledImages | None = None

    @property
    def hidden_parts(self) -> tuple[str, ...]:
        """Names of all parts of the page that it has no use for, those of the other kinds first."""
        return (*(name for name in INPUT_KINDS if name != self.name), *self.unused)


_KINDS = (
    InputKind(
        PLANE,
        datasets=(*DATASETS, OWN_DATA),
        max_neurons=16,
        suitable_settings={
            "dataset": "circle",
            "hidden": [4, 2],
            "activation": "tanh",
            "layer_activations": [],
            "learning_rate": 0.03,
            "batch_size": 10,
            "initialization": "uniform",
        },
        unused=("marked_digit", "sketchpad"),
    ),
    InputKind(
        DIGITS,
        datasets=(DIGITS,),
        max_neurons=32,
        suitable_settings={
            "dataset": DIGITS,
            "hidden": [32],
            "activation": "relu",
            "layer_activations": [],
            "learning_rate": 0.1,
            "batch_size": 30,
            "initialization": "he",
        },
        unused=("dataset", "noise", "features", "show_test", "discretize"),
        images=LabelledImages(tuple(map(str, range(DIGIT_CLASSES))), DIGIT_COUNT, DIGIT_SHAPE),
    ),
)

INPUT_KINDS = {kind.name: kind for kind in _KINDS}
"""All of them by name; the first one is the usual one."""

KIND_OF_DATASET = {dataset: kind for kind in _KINDS for dataset in kind.datasets}
"""The kind that each data set belongs to."""
