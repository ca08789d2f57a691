"""The computing work of a training run, and how much of it a grader does for one result.

Work is counted in multiplications. The count is rough, but it is the same on every computer: what
the page lets a student reach is exactly what a grader can train again.
"""

from math import ceil

from playground.engine import parameter_count
from playground.experiment import Experiment

LAYER_WORK = 3_000
"""Multiplications in the time that NumPy takes for a layer of a batch, however small it is."""

EPOCH_WORK = 20_000
"""The same for an epoch beside its batches: looking at the losses, keeping them."""

MOST_RUNS = 10
"""Runs of a result at most; of each one more epoch is trained, to see whether it was stopped within
that."""

MOST_WORK = 5_000_000_000
"""Multiplications for one result at most: ten to twenty seconds on an ordinary computer."""


def epoch_work(experiment: Experiment) -> int:
    """Return the multiplications of one epoch: training, and looking at the losses afterwards."""
    samples = experiment.sample_count
    training = ceil(samples * experiment.train_fraction)
    batches = ceil(training / experiment.batch_size)
    overhead = batches * (len(experiment.hidden) + 2) * LAYER_WORK
    # forward, backward to the activations, backward to the weights; then all samples forward
    parameters = parameter_count(experiment.network_shape)
    return EPOCH_WORK + overhead + (3 * training + samples) * parameters


def most_epochs(experiment: Experiment) -> int:
    """Return how many epochs a grader trains again at most, in all runs of a result together."""
    return max(0, MOST_WORK // epoch_work(experiment) - MOST_RUNS)
