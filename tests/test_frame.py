"""A frame is an immutable picture of a session; addresses name the parts of its network."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data import feature_matrix
from playground.experiment import USUAL_FEATURES, Experiment
from playground.frame import Edge, Unit, parse_address
from playground.session import Session
from playground.session.inputs.plane import RESOLUTION, UNIT_STRIDE
from tests.cases import every

SHAPE = (3, 4, 2, 1)
AXIS = np.linspace(-6, 6, RESOLUTION)

ALL_UNITS = [Unit(layer, i) for layer in (1, 2, 3) for i in range(SHAPE[layer])]
ALL_EDGES = [
    Edge(layer, source, target)
    for layer in (1, 2, 3)
    for source in range(SHAPE[layer - 1])
    for target in range(SHAPE[layer])
]


@pytest.fixture
def session():
    session = Session(Experiment(features=["x1", "sin_x2"], hidden=[3, 2]))
    session.advance(3)
    return session


@every("part", [*ALL_UNITS, *ALL_EDGES], ids=str)
def test_every_part_of_a_network_has_an_address(part):
    assert parse_address(str(part), SHAPE) == part


def test_addresses_are_read_by_people_too():
    assert str(Unit(1, 0)) == "unit:1:0"
    assert str(Edge(2, 3, 1)) == "edge:2:3:1"


@every(
    "address",
    [
        "",
        "unit",
        "unit:1",
        "unit:9:9",
        "unit:0:0",
        "unit:4:0",
        "unit:1:4",
        "unit:-1:0",
        "unit:1:0:0",
        "unit:1:0 ",
        "unit:1:0\n",
        " unit:1:0",
        "Unit:1:0",
        "unit:+1:0",
        "unit:1.0:0",
        "unit:\N{ARABIC-INDIC DIGIT ONE}:0",
        "unit:1:\N{ARABIC-INDIC DIGIT ZERO}",
        f"unit:1:{10**400}",
        f"unit:{'0' * 400}1:0",
        "edge:1:0",
        "edge:-1:0:0",
        "edge:0:0:0",
        "edge:1:3:0",
        "edge:1:0:4",
        "edge:4:0:0",
        "edge:999:999:999",
        "edge:1:0:0;unit:1:0",
        "feature:x1",
        "__class__",
        "<script>",
    ],
)
def test_a_hostile_address_names_nothing(address):
    assert parse_address(address, SHAPE) is None


@given(st.one_of(st.text(), st.from_regex(r"(unit|edge)(:-?\d{1,4}){1,4}")))
def test_whatever_an_address_names_is_there(address):
    part = parse_address(address, SHAPE)
    assert part is None or part in ALL_UNITS or part in ALL_EDGES


def test_a_frame_cannot_be_changed(session):
    with pytest.raises(FrozenInstanceError):
        session.frame().epoch = 5


def test_a_frame_stays_as_it_is_when_training_goes_on(session):
    frame = session.frame()
    before = [
        array.copy()
        for array in (
            *frame.weights,
            *frame.biases,
            *frame.unit_maps,
            frame.shown_map,
            *frame.curve,
        )
    ]
    session.advance(3)
    session.set_bias(Unit(1, 0), 3.0)
    session.frame()
    after = (*frame.weights, *frame.biases, *frame.unit_maps, frame.shown_map, *frame.curve)
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)
    session.experiment.param.update(dataset="spiral", hidden=[2])
    for one, other in zip(before, after, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_frame_has_the_sizes_of_the_network(session):
    frame, side = session.frame(), RESOLUTION // UNIT_STRIDE
    assert frame.shape == (2, 3, 2, 1)
    assert [weights.shape for weights in frame.weights] == [(2, 3), (3, 2), (2, 1)]
    assert [biases.shape for biases in frame.biases] == [(3,), (2,), (1,)]
    assert [maps.shape for maps in frame.unit_maps] == [(n, side, side) for n in (3, 2, 1)]
    assert frame.feature_maps.shape == (len(USUAL_FEATURES), side, side)
    assert frame.shown_map.shape == (RESOLUTION, RESOLUTION)


def test_a_frame_has_the_state_of_its_session(session):
    frame = session.frame()
    theta = np.concatenate(
        [np.vstack(layer).ravel() for layer in zip(frame.weights, frame.biases, strict=True)]
    )
    np.testing.assert_array_equal(theta, session.network.theta)
    assert (frame.epoch, frame.train_loss, frame.test_loss) == (
        3,
        session.train_loss,
        session.test_loss,
    )
    assert frame.curve.epoch.tolist() == [0, 1, 2, 3]
    assert frame.curve.test_loss[-1] == session.test_loss
    assert frame.train is session.train
    assert frame.test is session.test
    assert not frame.diverged


def unit_at(session, layer, index, row, column):
    """Ask the network itself for a unit's activation at a point of the maps' grid."""
    point = [[AXIS[column], AXIS[row]]]
    return session.network.forward(feature_matrix(point, session.experiment.features))[layer][
        0, index
    ]


@pytest.mark.parametrize(("row", "column"), [(0, 0), (0, 98), (40, 12), (98, 98)])
def test_a_map_shows_what_its_unit_answers_at_each_point(session, row, column):
    """Maps are in single precision: seven digits of numbers up to 1, some of them lost in sums."""
    maps = session.frame().unit_maps
    for layer, index in [(1, 2), (2, 0), (3, 0)]:
        shown = maps[layer - 1][index, row // UNIT_STRIDE, column // UNIT_STRIDE]
        assert shown == pytest.approx(unit_at(session, layer, index, row, column), abs=1e-5)


def test_the_output_is_shown_large_unless_another_part_is_wanted(session):
    assert session.frame().shown is None
    for shown, (layer, index) in {None: (3, 0), Unit(1, 2): (1, 2), Unit(3, 0): (3, 0)}.items():
        frame = session.frame(shown)
        assert frame.shown == shown
        for row, column in [(0, 0), (99, 3), (17, 99)]:
            expected = unit_at(session, layer, index, row, column)
            assert frame.shown_map[row, column] == pytest.approx(expected, abs=1e-5)


def test_a_feature_can_be_shown_large_whether_it_is_on_or_not(session):
    """Rows of a map go along x2, columns along x1."""
    for name, expected in {
        "x1": AXIS[None, :],
        "sin_x2": np.sin(AXIS)[:, None],
        "x1_x2": np.outer(AXIS, AXIS),
    }.items():
        frame = session.frame(name)
        assert frame.shown == name
        expected = np.broadcast_to(expected, (RESOLUTION, RESOLUTION))
        np.testing.assert_allclose(frame.shown_map, expected, atol=1e-5)


def test_features_from_links_are_offered_while_they_are_on(session):
    session.experiment.features = ["x1", "cos_x1"]
    frame = session.frame()
    assert frame.offered_features == (*USUAL_FEATURES, "cos_x1")
    np.testing.assert_allclose(frame.feature_maps[-1][0], np.cos(AXIS[::UNIT_STRIDE]), atol=1e-5)
    session.experiment.features = ["x1"]
    assert session.frame().offered_features == USUAL_FEATURES


def test_the_settings_of_the_picture_are_in_the_frame(session):
    assert (session.frame().show_test, session.frame().discretize) == (False, False)
    session.experiment.param.update(show_test=True, discretize=True)
    assert (session.frame().show_test, session.frame().discretize) == (True, True)


@pytest.mark.parametrize(
    ("dataset", "problem"), [("xor", "classification"), ("multi-gauss", "regression")]
)
def test_only_classification_has_an_accuracy(dataset, problem):
    frame = Session(Experiment(dataset=dataset)).frame()
    assert frame.problem == problem
    assert (frame.test_accuracy is None) == (problem == "regression")
    assert (frame.test_r_squared is None) == (problem == "classification")


def test_the_output_of_several_classes_is_shown_as_the_probability_of_each():
    session = Session(Experiment(dataset="blobs", hidden=[3]))
    frame, side = session.frame(), RESOLUTION // UNIT_STRIDE
    assert (frame.classes, frame.shape) == (3, (2, 3, 3))
    assert frame.shown_map.shape == (3, RESOLUTION, RESOLUTION)
    assert frame.unit_maps[-1].shape == (3, side, side)
    np.testing.assert_allclose(frame.shown_map.sum(axis=0), 1, atol=1e-6)
    np.testing.assert_array_equal(session.frame(Unit(2, 1)).shown_map, frame.shown_map[1])
