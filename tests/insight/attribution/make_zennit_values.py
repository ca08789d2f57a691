"""Ask Zennit, a library for relevance in PyTorch, and keep its answers in ``zennit_values.json``.

Run it as ``python -m tests.insight.attribution.make_zennit_values`` where
``pip install -e .[oracles]`` has installed Zennit. It uses nothing of the playground.
"""

from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import torch
from torch import nn
from zennit import rules
from zennit.core import Composite
from zennit.layer import Sum

from tests.stored_answers import save

torch.set_default_dtype(torch.double)

PATH = Path(__file__).with_name("zennit_values.json")
TINY = 1e-100
"""What keeps Zennit from dividing by 0, too small to change any other denominator."""

FUNCTIONS = {"relu": nn.ReLU, "tanh": nn.Tanh}


def numbers(seed, *shape):
    """Return standard normal numbers with three digits, so that JSON holds the same ones."""
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed)).mul(1e3).round() / 1e3


PARAMETERS = numbers(9, 80)
X = numbers(4, 6, 3)
TARGETS = [0, 1, 0, 1, 0, 1]

PLAIN = {"shape": [3, 5, 4, 2], "activation": "relu", "skip": False}
NEGATIVE = {"shape": [3, 5, 4, 2], "activation": "tanh", "skip": False}
RESIDUAL = {"shape": [3, 4, 4, 4, 2], "activation": "relu", "skip": True}


class Residual(nn.Module):
    """A layer that adds its inputs to what comes of them."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer
        self.sum = Sum()

    def forward(self, a):
        return self.sum(torch.stack([self.layer(a), a], dim=-1))


def model_of(net):
    """Return a network with the first of PARAMETERS: weights (fan_in, fan_out), biases, ..."""
    rest, layers = PARAMETERS, []
    shape = net["shape"]
    for fan_in, fan_out in pairwise(shape):
        linear = nn.Linear(fan_in, fan_out)
        weights, biases, rest = rest.tensor_split([fan_in * fan_out, (fan_in + 1) * fan_out])
        linear.weight.data = weights.reshape(fan_in, fan_out).T.contiguous()
        linear.bias.data = biases
        layers.append(linear)
    *hidden, top = layers
    hidden = [nn.Sequential(linear, FUNCTIONS[net["activation"]]()) for linear in hidden]
    if net["skip"]:
        hidden = [
            Residual(layer) if i > 0 and shape[i] == shape[i + 1] else layer
            for i, layer in enumerate(hidden)
        ]
    return nn.Sequential(*hidden, top)


def answer(net, method, settings, inputs, start, rules):
    """Send down what ``start`` makes of the scores of TARGETS; each kind of layer has its rule."""
    model, X = model_of(net), inputs.clone().requires_grad_()
    with Composite(module_map=lambda context, name, part: rules.get(type(part))).context(model):
        scores = model(X)
        chosen = nn.functional.one_hot(torch.tensor(TARGETS))
        scores.backward(start(scores.detach()) * chosen)
    asked = {"network": net, "method": method, "settings": settings, "X": inputs.tolist()}
    return {**asked, "relevance": X.grad.tolist()}


RULES = {
    "lrp-zero": lambda: rules.Epsilon(TINY),
    "lrp-epsilon": rules.Epsilon,
    "lrp-gamma": lambda gamma: rules.Gamma(gamma, TINY),
    "lrp-alpha-beta": lambda alpha, beta: rules.AlphaBeta(alpha, beta, TINY),
}
EPSILONS = [("lrp-zero", {}), *(("lrp-epsilon", {"epsilon": value}) for value in (1e-6, 0.1, 10.0))]
ALPHAS = [("lrp-alpha-beta", {"alpha": beta + 1, "beta": beta}) for beta in (0.0, 1.0, 2.5)]
GAMMAS = [("lrp-gamma", {"gamma": value}) for value in (0.1, 0.25, 10.0)]


def by_rules():
    """Ask for each rule where Zennit's and the playground's are the same.

    Networks with tanh and samples of both signs have negative inputs at every layer.
    """
    cases = [(PLAIN, *rule, X) for rule in (*EPSILONS, *ALPHAS, *GAMMAS)]
    cases += [(PLAIN, *rule, X.abs()) for rule in GAMMAS]
    cases += [(NEGATIVE, *rule, X) for rule in (*EPSILONS, *ALPHAS, *GAMMAS)]
    cases += [(RESIDUAL, *rule, X) for rule in EPSILONS]
    for net, method, settings, inputs in cases:
        kinds = {
            nn.Linear: RULES[method](**settings),
            FUNCTIONS[net["activation"]]: rules.Pass(),
            Sum: rules.Norm(settings.get("epsilon", TINY)),
        }
        yield answer(net, method, settings, inputs, lambda scores: scores, kinds)


def by_signals():
    """Ask for derivatives, and for the signal of deconvolution."""
    for net in (PLAIN, NEGATIVE, RESIDUAL):
        yield answer(net, "gradient", {}, X, torch.ones_like, {})
    for net in (PLAIN, RESIDUAL):
        kinds = {nn.ReLU: rules.ReLUDeconvNet()}
        yield answer(net, "deconvolution", {}, X, torch.ones_like, kinds)


if __name__ == "__main__":
    answers = {
        "made_with": f"Zennit {version('zennit')}, PyTorch {torch.__version__}",
        "parameters": PARAMETERS.tolist(),
        "targets": TARGETS,
        "relevance": [*by_rules(), *by_signals()],
    }
    save(PATH, answers)
