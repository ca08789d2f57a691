"""The network in NumPy: each layer is one line."""

from collections.abc import Sequence

from .parts import TrainedNetwork, example, features_code, layers_code, sample_shape, used

FUNCTIONS = {
    "relu": """
def relu(z):
    return np.maximum(z, 0)
""",
    "tanh": """
def tanh(z):
    return np.tanh(z)
""",
    "sigmoid": """
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))  # 1 / (1 + exp(-z)) without overflow
""",
    "linear": """
def linear(z):
    return z
""",
    "leaky-relu": """
def leaky_relu(z):
    return np.where(z > 0, z, 0.01 * z)
""",
    "elu": """
def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))
""",
    "gelu": """
def gelu(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))
""",
    "swish": """
def swish(z):
    return 0.5 * z * (1 + np.tanh(z / 2))  # z sigmoid(z)
""",
    "sine": """
def sine(z):
    return np.sin(z)
""",
    "step": """
def step(z):
    return np.where(z >= 0, 1.0, 0.0)
""",
    "softmax": """
def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
""",
}
"""Each activation function."""


def source(network: TrainedNetwork, features: Sequence[str]) -> str:
    """Write the code; parameters are those of `playground.export.export_code`."""
    names = (*network.activations, network.output)
    return f'''"""A neural network from the playground, in NumPy."""

import numpy as np

# Weights (inputs, units) and biases (units) of each layer
{layers_code(network)}

{features_code(features)}
{_functions(names)}

def predict(X):
    """Return the network's outputs for {sample_shape(features)}."""
    a = features(X)
{_steps(network, names)}
    return a


print(predict({example(features)}))
'''


def _functions(names: Sequence[str]) -> str:
    return "\n".join(used(FUNCTIONS, names))


def _steps(network: TrainedNetwork, names: Sequence[str]) -> str:
    steps = zip(names, network.residual, strict=True)
    return "\n".join(
        f"    a = {'a + ' if residual else ''}{name.replace('-', '_')}(a @ W{number} + b{number})"
        for number, (name, residual) in enumerate(steps, 1)
    )
