"""The dataflow graph of one training step of an experiment."""

from collections.abc import Sequence
from typing import Protocol

from playground.insight.computation_graph.graph import Graph
from playground.insight.computation_graph.operations import StepSettings, training_step


class DataflowSettings(StepSettings, Protocol):
    """Settings of an experiment that the dataflow graph depends on, besides those of a step."""

    @property
    def features(self) -> Sequence[str]:
        """Names of the input features."""

    @property
    def hidden(self) -> Sequence[int]:
        """Neurons per hidden layer."""


def dataflow(experiment: DataflowSettings, shape: Sequence[int] | None = None) -> Graph:
    """Return the operations of one training step as a graph grouped by namespaces.

    `dataflow_view` lays it out, and `step_values` tells what its tensors hold.

    Parameters
    ----------
    experiment : DataflowSettings
        Anything with these settings, and perhaps ``classes``, ``activations`` (one for each hidden
        layer), ``skip``, ``dropout``, ``clip`` and ``schedule``.
    shape : sequence of int, optional
        Units of every layer from the inputs to the outputs; by default one input for each feature,
        the hidden layers, and one output or, if there are more than two classes, one for each.

    Raises
    ------
    ValueError
        If these are no settings of a network, or the loss does not go with the output.
    """
    if shape is None:
        classes = getattr(experiment, "classes", 2)
        shape = (len(experiment.features), *experiment.hidden, classes if classes > 2 else 1)
    return Graph(training_step(experiment, shape))
