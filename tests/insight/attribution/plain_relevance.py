"""An independent implementation of the relevance methods: one sample, one unit, one sum at a time.

It knows of the network its weights and biases, the name of its activation function and where a
layer adds the one below, and nothing else.
"""

import math

FUNCTIONS = {
    "relu": (lambda z: max(z, 0.0), lambda z: 1.0 if z > 0 else 0.0),
    "tanh": (math.tanh, lambda z: 1 - math.tanh(z) ** 2),
    "sigmoid": (
        lambda z: 1 / (1 + math.exp(-z)),
        lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
    ),
    "linear": (lambda z: z, lambda z: 1.0),
}


class Plain:
    """A network as nested lists, with the values of one sample."""

    def __init__(self, net, activation, x):
        self.W = [weights.tolist() for weights in net.weights]
        self.b = [biases.tolist() for biases in net.biases]
        self.f, self.df = FUNCTIONS[activation]
        self.residual = net.residual
        self.a, self.z, self.value = [list(x)], [], []
        for W, b, residual in zip(self.W, self.b, self.residual, strict=True):
            below = self.a[-1]
            z = [sum(below[i] * W[i][j] for i in range(len(below))) + b[j] for j in range(len(b))]
            value = [self.f(z_j) for z_j in z]
            self.z.append(z)
            self.value.append(value)
            self.a.append(
                [v + a for v, a in zip(value, below, strict=False)] if residual else value
            )

    def target(self):
        return max(range(len(self.z[-1])), key=lambda j: self.z[-1][j])


def derivative(plain, target, through):
    """Walk a derivative down; ``through(plain, layer, j, delta)`` takes it through a function."""
    delta_z = [float(j == target) for j in range(len(plain.b[-1]))]
    skipped = None
    for layer in reversed(range(len(plain.W))):
        W = plain.W[layer]
        delta = [sum(w * d for w, d in zip(row, delta_z, strict=True)) for row in W]
        if skipped:
            delta = [d + s for d, s in zip(delta, skipped, strict=True)]
        if layer == 0:
            return delta
        skipped = delta if plain.residual[layer - 1] else None
        delta_z = [through(plain, layer - 1, j, d) for j, d in enumerate(delta)]
    raise AssertionError("a network has at least one layer")


def by_chain_rule(plain, layer, j, delta):
    return delta * plain.df(plain.z[layer][j])


def by_rectification(plain, layer, j, delta):
    return max(delta, 0.0)


def ratio(part, whole):
    return part / whole if whole != 0 else 0.0


def zero(parts, epsilon, gamma, alpha, beta):
    total = sum(a * w for a, w in parts)
    return [ratio(a * w, total) for a, w in parts]


def epsilon(parts, epsilon, gamma, alpha, beta):
    total = sum(a * w for a, w in parts)
    return [a * w / (total + (epsilon if total >= 0 else -epsilon)) for a, w in parts]


def gamma(parts, epsilon, gamma, alpha, beta):
    sign = 1 if sum(a * w for a, w in parts) > 0 else -1
    favored = [a * w + gamma * max(sign * a * w, 0.0) * sign for a, w in parts]
    return [ratio(part, sum(favored)) for part in favored]


def alpha_beta(parts, epsilon, gamma, alpha, beta):
    positive = [max(a * w, 0.0) for a, w in parts]
    negative = [min(a * w, 0.0) for a, w in parts]
    return [
        alpha * ratio(p, sum(positive)) - beta * ratio(n, sum(negative))
        for p, n in zip(positive, negative, strict=True)
    ]


RULES = {
    "lrp-zero": zero,
    "lrp-epsilon": epsilon,
    "lrp-gamma": gamma,
    "lrp-alpha-beta": alpha_beta,
}


def layerwise(plain, target, rule, numbers):
    """Share out the score of the target; return the relevance of each layer, the inputs first."""
    of_z = [z if j == target else 0.0 for j, z in enumerate(plain.z[-1])]
    relevance = [of_z]
    skipped = [0.0] * len(plain.a[-2])
    for layer in reversed(range(len(plain.W))):
        below = [*skipped]
        for j, of_unit in enumerate(of_z):
            column = [row[j] for row in plain.W[layer]]
            parts = [*zip(plain.a[layer], column, strict=True), (1.0, plain.b[layer][j])]
            for i, share in enumerate(rule(parts, **numbers)[:-1]):
                below[i] += share * of_unit
        relevance.insert(0, below)
        if layer == 0:
            return relevance
        of_z, skipped = below, [0.0] * len(plain.a[layer - 1])
        if plain.residual[layer - 1]:
            summands = zip(plain.value[layer - 1], plain.a[layer - 1], strict=True)
            shares = [rule([(value, 1.0), (a, 1.0)], **numbers) for value, a in summands]
            of_z = [share[0] * r for share, r in zip(shares, below, strict=True)]
            skipped = [share[1] * r for share, r in zip(shares, below, strict=True)]
    raise AssertionError("a network has at least one layer")


def relevance(net, activation, x, method, target=None, **numbers):
    """Return the relevance of the inputs of one sample, as a list."""
    numbers = {"epsilon": 1e-6, "gamma": 0.25, "alpha": 2.0, "beta": 1.0, **numbers}
    plain = Plain(net, activation, x)
    target = plain.target() if target is None else target
    if method in RULES:
        return layerwise(plain, target, RULES[method], numbers)[0]
    if method == "deconvolution":
        return derivative(plain, target, by_rectification)
    slopes = derivative(plain, target, by_chain_rule)
    return [slope**2 for slope in slopes] if method == "sensitivity" else slopes
