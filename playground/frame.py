"""A frame is an immutable picture of a session: all that a view needs, as plain arrays."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from playground.arrays import AnyFloats, Floats, Numbers


class Unit(NamedTuple):
    """The address of one neuron: layers count from 1, the last one holds the output."""

    layer: int
    index: int  # type: ignore[assignment] # what the field calls it; nobody searches in an address

    def __str__(self) -> str:
        return f"unit:{self.layer}:{self.index}"


class Edge(NamedTuple):
    """The address of one weight: from unit `source` of layer `layer - 1` to `target` of `layer`.

    In layer 1 the source counts the input features that are switched on.
    """

    layer: int
    source: int
    target: int

    def __str__(self) -> str:
        return f"edge:{self.layer}:{self.source}:{self.target}"


ADDRESS = re.compile(r"(unit):(\d{1,3}):(\d{1,3})|(edge):(\d{1,3}):(\d{1,3}):(\d{1,3})", re.ASCII)


def parse_address(address: str, shape: Sequence[int]) -> Unit | Edge | None:
    """Find the unit or weight that an address such as "unit:1:0" or "edge:1:0:2" names.

    Parameters
    ----------
    address : str
        What `str` makes of a `Unit` or an `Edge`; anything else is no address.
    shape : sequence of int
        Units per layer of the present network, input first.

    Returns
    -------
    Unit, Edge or None
        None if this is no address, or the network has no such part.
    """
    match = ADDRESS.fullmatch(address)
    if match is None:
        return None
    kind, *numbers = (group for group in match.groups() if group is not None)
    part = {"unit": Unit, "edge": Edge}[kind](*map(int, numbers))
    if not 1 <= part.layer < len(shape):
        return None
    if kind == "unit":
        return part if part.index < shape[part.layer] else None
    exists = part.source < shape[part.layer - 1] and part.target < shape[part.layer]
    return part if exists else None


class Points(NamedTuple):
    """Samples of the data: coordinates (n, 2), or pixels (n, pixels), and labels (n,).

    Labels are -1 and +1 for two classes, class indices for more, and values in regression.
    """

    X: Floats
    y: Numbers


class Curve(NamedTuple):
    """The losses over the run so far, thinned out to a bounded number of points."""

    epoch: Floats
    train_loss: Floats
    test_loss: Floats

    def until(self, epoch: int) -> "Curve":
        """Return the part up to an epoch."""
        return Curve(*(row[self.epoch <= epoch] for row in self))


@dataclass(frozen=True)
class Frame:
    """What a session looks like at one moment.

    Attributes
    ----------
    epoch : int
        Finished passes over the training data.
    train_loss, test_loss : float
        Mean loss per sample, without the regularisation penalty.
    test_accuracy : float or None
        Share of test samples on the right side, None for regression.
    test_r_squared : float or None
        Share of the variance of the test values that is explained, None for classification.
    inputs : str
        The name of the kind of input.
    image_shape : tuple of int or None
        Rows and columns of an input, if the inputs are images; None for points of the plane.
    features : tuple of str
        Names of the network's inputs: the features that are switched on, or the pixels.
    offered_features : tuple of str
        Names of all input features that can be switched on; empty for digits.
    feature_maps : ndarray
        Their values over the plane, (features, size, size).
    shape : tuple of int
        Units per layer, input features first, output last.
    residual : tuple of bool
        Per layer after the input: whether it adds the activations of the layer before to its own.
    weights, biases : tuple of ndarray
        Per layer after the input: (fan_in, fan_out) and (fan_out,).
    unit_maps : tuple of ndarray
        Per layer after the input: activations over the plane, (units, size, size); for digits the
        weights of the pixels.
    shown : Unit, str or None
        The unit or input feature whose map is shown large, None for the network's output.
    shown_map : ndarray or None
        Its activation over the plane at full resolution, (resolution, resolution); for the output
        of more than two classes the probability of each, (classes, resolution, resolution). For
        digits its weights, (rows, columns), and None for the output.
    curve : Curve
        The losses so far.
    train, test : Points
        The samples.
    test_outputs : ndarray
        What the network answers for the test samples, (n, outputs).
    problem : str
        "classification" or "regression".
    classes : int
        Number of classes, 0 for regression. More than two have an output unit each.
    class_names : tuple of str
        Their names, empty if they have none.
    show_test, discretize : bool
        Whether test points are drawn, and whether the large map shows the sign only.
    diverged : bool
        Whether training was stopped because the loss is no longer a finite number.
    """

    epoch: int
    train_loss: float
    test_loss: float
    test_accuracy: float | None
    test_r_squared: float | None
    inputs: str
    image_shape: tuple[int, int] | None
    features: tuple[str, ...]
    offered_features: tuple[str, ...]
    feature_maps: AnyFloats
    shape: tuple[int, ...]
    residual: tuple[bool, ...]
    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    unit_maps: tuple[AnyFloats, ...]
    shown: Unit | str | None
    shown_map: AnyFloats | None
    curve: Curve
    train: Points
    test: Points
    test_outputs: AnyFloats
    problem: str
    classes: int
    class_names: tuple[str, ...]
    show_test: bool
    discretize: bool
    diverged: bool

    @property
    def has_class_maps(self) -> bool:
        """Whether the maps of the outputs are of probabilities, in the colours of the classes."""
        return self.classes > 2 and self.image_shape is None


def units_of(shape: Sequence[int]) -> list[Unit]:
    """List the addresses of all neurons, layer by layer from the first hidden one."""
    return [Unit(layer, i) for layer in range(1, len(shape)) for i in range(shape[layer])]
