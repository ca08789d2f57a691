"""One training step is the one that scikit-learn's multi-layer perceptron takes.

Both are double precision and sum the same products in different orders, hence the tolerance.
"""

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor

from playground.engine import Network, Trainer

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


def their_step(model, y, net):
    """Return the model's parameters after one step from those of ``net``, in its layout."""
    kinds = {"classes": np.unique(y)} if isinstance(model, MLPClassifier) else {}
    model.partial_fit(X, y, **kinds)
    for ours, theirs in zip(net.weights, model.coefs_, strict=True):
        theirs[:] = ours
    for ours, theirs in zip(net.biases, model.intercepts_, strict=True):
        theirs[:] = ours
    model.partial_fit(X, y)
    blocks = zip(model.coefs_, model.intercepts_, strict=True)
    return np.concatenate([np.concatenate([w.ravel(), b]) for w, b in blocks])


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("activation", THEIR_NAMES)
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
    expected = their_step(model, y, net)
    # their penalty is alpha / 2 |w|² per batch, not per sample
    trainer = Trainer(net, loss, "sgd", 0.1, N, "l2", ALPHA / N)
    trainer.run_epoch(X, y)
    np.testing.assert_allclose(net.theta, expected, rtol=1e-12, atol=1e-14)
