"""The kinds of input: each has its samples, what a network is given of them, and its pictures.

A kind is a module of this package, of its name in `INPUT_KINDS`, with a class `Inputs`, which is an
`InputsOfAKind`. It is imported when an experiment needs it.
"""

from importlib import import_module
from typing import Protocol

from numpy.typing import ArrayLike

from playground.arrays import Floats
from playground.engine import Network
from playground.experiment.experiment import Experiment
from playground.frame import Points, Unit
from playground.session.inputs.pictures import Pictures


class InputsOfAKind(Protocol):
    """What the class `Inputs` of each kind offers; `plane.Inputs` says more about it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the network's inputs."""

    @property
    def offered(self) -> tuple[str, ...]:
        """Names of the inputs that have a box and can be switched on and off."""

    def samples(self) -> tuple[Points, Points]:
        """Draw the training and the test samples."""

    def matrix(self, X: ArrayLike) -> Floats:
        """Return what the network is given of samples, (n, inputs)."""

    def pictures(
        self, network: Network, shown: Unit | str | None, coarse: bool = False
    ) -> Pictures:
        """Draw the maps of all inputs and units, and the one that is shown large."""


def inputs_of(experiment: Experiment) -> InputsOfAKind:
    """Return the `Inputs` of the kind that an experiment has."""
    module = import_module(f"playground.session.inputs.{experiment.inputs}")
    inputs: InputsOfAKind = module.Inputs(experiment)
    return inputs
