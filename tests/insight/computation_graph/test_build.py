"""The dataflow graph holds the operations of one training step of an experiment."""

import numpy as np
import pytest

from playground.engine import ACTIVATIONS, LOSSES, OPTIMIZERS, OUTPUTS, Network, Trainer
from playground.engine.layout import parameter_count
from playground.experiment import Experiment
from playground.insight import dataflow, statistics, step_values
from playground.insight.computation_graph.graph import ROOT, Graph, groups_around
from playground.insight.computation_graph.operations import OPERATION_KINDS, Operation
from playground.session import Session
from tests.cases import every

from .experiments import experiment, network

DEPTHS = (0, 1, 2, 3, 8)
VARIANTS = [
    {},
    {"skip": True, "regularization": "l2"},
    {"loss": "logistic", "optimizer": "adam", "dropout": 0.2, "clip": 1.0, "schedule": "cosine"},
    {"output": "linear", "loss": "huber", "regularization": "l1", "skip": True, "dropout": 0.5},
]


def samples(e, seed=0):
    """Return a batch of samples with labels for an experiment."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(e.batch_size, len(e.features)))
    return X, np.where(rng.random(e.batch_size) < 0.5, -1.0, 1.0)


def changed(**settings):
    """Return the names of operations that go and that come with these settings."""
    before, after = (set(dataflow(e).operations) for e in (experiment(), experiment(**settings)))
    return before - after, after - before


# What the graph computes


class Interpreter:
    """Carries the operations of a graph out by their kinds, in plain formulas of its own."""

    def __init__(self, graph, X, y, parameters, learning_rate=0.1, rate=0.0):
        self.values = {
            "input/features": X,
            "input/targets": y[:, np.newaxis],
            "optimizer/learning_rate": learning_rate,
            "regularization/rate": rate,
            **parameters,
        }
        for operation in graph.operations.values():
            if operation.name not in self.values and operation.kind not in (
                "initializer",
                "counter",
            ):
                kind, _, function = operation.kind.partition(".")
                inputs = [self.values[name] for name in operation.inputs]
                result = getattr(self, kind)(*inputs, **({"name": function} if function else {}))
                self.values[operation.name] = result

    def matmul(self, a, weights):
        return a @ weights

    def add(self, z, biases):
        return z + biases

    def activation(self, z, name):
        return {"tanh": np.tanh, "relu": lambda z: z * (z > 0)}[name](z)

    def skip(self, a, before):
        return a + before

    def loss(self, a, targets, name):
        return {
            "squared": (a - targets) ** 2 / 2,
            "logistic": np.log(1 + np.exp(-2 * a * targets)),
        }[name]

    def mean(self, losses):
        return losses.mean()

    summary = mean

    def loss_derivative(self, a, targets, name):
        step = 1e-6
        rise = self.loss(a + step, targets, name) - self.loss(a - step, targets, name)
        return rise / (2 * step) / len(a)

    def activation_derivative(self, delta, z, name):
        step = 1e-6
        return (
            delta * (self.activation(z + step, name) - self.activation(z - step, name)) / step / 2
        )

    def weights_gradient(self, a, delta_z):
        return a.T @ delta_z

    def biases_gradient(self, delta_z):
        return delta_z.sum(axis=0)

    def inputs_gradient(self, delta_z, weights):
        return delta_z @ weights.T

    def skip_gradient(self, below, delta):
        return below + delta

    def penalty_derivative(self, weights, rate, name):
        return rate * {"l2": weights, "l1": np.sign(weights)}[name]

    def optimizer(self, parameter, *gradients, name):
        *gradients, learning_rate = gradients
        return parameter - learning_rate * sum(gradients)


@every("skip", [False, True])
@every("loss", ["squared", "logistic"])
@every("activation", ["tanh", "relu"])
@every("hidden", [[], [3], [4, 2], [3, 3, 3]])
def test_the_operations_carried_out_are_a_training_step(hidden, activation, loss, skip):
    e = experiment(hidden=hidden, activation=activation, loss=loss, skip=skip, regularization="l2")
    net = network(e, seed=3)
    X, y = samples(e)
    graph = dataflow(e)
    parameters = {
        name: value
        for name, value in step_values(net, X, y, loss).items()
        if graph.operations[name].kind == "variable"
    }
    expected_loss = net.loss(X, y, loss)
    result = Interpreter(graph, X, y, parameters, learning_rate=0.1, rate=0.3).values
    Trainer(
        net, loss=loss, learning_rate=0.1, regularization="l2", regularization_rate=0.3
    ).run_epoch(X, y)
    assert result["loss/mean"] == pytest.approx(expected_loss, rel=1e-12)
    layers = [*(f"layer_{i + 1}" for i in range(len(hidden))), "output"]
    # derivatives by central differences of 1e-6: 1e-12 by their own error, 1e-10 by rounding
    for layer, weights, biases in zip(layers, net.weights, net.biases, strict=True):
        np.testing.assert_allclose(result[f"optimizer/{layer}/weights"], weights, atol=1e-9)
        np.testing.assert_allclose(result[f"optimizer/{layer}/biases"], biases, atol=1e-9)


@every("variant", VARIANTS)
@every("depth", DEPTHS)
def test_every_operation_takes_tensors_of_earlier_ones(depth, variant):
    graph = dataflow(experiment(hidden=[3] * depth, **variant))
    seen = set()
    for operation in graph.operations.values():
        assert set(operation.inputs) <= seen
        seen.add(operation.name)


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_parameter_of_the_network_is_there_once(depth):
    e = experiment(features=["x1", "x2", "x1_x2"], hidden=list(range(2, 2 + depth)))
    net, graph = network(e), dataflow(e)
    held = [one for one in graph.operations.values() if one.parameters]
    assert sum(one.parameters for one in held) == graph.groups[ROOT].parameters == net.theta.size
    # told apart by their values, they are the network's parameters in their order
    net.theta = np.arange(net.theta.size)
    values = step_values(net, *samples(e))
    np.testing.assert_array_equal(
        np.concatenate([values[one.name].ravel() for one in held]), net.theta
    )
    assert [one.parameters for one in held] == [values[one.name].size for one in held]


@every("variant", VARIANTS)
@every("depth", DEPTHS)
def test_tensors_have_the_shapes_that_the_network_computes(depth, variant):
    e = experiment(hidden=[3, 3, 2, 4, 4, 4, 1, 2][:depth], batch_size=7, **variant)
    graph = dataflow(e)
    values = step_values(network(e, seed=1), *samples(e), e.loss)
    assert {name: graph.operations[name].shape for name in values} == {
        name: value.shape for name, value in values.items()
    }
    without_value = {
        graph.operations[name].kind for name in graph.operations.keys() - values.keys()
    }
    assert {kind.partition(".")[0] for kind in without_value} <= {
        *("initializer", "constant", "counter", "slot", "schedule", "optimizer"),
        *("penalty_derivative", "dropout", "dropout_derivative", "clip"),
    }


def test_softmax_with_several_outputs():
    e = experiment(output="softmax", loss="cross-entropy")
    graph = dataflow(e, shape=[2, 4, 3])
    net = Network([2, 4, 3], output="softmax", seed=1)
    X, _ = samples(e)
    values = step_values(net, X, np.arange(10) % 3, "cross-entropy")
    assert {name: graph.operations[name].shape for name in values} == {
        name: value.shape for name, value in values.items()
    }
    assert graph.groups[ROOT].parameters == parameter_count([2, 4, 3])


@pytest.mark.parametrize("loss", LOSSES)
def test_step_values_are_the_losses_and_gradients_of_the_network(loss):
    output = LOSSES[loss].outputs[0]
    net = Network([2, 3, 3, 2 if output == "softmax" else 1], output=output, skip=True, seed=1)
    X = np.random.default_rng(0).normal(size=(6, 2))
    y = np.array([1, 0, 1, 1, 0, 0]) if output == "softmax" else np.array([1.0, -1, 1, 1, -1, -1])
    values = step_values(net, X, y, loss)
    assert values["loss/mean"] == net.loss(X, y, loss)
    assert values["loss/per_sample"].sum() / 6 == pytest.approx(net.loss(X, y, loss), rel=1e-12)
    gradients = [
        values[f"gradients/{layer}/{name}"].ravel()
        for layer in ("layer_1", "layer_2", "output")
        for name in ("weights", "biases")
    ]
    np.testing.assert_array_equal(np.concatenate(gradients), net.gradient(X, y, loss))


def test_statistics_of_a_tensor():
    assert statistics(np.array([[0.0, 2.0], [4.0, 6.0]])) == (0, 3, 6, pytest.approx(np.sqrt(5)))


# Following the experiment


def test_an_experiment_of_the_page_has_a_graph():
    e = Experiment(features=["x1", "x2", "x1_x2"], hidden=[5], batch_size=4)
    graph = dataflow(e)
    assert graph.operations["layer_1/matmul"].shape == (4, 5)
    assert graph.operations["layer_1/weights"].shape == (3, 5)
    e.hidden = [5, 6]
    assert "layer_2" in dataflow(e).groups


def test_a_new_layer_is_a_new_group():
    before, after = dataflow(experiment(hidden=[3, 3])), dataflow(experiment(hidden=[3, 3, 3]))
    assert after.groups.keys() - before.groups.keys() == {
        "layer_3",
        "gradients/layer_3",
        "optimizer/layer_3",
    }


def test_without_regularization_there_is_no_penalty():
    lacking, gained = changed(regularization="l1")
    assert not lacking
    assert gained == {
        "regularization/rate",
        *(f"regularization/{layer}" for layer in ("layer_1", "layer_2", "output")),
    }


def test_functions_are_those_of_the_experiment():
    graph = dataflow(experiment(activation="relu", output="linear", loss="huber"))
    assert graph.operations["layer_2/activation"].kind == "activation.relu"
    assert graph.operations["gradients/layer_2/activation"].kind == "activation_derivative.relu"
    assert graph.operations["output/activation"].kind == "activation.linear"
    assert graph.operations["loss/per_sample"].kind == "loss.huber"
    assert graph.operations["loss/derivative"].kind == "loss_derivative.huber"


def test_each_hidden_layer_has_its_own_activation():
    graph = dataflow(experiment(activation=["relu", "sigmoid"]))
    assert graph.operations["layer_1/activation"].kind == "activation.relu"
    assert graph.operations["layer_2/activation"].kind == "activation.sigmoid"


def test_the_graph_of_an_experiment_has_its_activations_and_outputs():
    """With settings of the page, of which some follow from others."""
    e = Experiment(dataset="blobs", hidden=[4, 3], layer_activations=["sine", "relu"])
    graph = dataflow(e)
    assert graph.operations["layer_1/activation"].kind == "activation.sine"
    assert graph.operations["layer_2/activation"].kind == "activation.relu"
    assert graph.operations["output/activation"].kind == "activation.softmax"
    assert graph.operations["output/weights"].shape == (3, 3)
    assert graph.groups[ROOT].parameters == Session(e).network.theta.size


def test_skip_connections_add_what_a_layer_takes():
    lacking, gained = changed(hidden=[3, 3], skip=True)
    assert not lacking
    assert gained == {"layer_2/skip", "gradients/layer_2/skip"}
    graph = dataflow(experiment(hidden=[3, 3], skip=True))
    assert graph.operations["layer_2/skip"].inputs == ("layer_2/activation", "layer_1/activation")
    assert changed(hidden=[4, 2], skip=True) == (set(), set())


def test_dropout_acts_on_every_hidden_layer():
    _, gained = changed(dropout=0.1)
    assert gained == {
        f"{group}layer_{number}/dropout" for group in ("", "gradients/") for number in (1, 2)
    }
    assert changed(dropout=0.0) == (set(), set())


def test_clipping_takes_all_gradients_and_goes_into_all_updates():
    lacking, gained = changed(clip=1.0)
    assert (lacking, gained) == (set(), {"gradients/clip"})
    graph = dataflow(experiment(clip=1.0))
    kinds = {graph.operations[name].kind for name in graph.operations["gradients/clip"].inputs}
    assert kinds == {"weights_gradient", "biases_gradient"}
    updates = [one for one in graph.operations.values() if one.kind == "optimizer.sgd"]
    assert len(graph.operations["gradients/clip"].inputs) == len(updates) == 6
    assert all("gradients/clip" in update.inputs for update in updates)


def test_a_schedule_stands_between_learning_rate_and_updates():
    graph = dataflow(experiment(schedule="step"))
    assert graph.operations["optimizer/schedule"].kind == "schedule.step"
    assert "optimizer/schedule" in graph.operations["optimizer/output/biases"].inputs
    assert "optimizer/schedule" not in dataflow(experiment(schedule="constant")).operations


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_optimizers_update_every_parameter(optimizer):
    graph = dataflow(experiment(optimizer=optimizer))
    updates = [one for one in graph.operations.values() if one.kind == f"optimizer.{optimizer}"]
    assert [update.inputs[0] for update in updates] == [
        one.name for one in graph.operations.values() if one.kind == "variable"
    ]


def test_adam_remembers_two_numbers_of_each_parameter():
    _, gained = changed(optimizer="adam")
    assert len(gained) == 12
    graph = dataflow(experiment(optimizer="adam"))
    assert {graph.operations[name].kind for name in gained} == {"slot"}
    assert graph.groups[ROOT].parameters == dataflow(experiment()).groups[ROOT].parameters


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_kind_is_listed(variant):
    graph = dataflow(experiment(**variant))
    assert {one.kind for one in graph.operations.values()} <= set(OPERATION_KINDS)
    assert len(OPERATION_KINDS) == len(set(OPERATION_KINDS))
    for table, kind in [({**ACTIVATIONS, **OUTPUTS}, "activation"), (LOSSES, "loss")]:
        assert {f"{kind}.{name}" for name in table} <= set(OPERATION_KINDS)


def test_errors_are_those_of_the_engine():
    with pytest.raises(ValueError, match="loss 'cross-entropy' needs an output of 'softmax'"):
        dataflow(experiment(loss="cross-entropy"))
    with pytest.raises(ValueError, match="activation must be one of"):
        dataflow(experiment(activation="sinc"))
    with pytest.raises(ValueError, match=r"regularization must be one of .* got 'l3'"):
        dataflow(experiment(regularization="l3"))
    with pytest.raises(ValueError, match=r"optimizer must be one of .* got None"):
        dataflow(experiment(optimizer=None))
    with pytest.raises(ValueError, match="every entry of shape must be a whole number"):
        dataflow(experiment(hidden=[0]))


# Groups


def test_names_nest_in_groups():
    graph = dataflow(experiment())
    assert graph.groups[ROOT].children == (
        *("input", "layer_1", "layer_2", "output", "loss", "gradients", "optimizer", "summaries"),
    )
    assert graph.groups["gradients"].children == tuple(
        f"gradients/{layer}" for layer in ("output", "layer_2", "layer_1")
    )
    assert graph.groups["layer_1"].parameters == 2 * 4 + 4
    assert groups_around("gradients/layer_1/weights") == ["gradients", "gradients/layer_1"]
    assert groups_around("input") == []


def structures(graph, *groups):
    return [graph.groups[group].structure for group in groups]


def test_equal_structures_have_equal_numbers_whatever_their_sizes():
    graph = dataflow(experiment(hidden=[4, 2, 7], output="linear"))
    first, second, third, output = structures(graph, "layer_1", "layer_2", "layer_3", "output")
    assert first == second == third is not None
    assert output is None  # linear, not tanh
    first, *others = structures(graph, *(f"gradients/layer_{i}" for i in (1, 2, 3)))
    assert first is None  # features need no gradient
    assert len(set(others)) == 1
    assert others[0] not in (None, graph.groups["layer_1"].structure)


def test_structures_differ_by_their_joints_too():
    names = ["a/x", "a/y", "b/x", "b/y", "c/x", "c/y", "d/x", "d/y"]
    inputs = {"a/y": ("a/x",), "b/y": ("b/x",), "c/y": ("a/x",), "d/x": ("d/y",)}
    graph = Graph([Operation(name, name[-1], (), inputs.get(name, ())) for name in names])
    a, b, c, d = structures(graph, *"abcd")
    assert a == b is not None
    assert c is None
    assert d is None


def test_skip_connections_show_in_the_structure():
    graph = dataflow(experiment(hidden=[3, 3, 3, 2, 2], skip=True))
    first, second, third, fourth, fifth = structures(graph, *(f"layer_{i + 1}" for i in range(5)))
    assert second == third == fifth
    assert first == fourth
    assert first != second


def test_search_finds_names_and_kinds_in_any_case():
    graph = dataflow(experiment(activation="relu"))
    assert graph.search("Matmul") == ["layer_1/matmul", "layer_2/matmul", "output/matmul"]
    assert graph.search(" LAYER_2 ")[:3] == ["layer_2", "gradients/layer_2", "optimizer/layer_2"]
    assert graph.search("activation.relu") == ["layer_1/activation", "layer_2/activation"]
    assert graph.search("convolution") == graph.search("") == graph.search("  ") == []


def test_bookkeeping_is_not_critical():
    graph = dataflow(experiment(optimizer="momentum", regularization="l2"))
    aside = [name for name in graph.operations if not graph.is_critical(name, {})]
    assert {name.rpartition("/")[2] for name in aside} == {
        *("weights_initializer", "biases_initializer", "rate", "counter", "learning_rate"),
        *("weights_velocity", "biases_velocity", "loss"),
    }
    assert not graph.is_critical("summaries", {})
    assert graph.is_critical("layer_1", {})


def test_users_overrule_what_is_critical():
    graph = dataflow(experiment())
    assert graph.is_critical("optimizer/learning_rate", {"optimizer/learning_rate": True})
    assert not graph.is_critical("loss", {"loss": False})
    assert graph.is_critical("summaries", {"summaries/loss": True})


def test_a_bundle_holds_all_that_flows_between_two_nodes():
    graph = dataflow(experiment())
    (bundle,) = [b for b in graph.bundles(ROOT) if (b.source, b.target) == ("layer_1", "gradients")]
    assert set(bundle.tensors) == {
        ("layer_1/add", "gradients/layer_1/activation"),
        ("layer_1/activation", "gradients/layer_2/weights"),
    }
    assert bundle.shapes == ((10, 4),)
    assert bundle.size == 80


def test_at_the_border_a_bundle_holds_all_that_comes_and_goes():
    graph = dataflow(experiment())
    bundles = {(b.source, b.target): b for b in graph.bundles("layer_2")}
    assert bundles["layer_2", "layer_2/matmul"].tensors == (
        ("layer_1/activation", "layer_2/matmul"),
    )
    assert {target for _, target in bundles["layer_2/weights", "layer_2"].tensors} == {
        "gradients/layer_2/inputs",
        "optimizer/layer_2/weights",
    }


@every("variant", VARIANTS)
@every("depth", DEPTHS)
def test_every_tensor_is_in_one_bundle_between_nodes(depth, variant):
    graph = dataflow(experiment(hidden=[3] * depth, **variant))
    bundled = [
        tensor
        for group in graph.groups
        for bundle in graph.bundles(group)
        if group not in (bundle.source, bundle.target)
        for tensor in bundle.tensors
    ]
    assert len(bundled) == len(graph.tensors)
    assert sorted(bundled) == sorted(graph.tensors)
