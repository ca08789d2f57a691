"""Training takes the steps that scikit-learn's multi-layer perceptron takes.

Both are double precision and sum the same products in different orders, hence the tolerance.
"""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor

from playground.engine import Network, Trainer, optimizers
from tests.cases import every

THEIR_NAMES = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic", "linear": "identity"}
N = 40
ALPHA = 0.8

rng = np.random.default_rng(3)
X = rng.normal(size=(N, 2))
SIGNS = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)
TARGETS = np.sin(X[:, 0]) - X[:, 1]
CLASSES = np.digitize(X[:, 0] + X[:, 1], [-0.5, 0.5])

CASES = {
    "regression": (MLPRegressor, TARGETS, "linear", "squared"),
    "two classes": (MLPClassifier, SIGNS, "sigmoid", "logistic"),
    "three classes": (MLPClassifier, CLASSES, "softmax", "cross-entropy"),
}


def their_steps(model, y, net, steps=1):
    """Return the model's parameters after steps from those of ``net``, in its layout."""
    kinds = {"classes": np.unique(y)} if isinstance(model, MLPClassifier) else {}
    model.partial_fit(X, y, **kinds)
    del model._optimizer  # what it remembers of the step that brought the model into being
    for ours, theirs in zip(net.weights, model.coefs_, strict=True):
        theirs[:] = ours
    for ours, theirs in zip(net.biases, model.intercepts_, strict=True):
        theirs[:] = ours
    for _ in range(steps):
        model.partial_fit(X, y)
    blocks = zip(model.coefs_, model.intercepts_, strict=True)
    return np.concatenate([np.concatenate([w.ravel(), b]) for w, b in blocks])


@every("case", CASES)
@every("activation", THEIR_NAMES)
def test_one_step_of_gradient_descent_with_weight_decay(activation, case):
    kind, y, output, loss = CASES[case]
    net = Network([2, 5, 4, 3 if output == "softmax" else 1], activation, output, seed=1)
    model = kind(
        hidden_layer_sizes=(5, 4),
        activation=THEIR_NAMES[activation],
        solver="sgd",
        momentum=0,
        learning_rate_init=0.1,
        batch_size=N,
        alpha=ALPHA,
    )
    expected = their_steps(model, y, net)
    # their penalty is alpha / 2 |w|² per batch, not per sample
    trainer = Trainer(net, loss, "sgd", 0.1, N, "l2", ALPHA / N)
    trainer.run_epoch(X, y)
    np.testing.assert_allclose(net.theta, expected, rtol=1e-12, atol=1e-14)


OPTIMIZERS = {
    "momentum": {"solver": "sgd", "momentum": 0.7, "nesterovs_momentum": False},
    "nesterov": {"solver": "sgd", "momentum": 0.7, "nesterovs_momentum": True},
    "adam": {"solver": "adam", "beta_1": 0.7, "epsilon": 1e-300},
}


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_steps_of_an_optimizer(optimizer, monkeypatch):
    """Without Adam's epsilon, which stands beside another root there."""
    monkeypatch.setattr(optimizers, "EPSILON", 0.0)
    net = Network([2, 5, 4, 1], "tanh", "linear", seed=1)
    model = MLPRegressor(
        hidden_layer_sizes=(5, 4),
        activation="tanh",
        learning_rate_init=0.02,
        batch_size=N,
        alpha=0,
        **OPTIMIZERS[optimizer],
    )
    expected = their_steps(model, TARGETS, net, 20)
    trainer = Trainer(net, "squared", optimizer, 0.02, N, momentum=0.7)
    for _ in range(20):
        trainer.run_epoch(X, TARGETS)
    np.testing.assert_allclose(net.theta, expected, rtol=0, atol=1e-12)
