"""Exported code calculates what the network does: run here, or elsewhere and then kept.

PyTorch and Keras are not installed where the tests run. `make_outputs` has run the programs in them
and kept the outputs.
"""

import ast
from pathlib import Path

import numpy as np
import pytest

from playground.data import feature_matrix
from playground.engine import ACTIVATIONS, Network
from playground.export import LIBRARIES, ExportError, export_code
from tests.cases import every
from tests.export.networks import BEYOND_SKLEARN, EXPRESSIBLE, NETWORKS
from tests.export.programs import digest, run
from tests.stored_answers import load

POINTS = np.random.default_rng(0).uniform(-6, 6, (50, 2))
ELSEWHERE = load(Path(__file__).with_name("outputs.json"))

TOLERANCES = {"torch": 1e-9, "keras": 2e-5}
"""Parameters have 12 digits; Keras multiplies matrices in single precision, of 7 digits, although
its numbers have double."""


def networks(**more):
    cases = NETWORKS | more
    return pytest.mark.parametrize(("network", "features"), cases.values(), ids=list(cases))


def assert_same_outputs(network, features, library):
    """Parameters have 12 digits, so outputs of a few layers agree to far more than 1e-6."""
    predict = run(export_code(network, features, library))["predict"]
    expected = network.forward(feature_matrix(POINTS, features))[-1]
    np.testing.assert_allclose(predict(POINTS), expected, rtol=1e-6, atol=1e-6)


@networks(**BEYOND_SKLEARN)
def test_numpy_code_has_the_outputs_of_the_network(network, features):
    assert_same_outputs(network, features, "numpy")


@every("name", NETWORKS | BEYOND_SKLEARN)
@every("library", TOLERANCES)
def test_code_for_other_libraries_had_the_outputs_of_the_network(library, name):
    network, features = (NETWORKS | BEYOND_SKLEARN)[name]
    kept, tolerance = ELSEWHERE[library][name], TOLERANCES[library]
    expected = network.forward(feature_matrix(ELSEWHERE["points"], features))[-1]
    np.testing.assert_allclose(kept["outputs"], expected, rtol=tolerance, atol=tolerance)


@every("name", NETWORKS | BEYOND_SKLEARN)
@every("library", TOLERANCES)
def test_the_outputs_kept_are_those_of_this_code(library, name):
    """Whoever changes what is exported has to run it again, with tests/export/make_outputs.py."""
    code = export_code(*(NETWORKS | BEYOND_SKLEARN)[name], library)
    assert digest(code) == ELSEWHERE[library][name]["program"]


@every(
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
        ({"skip": True}, "no skip connections"),
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
