"""Plain experiments for the tests of the dataflow graph, free of an experiment's bounds."""

from types import SimpleNamespace

from playground.engine import Network

DEFAULTS = {
    "features": ["x1", "x2"],
    "hidden": [4, 2],
    "activation": "tanh",
    "output": "tanh",
    "loss": "squared",
    "regularization": "none",
    "optimizer": "sgd",
    "batch_size": 10,
}


def experiment(**settings):
    return SimpleNamespace(**{**DEFAULTS, **settings})


def network(e, **settings):
    """Return the network that an experiment describes."""
    shape = [len(e.features), *e.hidden, 1]
    skip = getattr(e, "skip", False)
    return Network(shape, e.activation, e.output, skip=skip, **settings)
