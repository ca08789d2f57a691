"""The network in Keras 3: a model with one dense layer per layer."""

from collections.abc import Sequence

from .parts import TrainedNetwork, example, features_code, layers_code, sample_shape, used

FUNCTIONS = {
    "relu": '"relu"',
    "tanh": '"tanh"',
    "sigmoid": '"sigmoid"',
    "linear": '"linear"',
    "leaky-relu": "leaky_relu",
    "elu": '"elu"',
    "gelu": "gelu",
    "swish": '"silu"',
    "sine": "keras.ops.sin",
    "step": "step",
    "softmax": '"softmax"',
}
"""Each activation function as an argument of a dense layer."""

DEFINITIONS = {
    "leaky-relu": """
def leaky_relu(z):
    return keras.ops.leaky_relu(z, negative_slope=0.01)

""",
    "gelu": """
def gelu(z):
    return keras.ops.gelu(z, approximate=True)

""",
    "step": """
def step(z):
    return keras.ops.cast(z >= 0, z.dtype)

""",
}
"""Those that Keras has no name for, or another one under the same name."""


def source(network: TrainedNetwork, features: Sequence[str]) -> str:
    """Write the code; parameters are those of `playground.export.export_code`."""
    return f'''"""A neural network from the playground, in Keras 3.

Keras multiplies matrices in single precision, even of numbers in double precision: the outputs
agree with those of the playground to about six digits.
"""

import keras
import numpy as np

keras.config.set_floatx("float64")

# Weights (inputs, units) and biases (units) of each layer
{layers_code(network)}

{features_code(features)}
{"".join(used(DEFINITIONS, network.activations))}
inputs = keras.Input(shape=({network.shape[0]},))
a = inputs
{_steps(network)}
model = keras.Model(inputs, a)

{_assignments(network)}


def predict(X):
    """Return the network's outputs for {sample_shape(features)}."""
    return model.predict(features(X), verbose=0)


print(predict({example(features)}))
'''


def _steps(network: TrainedNetwork) -> str:
    names = (*network.activations, network.output)
    steps = zip(network.shape[1:], names, network.residual, strict=True)
    return "\n".join(_step(number, *step) for number, step in enumerate(steps, 1))


def _step(number: int, units: int, name: str, residual: bool) -> str:
    layer = f'keras.layers.Dense({units}, activation={FUNCTIONS[name]}, name="layer{number}")(a)'
    return f"a = keras.layers.Add()([a, {layer}])" if residual else f"a = {layer}"


def _assignments(network: TrainedNetwork) -> str:
    return "\n".join(
        f'model.get_layer("layer{number}").set_weights([W{number}, b{number}])'
        for number in range(1, len(network.shape))
    )
