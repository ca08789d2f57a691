"""Networks that are exported, with the names of their features."""

import numpy as np

from playground.data import FEATURES
from playground.engine import ACTIVATIONS, Network

FORMULAS = ["=sin(3*x1)*x2", "=-x1^2+x2/2", "=max(x1,abs(x2))-log(7+x1)", "=2*pi"]
EXPRESSIBLE = ("relu", "tanh", "sigmoid", "linear")
"""Activation functions that scikit-learn has."""


def trained(shape, seed=1, **options):
    """Return a network with weights as large as training makes them, and biases."""
    network = Network(shape, **options)
    network.theta = np.random.default_rng(seed).normal(0, 1.5, network.theta.size)
    return network


NETWORKS = {
    "default": (trained([2, 4, 2, 1]), ["x1", "x2"]),
    "no hidden layer": (trained([2, 1]), ["x1", "x2"]),
    "all features": (trained([len(FEATURES), 8, 8, 1]), list(FEATURES)),
    "regression": (trained([2, 5, 1], output="linear"), ["x1", "x2"]),
    "sigmoid output": (trained([2, 3, 1], output="sigmoid"), ["x1", "x2"]),
    "three classes": (trained([2, 4, 3], output="softmax"), ["x1", "x2"]),
    "formulas": (trained([5, 4, 1]), ["x1", *FORMULAS]),
    "deep": (trained([2, *[16] * 8, 1]), ["x2", "x1_x2"]),
    **{name: (trained([2, 4, 4, 1], activation=name), ["x1", "x2"]) for name in ACTIVATIONS},
}
BEYOND_SKLEARN = {
    "skip": (trained([2, 4, 4, 1], skip=True), ["x1", "x2"]),
    "per layer": (trained([2, 3, 4, 1], activation=["sine", "relu"]), ["x1", "x2"]),
}
