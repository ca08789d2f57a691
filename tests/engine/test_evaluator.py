"""An evaluator gives the loss and outputs that the network itself gives, as it learns."""

import numpy as np
import pytest

from playground.engine import Evaluator, Network, Trainer

RNG = np.random.default_rng(3)
X = RNG.normal(size=(40, 2))
SIGNS = np.sign(X[:, 0] * X[:, 1])
CLASSES = RNG.integers(0, 3, 40)

CASES = {
    "squared": ({"shape": [2, 4, 4, 1], "skip": True}, SIGNS),
    "logistic": ({"shape": [2, 3, 1]}, SIGNS),
    "huber": ({"shape": [2, 3, 1], "output": "linear"}, 5 * X[:, 0]),
    "cross-entropy": ({"shape": [2, 3, 3], "output": "softmax"}, CLASSES),
}


@pytest.mark.parametrize("loss", CASES)
def test_its_loss_is_bit_by_bit_that_of_the_network_while_it_learns(loss):
    settings, y = CASES[loss]
    network = Network(**settings)
    evaluator, trainer = Evaluator(network, X, y, loss), Trainer(network, loss)
    for _ in range(3):
        trainer.run_epoch_on(evaluator.columns)
        assert evaluator.loss() == network.loss(X, y, loss)
        np.testing.assert_array_equal(evaluator.outputs, network.forward(X)[-1])


def test_it_has_outputs_before_it_is_asked_for_the_loss():
    network = Network([2, 3, 1])
    outputs = Evaluator(network, X, SIGNS).outputs
    np.testing.assert_array_equal(outputs, network.forward(X)[-1])


@pytest.mark.parametrize("shuffle", [False, True])
def test_training_on_its_columns_is_training_on_the_samples(shuffle):
    networks = [Network([2, 4, 1]) for _ in range(2)]
    trainers = [Trainer(network, batch_size=7, shuffle=shuffle) for network in networks]
    columns = Evaluator(networks[0], X, SIGNS).columns
    for _ in range(3):
        trainers[0].run_epoch_on(columns)
        trainers[1].run_epoch(X, SIGNS)
    np.testing.assert_array_equal(networks[0].theta, networks[1].theta)


def test_epochs_of_other_samples_may_lie_between():
    """The room for samples in a new order is that of the samples at hand."""
    networks = [Network([2, 4, 1]) for _ in range(2)]
    trainers = [Trainer(network) for network in networks]
    for n in (40, 13, 40):
        trainers[0].run_epoch(X[:n], SIGNS[:n])
        for batch in trainers[1].batches(X[:n], SIGNS[:n]):
            trainers[1].run_batch(batch)
    np.testing.assert_array_equal(networks[0].theta, networks[1].theta)


@pytest.mark.parametrize(("samples", "targets"), [(X * np.nan, SIGNS), (X, SIGNS[1:])])
def test_samples_that_cannot_be_are_refused(samples, targets):
    with pytest.raises(ValueError, match=r"X must|y must"):
        Evaluator(Network([2, 1]), samples, targets)
