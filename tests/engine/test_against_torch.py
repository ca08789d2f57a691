"""Activations, optimizers, schedules and clipping are PyTorch's, wherever that is installed.

Both are double precision and sum the same products in different orders, hence the tolerances.
"""

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, Network, Trainer

torch = pytest.importorskip("torch")

F = torch.nn.functional
THEIR_ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z * 1,
    "leaky-relu": F.leaky_relu,
    "elu": F.elu,
    "gelu": lambda z: F.gelu(z, approximate="tanh"),
    "swish": F.silu,
    "sine": torch.sin,
    "step": lambda z: (z >= 0).to(z) + 0 * z,
}
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adam": (torch.optim.Adam, {}),
}
SCHEDULES = {
    "constant": lambda optimizer: torch.optim.lr_scheduler.ConstantLR(optimizer, 1.0),
    "step": lambda optimizer: torch.optim.lr_scheduler.StepLR(optimizer, 5),
    "cosine": lambda optimizer: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, 5),
}

rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
Y = np.sin(X[:, 0]) - X[:, 1]


def tensors(net):
    """Return the weights and biases of a network as PyTorch's leaves, layer by layer."""
    layers = zip(net.weights, net.biases, strict=True)
    return [torch.tensor(array, requires_grad=True) for layer in layers for array in layer]


def their_loss(parameters, activation):
    """Return half the mean squared error of a network of those parameters, linear at the end."""
    a = torch.tensor(X)
    for weights, biases in zip(parameters[:-2:2], parameters[1:-2:2], strict=True):
        a = THEIR_ACTIVATIONS[activation](a @ weights + biases)
    return ((a @ parameters[-2] + parameters[-1])[:, 0] - torch.tensor(Y)).square().mean() / 2


def flat(arrays):
    return np.concatenate([array.detach().numpy().ravel() for array in arrays])


def network(activation="tanh"):
    return Network([2, 5, 4, 1], activation, "linear", initialization="xavier", seed=1)


def train_theirs(net, optimizer, schedule="constant", clip=0.0, epochs=20):
    """Return the parameters of ``net`` as PyTorch trains them with a rate of 0.05."""
    parameters = tensors(net)
    kind, settings = OPTIMIZERS[optimizer]
    steps = kind(parameters, lr=0.05, **settings)
    rates = SCHEDULES[schedule](steps)
    for _ in range(epochs):
        steps.zero_grad()
        their_loss(parameters, "tanh").backward()
        if clip:
            torch.nn.utils.clip_grad_norm_(parameters, clip)
        steps.step()
        rates.step()
    return flat(parameters)


def train_ours(net, optimizer, epochs=20, **settings):
    trainer = Trainer(net, "squared", optimizer, 0.05, len(X), **settings)
    for _ in range(epochs):
        trainer.run_epoch(X, Y)
    return net.theta


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_values_and_slopes_of_an_activation(activation):
    z = np.array([[-30.0, -3.0, -0.5, 0.25, 1.0, 30.0], [-1.0, 0.0, 0.0, 1e-9, -1e-9, 2.0]])
    theirs = torch.tensor(z, requires_grad=True)
    values = THEIR_ACTIVATIONS[activation](theirs)
    values.sum().backward()
    value, slope = np.empty_like(z), np.empty_like(z)
    ACTIVATIONS[activation].value(z, value)
    ACTIVATIONS[activation].derivative(z, value, slope)
    np.testing.assert_allclose(value, values.detach().numpy(), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(slope, theirs.grad.numpy(), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_gradient(activation):
    net = network(activation)
    parameters = tensors(net)
    their_loss(parameters, activation).backward()
    expected = flat(array.grad for array in parameters)
    np.testing.assert_allclose(net.gradient(X, Y), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_run_with_an_optimizer_and_a_schedule(optimizer, schedule):
    net = network()
    expected = train_theirs(net, optimizer, schedule)
    found = train_ours(net, optimizer, schedule=schedule, schedule_period=5)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-11)


@pytest.mark.parametrize("clip", [0.01, 0.3, 100.0])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_run_with_clipped_gradients(optimizer, clip):
    net = network()
    expected = train_theirs(net, optimizer, clip=clip)
    np.testing.assert_allclose(train_ours(net, optimizer, clip=clip), expected, rtol=0, atol=1e-11)


def test_adam_with_decay_of_weights_is_adamw():
    net = network()
    parameters = tensors(net)
    groups = [
        {"params": parameters[::2], "weight_decay": 0.1},
        {"params": parameters[1::2], "weight_decay": 0.0},
    ]
    theirs = torch.optim.AdamW(groups, lr=0.05)
    for _ in range(20):
        theirs.zero_grad()
        their_loss(parameters, "tanh").backward()
        theirs.step()
    found = train_ours(net, "adam", regularization="l2", regularization_rate=0.1)
    np.testing.assert_allclose(found, flat(parameters), rtol=0, atol=1e-11)
