"""The network in PyTorch: a module with one linear layer per layer."""

from collections.abc import Sequence

from .parts import TrainedNetwork, example, features_code, layers_code, sample_shape

FUNCTIONS = {
    "relu": "torch.relu({})",
    "tanh": "torch.tanh({})",
    "sigmoid": "torch.sigmoid({})",
    "linear": "{}",
    "leaky-relu": "nn.functional.leaky_relu({}, negative_slope=0.01)",
    "elu": "nn.functional.elu({})",
    "gelu": 'nn.functional.gelu({}, approximate="tanh")',
    "swish": "nn.functional.silu({})",
    "sine": "torch.sin({})",
    "step": "({} >= 0).double()",
    "softmax": "torch.softmax({}, dim=1)",
}
"""Each activation function, applied to what goes between the braces."""


def source(network: TrainedNetwork, features: Sequence[str]) -> str:
    """Write the code; parameters are those of `playground.export.export_code`."""
    return f'''"""A neural network from the playground, in PyTorch."""

import numpy as np
import torch
from torch import nn

# Weights (inputs, units) and biases (units) of each layer
{layers_code(network)}

{features_code(features)}

class Network(nn.Module):
    """The network: it takes features and returns its outputs."""

    def __init__(self):
        super().__init__()
{_layers(network)}

    def forward(self, a):
{_steps(network)}
        return a


network = Network().double()
with torch.no_grad():
{_assignments(network)}


def predict(X):
    """Return the network's outputs for {sample_shape(features)}."""
    with torch.no_grad():
        return network(torch.from_numpy(features(X))).numpy()


print(predict({example(features)}))
'''


def _layers(network: TrainedNetwork) -> str:
    return "\n".join(
        f"        self.layer{number} = nn.Linear({weights.shape[0]}, {weights.shape[1]})"
        for number, weights in enumerate(network.weights, 1)
    )


def _steps(network: TrainedNetwork) -> str:
    names = (*network.activations, network.output)
    steps = zip(names, network.residual, strict=True)
    return "\n".join(_step(number, *step) for number, step in enumerate(steps, 1))


def _step(number: int, name: str, residual: bool) -> str:
    value = FUNCTIONS[name].format(f"self.layer{number}(a)")
    return f"        a = {'a + ' if residual else ''}{value}"


def _assignments(network: TrainedNetwork) -> str:
    return "\n".join(
        f"    network.layer{number}.weight.copy_(torch.from_numpy(W{number}.T))\n"
        f"    network.layer{number}.bias.copy_(torch.from_numpy(b{number}))"
        for number in range(1, len(network.shape))
    )
