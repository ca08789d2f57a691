"""The network in scikit-learn: a multi-layer perceptron that is given its weights.

An ``MLPRegressor`` returns the outputs themselves. Its output activation, "identity" when
scikit-learn trains it, is an attribute of the fitted estimator, so that any other can be set and
the code is exact for classification too.
"""

from collections.abc import Sequence

from playground.text import text

from .parts import ExportError, TrainedNetwork, example, features_code, layers_code, sample_shape

FUNCTIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic", "linear": "identity"}
"""Each activation function of hidden layers that scikit-learn has, by its name there."""

OUTPUTS = FUNCTIONS | {"softmax": "softmax"}
"""Each output activation, by its name there."""


def source(network: TrainedNetwork, features: Sequence[str]) -> str:
    """Write the code; parameters and errors are those of `playground.export.export_code`."""
    _check(network)
    activation = network.activations[0] if network.activations else "linear"
    numbers = range(1, len(network.shape))
    return f'''"""A neural network from the playground, in scikit-learn."""

import numpy as np
from sklearn.neural_network import MLPRegressor

# Weights (inputs, units) and biases (units) of each layer
{layers_code(network)}

{features_code(features)}

# Instead of fitting it, the network is given what fitting would have found.
network = MLPRegressor({network.shape[1:-1]}, activation="{FUNCTIONS[activation]}")
network.coefs_ = [{", ".join(f"W{number}" for number in numbers)}]
network.intercepts_ = [{", ".join(f"b{number}" for number in numbers)}]
network.n_features_in_ = {network.shape[0]}
network.n_layers_ = {len(network.shape)}
network.n_outputs_ = {network.shape[-1]}
network.out_activation_ = "{OUTPUTS[network.output]}"


def predict(X):
    """Return the network's outputs for {sample_shape(features)}."""
    return network.predict(features(X)).reshape(len(X), {network.shape[-1]})


print(predict({example(features)}))
'''


def _check(network: TrainedNetwork) -> None:
    if any(network.residual):
        raise ExportError(text("export.skip"))
    if len(set(network.activations)) > 1:
        raise ExportError(text("export.several"))
    for name in network.activations:
        if name not in FUNCTIONS:
            raise ExportError(text("export.activation", name=text(f"activation.{name}")))
