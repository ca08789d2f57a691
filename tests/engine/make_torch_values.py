"""Ask PyTorch what `test_against_torch` compares the engine with, and keep the answers.

Run it as ``python -m tests.engine.make_torch_values`` where ``pip install -e .[oracles]`` has
installed PyTorch. It uses nothing of the playground: a network is what `propagate` calculates, and
gradients, steps, schedules, clipping and dropout are PyTorch's own, in double precision.
"""

import math
from itertools import pairwise
from pathlib import Path

import torch
from torch.nn import functional
from torch.optim import lr_scheduler

from tests.stored_answers import save

torch.set_default_dtype(torch.double)

PATH = Path(__file__).with_name("torch_values.json")

ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z * 1,
    "leaky-relu": functional.leaky_relu,
    "elu": functional.elu,
    "gelu": lambda z: functional.gelu(z, approximate="tanh"),
    "swish": functional.silu,
    "sine": torch.sin,
    "step": lambda z: (z >= 0).to(z) + 0 * z,
}
OUTPUTS = {
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z,
    "softmax": lambda z: torch.softmax(z, dim=1),
}
LOG_ODDS = {"sigmoid": lambda z: z, "tanh": lambda z: 2 * z, "linear": lambda z: z}
"""The log-odds of the label +1: (1 + tanh z) / 2 is the sigmoid of 2 z."""

OPTIMIZERS = {
    "sgd": lambda groups, lr, mu: torch.optim.SGD(groups, lr),
    "momentum": lambda groups, lr, mu: torch.optim.SGD(groups, lr, mu),
    "nesterov": lambda groups, lr, mu: torch.optim.SGD(groups, lr, mu, nesterov=True),
    "rmsprop": lambda groups, lr, mu: torch.optim.RMSprop(groups, lr),
    # where weights do not decay, this is Adam
    "adam": lambda groups, lr, mu: torch.optim.AdamW(groups, lr, (mu, 0.999)),
}
SCHEDULES = {
    "constant": lambda optimizer, period: lr_scheduler.ConstantLR(optimizer, 1.0),
    "step": lr_scheduler.StepLR,
    "cosine": lr_scheduler.CosineAnnealingWarmRestarts,
}
PAIRS = [
    *((output, loss) for loss in ("squared", "logistic", "huber") for output in LOG_ODDS),
    ("softmax", "cross-entropy"),
]

SIZES = [1e-9, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 30.0, 300.0]
Z = [*(-size for size in reversed(SIZES)), 0.0, *SIZES]


def numbers(count, digits, seed):
    """Return standard normal numbers with a few digits, so that JSON holds the same ones."""
    generator = torch.Generator().manual_seed(seed)
    return [round(z, digits) for z in torch.randn(count, generator=generator).tolist()]


SAMPLES = 23
PARAMETERS = numbers(80, 3, seed=1)
X = [[a, b] for a, b in zip(numbers(SAMPLES, 2, seed=2), numbers(SAMPLES, 2, seed=3), strict=True)]
TARGETS = {
    "numbers": [[round(2 * math.sin(2 * a) - b, 2), round(a * b, 2)] for a, b in X],
    "signs": [[1.0 if a * b > 0 else -1.0, 1.0 if a > b else -1.0] for a, b in X],
    "classes": [sum(a + b > limit for limit in (-0.5, 0.5)) for a, b in X],
}
KINDS = {"squared": "numbers", "huber": "numbers", "logistic": "signs", "cross-entropy": "classes"}


def network(shape, activation, output, skip=False):
    """Describe a network in the words of `playground.engine.Network`."""
    return {"shape": shape, "activation": activation, "output": output, "skip": skip}


def samples(net, loss):
    """Return X and what the network learns, with a column for each output unless it is classes."""
    y = torch.tensor(TARGETS[KINDS[loss]])
    y = y if loss == "cross-entropy" else y[:, : net["shape"][-1]]
    return torch.tensor(X), y


def parameters_of(net):
    """Return PARAMETERS as weights (fan_in, fan_out) and biases, layer by layer."""
    rest, leaves = torch.tensor(PARAMETERS), []
    for fan_in, fan_out in pairwise(net["shape"]):
        weights, biases, rest = rest.tensor_split([fan_in * fan_out, (fan_in + 1) * fan_out])
        leaves += [weights.reshape(fan_in, fan_out).clone(), biases.clone()]
    return [leaf.requires_grad_() for leaf in leaves]


def propagate(net, parameters, X, leave_out=lambda a: a):
    """Return the pre-activations of the outputs."""
    *hidden, top = zip(parameters[::2], parameters[1::2], strict=True)
    names = net["activation"]
    names = [names] * len(hidden) if isinstance(names, str) else names
    a = X
    for number, ((weights, biases), name) in enumerate(zip(hidden, names, strict=True)):
        value = leave_out(ACTIVATIONS[name](functional.linear(a, weights.T, biases)))
        is_residual = net["skip"] and number > 0 and a.shape == value.shape
        a = a + value if is_residual else value
    return functional.linear(a, top[0].T, top[1])


def loss_of(net, loss, z, y):
    """Return the mean over samples of the loss, summed over outputs."""
    if loss == "cross-entropy":
        return functional.cross_entropy(z, y)
    if loss == "logistic":
        mean = functional.binary_cross_entropy_with_logits(LOG_ODDS[net["output"]](z), (y + 1) / 2)
    elif loss == "huber":
        mean = functional.huber_loss(OUTPUTS[net["output"]](z), y)
    else:
        mean = functional.mse_loss(OUTPUTS[net["output"]](z), y) / 2
    return mean * y.shape[1]


def flat(tensors):
    return torch.cat([tensor.detach().flatten() for tensor in tensors]).tolist()


def activations():
    """Return each function's values and slopes at Z."""
    table = {}
    for name, function in ACTIVATIONS.items():
        z = torch.tensor(Z, requires_grad=True)
        values = function(z)
        values.sum().backward()
        table[name] = {"values": values.tolist(), "slopes": z.grad.tolist()}
    return table


def answer(net, loss, leave_out=lambda a: a):
    """Return a loss and its gradient."""
    parameters = parameters_of(net)
    X, y = samples(net, loss)
    value = loss_of(net, loss, propagate(net, parameters, X, leave_out), y)
    value.backward()
    gradient = flat(leaf.grad for leaf in parameters)
    return {"network": net, "loss": loss, "value": value.item(), "gradient": gradient}


def gradients():
    """Ask for each activation function, and for each pair of output and loss."""
    cases = [(network([2, 4, 3, 1], name, "linear"), "squared") for name in ACTIVATIONS]
    for output, loss in PAIRS:
        units = 3 if output == "softmax" else 2
        cases.append((network([2, 3, 3, units], ["tanh", "swish"], output, skip=True), loss))
    return [answer(*case) for case in cases]


def dropout(rate=0.4):
    """Keep which activations PyTorch left out, "0" in a row for each unit, with what came of it."""
    cases = [
        (network([2, 4, 3, 1], "tanh", "tanh"), "squared"),
        (network([2, 3, 3, 3], ["gelu", "sigmoid"], "softmax", skip=True), "cross-entropy"),
    ]
    answers = []
    for seed, case in enumerate(cases):
        torch.manual_seed(seed)
        layers = []

        def leave_out(a, layers=layers):
            left = functional.dropout(a, rate)
            layers.append(["".join("01"[value != 0] for value in unit) for unit in left.T])
            return left

        answers.append({**answer(*case, leave_out), "rate": rate, "kept": layers})
    return answers


def few_steps():
    """Let every optimizer meet every schedule, and clipping that always or sometimes shortens."""
    for optimizer in OPTIMIZERS:
        for schedule in SCHEDULES:
            yield {"optimizer": optimizer, "schedule": schedule, "schedule_period": 5}
        for clip in (0.01, 0.6):
            yield {"optimizer": optimizer, "clip": clip}
    yield {"optimizer": "momentum", "momentum": 0.5}
    yield {"optimizer": "adam", "momentum": 0.5}
    yield {"optimizer": "adam", "regularization": "l2", "regularization_rate": 0.1}


WHOLE_RUNS = [
    (
        (network([2, 4, 2, 1], "tanh", "tanh"), "squared"),
        {"optimizer": "sgd", "batch_size": 10},
    ),
    (
        (network([2, 4, 3, 1], "relu", "sigmoid"), "logistic"),
        {"optimizer": "momentum", "momentum": 0.8, "schedule": "step", "schedule_period": 7},
    ),
    (
        (network([2, 4, 4, 3], ["gelu", "sine"], "softmax"), "cross-entropy"),
        {"optimizer": "adam", "clip": 0.5, "schedule": "cosine", "schedule_period": 8},
    ),
    (
        (network([2, 5, 2], "swish", "linear"), "huber"),
        {"optimizer": "rmsprop", "batch_size": 5, "clip": 1.0, "learning_rate": 0.01},
    ),
    (
        (network([2, 3, 3, 3, 1], "elu", "linear", skip=True), "squared"),
        {"optimizer": "nesterov", "learning_rate": 0.005},
    ),
    (
        (network([2, 4, 1], "leaky-relu", "tanh"), "logistic"),
        {"optimizer": "adam", "regularization": "l2", "regularization_rate": 0.05},
    ),
    (
        (network([2, 4, 1], "sigmoid", "sigmoid"), "squared"),
        {"optimizer": "sgd", "regularization": "l2", "regularization_rate": 0.01}
        | {"learning_rate": 0.5, "schedule": "step", "schedule_period": 10},
    ),
]
"""Networks, losses and settings for runs in batches, the last of which is smaller."""


def runs():
    """Train, and keep the parameters after some epochs; samples keep their order."""
    line = (network([2, 3, 2, 1], "tanh", "linear"), "squared")
    short = {"batch_size": SAMPLES, "learning_rate": 0.05}
    cases = [(line, short | settings, [20]) for settings in few_steps()]
    usual = {"batch_size": 8, "learning_rate": 0.03}
    cases += [(case, usual | settings, [1, 5, 25]) for case, settings in WHOLE_RUNS]
    return [
        {"network": net, "loss": loss, "settings": settings}
        | {"epochs": epochs, "trace": trace(net, loss, settings, epochs)}
        for (net, loss), settings, epochs in cases
    ]


def trace(net, loss, settings, epochs):
    """Return the parameters after each of some numbers of epochs."""
    parameters = parameters_of(net)
    groups = [
        {"params": parameters[::2], "weight_decay": settings.get("regularization_rate", 0.0)},
        {"params": parameters[1::2], "weight_decay": 0.0},
    ]
    make = OPTIMIZERS[settings["optimizer"]]
    optimizer = make(groups, settings["learning_rate"], settings.get("momentum", 0.9))
    period = settings.get("schedule_period", 100)
    rates = SCHEDULES[settings.get("schedule", "constant")](optimizer, period)
    found = {}
    for epoch in range(1, max(epochs) + 1):
        train_epoch(net, loss, settings, parameters, optimizer)
        rates.step()
        found[epoch] = flat(parameters)
    return [found[epoch] for epoch in epochs]


def train_epoch(net, loss, settings, parameters, optimizer):
    parts = (part.split(settings["batch_size"]) for part in samples(net, loss))
    for X, y in zip(*parts, strict=True):
        optimizer.zero_grad()
        loss_of(net, loss, propagate(net, parameters, X), y).backward()
        if "clip" in settings:
            torch.nn.utils.clip_grad_norm_(parameters, settings["clip"])
        optimizer.step()


def answers():
    return {
        "made_with": f"PyTorch {torch.__version__}",
        "parameters": PARAMETERS,
        "X": X,
        "targets": TARGETS,
        "z": Z,
        "activations": activations(),
        "gradients": gradients(),
        "dropout": dropout(),
        "runs": runs(),
    }


if __name__ == "__main__":
    save(PATH, answers())
