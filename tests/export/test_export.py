"""Exported code, run outside the playground, calculates what the network does."""

import ast

import numpy as np
import pytest

from playground.data import FEATURES, feature_matrix
from playground.engine import ACTIVATIONS, Network
from playground.export import LIBRARIES, ExportError, export_code

POINTS = np.random.default_rng(0).uniform(-6, 6, (50, 2))
FORMULAS = ["=sin(3*x1)*x2", "=-x1^2+x2/2", "=max(x1,abs(x2))-log(7+x1)", "=2*pi"]
EXPRESSIBLE = ("relu", "tanh", "sigmoid", "linear")


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


def networks(**more):
    cases = NETWORKS | more
    return pytest.mark.parametrize(("network", "features"), cases.values(), ids=list(cases))


def run(code):
    """Run a program and return what it defines."""
    names = {}
    exec(compile(code, "exported", "exec"), names)
    return names


def assert_same_outputs(network, features, library, tolerance=1e-6):
    """Parameters have 12 digits, so outputs of a few layers agree to far more than 1e-6."""
    predict = run(export_code(network, features, library))["predict"]
    expected = network.forward(feature_matrix(POINTS, features))[-1]
    np.testing.assert_allclose(predict(POINTS), expected, rtol=tolerance, atol=tolerance)


@networks(**BEYOND_SKLEARN)
def test_numpy_code_has_the_outputs_of_the_network(network, features):
    assert_same_outputs(network, features, "numpy")


@networks(**BEYOND_SKLEARN)
def test_pytorch_code_has_the_outputs_of_the_network(network, features):
    pytest.importorskip("torch")
    assert_same_outputs(network, features, "torch")


@networks(**BEYOND_SKLEARN)
def test_keras_code_has_the_outputs_of_the_network(network, features):
    """Keras multiplies matrices in single precision, although its numbers have double."""
    pytest.importorskip("keras")
    assert_same_outputs(network, features, "keras", tolerance=1e-4)


@pytest.mark.parametrize(
    ("network", "features"),
    [case for case in NETWORKS.values() if set(case[0].activations) <= set(EXPRESSIBLE)],
)
def test_sklearn_code_has_the_outputs_of_the_network(network, features):
    assert_same_outputs(network, features, "sklearn")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"activation": "gelu"}, "scikit-learn has no GELU activation function."),
        ({"activation": ["relu", "tanh"]}, "one activation function for all hidden layers"),
        ({"skip": True}, "no residual connections"),
    ],
)
def test_what_sklearn_cannot_express_is_said_in_a_sentence(options, reason):
    with pytest.raises(ExportError, match=reason):
        export_code(Network([2, 3, 3, 1], **options), ["x1", "x2"], "sklearn")


@networks(**BEYOND_SKLEARN)
@pytest.mark.parametrize("library", ["numpy", "torch", "keras"])
def test_code_defines_all_it_uses(network, features, library):
    """Without the library installed this is what can be told: no name comes from nowhere."""
    tree = ast.parse(export_code(network, features, library))
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    defined = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    known = stored | imported | arguments | defined | {"float", "len", "print", "super"}
    assert {node.id for node in names} <= known


@pytest.mark.parametrize("library", ["torch", "keras"])
@networks(**BEYOND_SKLEARN)
def test_code_has_a_layer_for_each_layer_and_its_parameters(network, features, library):
    code = export_code(network, features, library)
    count = len(network.shape) - 1
    assert code.count({"torch": "nn.Linear(", "keras": "keras.layers.Dense("}[library]) == count
    assert code.count({"torch": ".weight.copy_(", "keras": ".set_weights("}[library]) == count
    arrays = {
        node.targets[0].id: np.array(ast.literal_eval(node.value.args[0]))
        for node in ast.parse(code).body
        if isinstance(node, ast.Assign) and node.targets[0].id[:1] in "Wb"
    }
    for number, (weights, biases) in enumerate(
        zip(network.weights, network.biases, strict=True), 1
    ):
        np.testing.assert_allclose(arrays[f"W{number}"], weights, rtol=1e-11)
        np.testing.assert_allclose(arrays[f"b{number}"], biases, rtol=1e-11)


def test_weights_that_are_whole_stay_floating_point_numbers():
    network = Network([2, 1], initialization="zero")
    assert run(export_code(network, ["x1", "x2"], "numpy"))["W1"].dtype == float


def test_all_activation_functions_can_be_exported():
    for library in set(LIBRARIES) - {"sklearn"}:
        for name in ACTIVATIONS:
            assert export_code(Network([2, 2, 1], activation=name), ["x1", "x2"], library)


def test_an_unknown_library_is_named():
    with pytest.raises(ValueError, match=r"library must be one of numpy, .*, got 'fortran'"):
        export_code(Network([2, 1]), ["x1", "x2"], "fortran")
