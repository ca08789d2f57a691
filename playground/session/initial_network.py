"""The network that an experiment begins with."""

from playground.engine import Network
from playground.experiment.experiment import Experiment


def initial_network(experiment: Experiment) -> Network:
    """Return a new network of an experiment, with the weights that its seed gives."""
    return Network(
        experiment.network_shape,
        activation=experiment.activations,
        output=experiment.output,
        skip=experiment.skip,
        initialization=experiment.initialization,
        seed=experiment.seed,
    )
