"""The network's figure shows every unit and every weight of a frame, sign and size included."""

import numpy as np
import pytest
from bokeh.models import LinearColorMapper

from playground.experiment import Experiment
from playground.frame import Edge, Unit, parse_address
from playground.session import Session
from playground.views import NetworkView
from playground.views.markers import marker_mask
from playground.views.palette import (
    CLASS_RAMP_SIZE,
    INK,
    RAMP_SIZE,
    RGBA,
    class_color_index,
    class_mark_index,
    color_index,
)


def columns(frame):
    """Return all columns, as a view that draws its first frame gives them."""
    drawn = NetworkView(frame).sources
    return {name: dict(source.data) for name, source in drawn.items()}


def images(frame):
    """Return the picture of each part by its address, as indices into the palette."""
    view = NetworkView(frame)
    addresses = view.sources["units"].data["address"]
    units = view.columns(frame)["units"]
    name = "class_image" if frame.classes > 2 else "image"
    return dict(zip(addresses, units[name], strict=True))


def maps_of(frame):
    """Return the same pictures without badges and marks."""
    inner = np.concatenate([frame.feature_maps, *frame.unit_maps[:-1]])
    if frame.classes <= 2:
        return color_index(np.concatenate([inner, frame.unit_maps[-1]]))
    outputs = class_color_index(np.arange(frame.classes)[:, None, None], frame.unit_maps[-1])
    return np.concatenate([color_index(inner, CLASS_RAMP_SIZE), outputs])


def places(units):
    return dict(zip(units["address"], zip(units["x"], units["y"], strict=True), strict=True))


def test_columns_of_one_source_are_equally_long(frame):
    for source in columns(frame).values():
        assert len({len(values) for values in source.values()}) == 1


def test_every_feature_and_every_unit_is_there_once(frame):
    addresses = columns(frame)["units"]["address"]
    features = [f"feature:{name}" for name in frame.offered_features]
    units = [
        str(Unit(layer, i))
        for layer in range(1, len(frame.shape))
        for i in range(frame.shape[layer])
    ]
    assert addresses == [*features, *units]


def test_every_weight_is_drawn_with_its_value(frame):
    edges = columns(frame)["edges"]
    assert len(edges["weight"]) == sum(weights.size for weights in frame.weights)
    for address, weight in zip(edges["address"], edges["weight"], strict=True):
        edge = parse_address(address, frame.shape)
        assert weight == frame.weights[edge.layer - 1][edge.source, edge.target]


def test_edges_come_in_the_order_of_the_flattened_weights(frame):
    flattened = np.concatenate([weights.ravel() for weights in frame.weights])
    np.testing.assert_array_equal(columns(frame)["edges"]["weight"], flattened)


def test_every_edge_goes_from_its_source_to_its_target(frame):
    drawn = columns(frame)
    units, edges = places(drawn["units"]), drawn["edges"]
    for i, address in enumerate(edges["address"]):
        edge = parse_address(address, frame.shape)
        source = (
            f"feature:{frame.features[edge.source]}"
            if edge.layer == 1
            else str(Unit(edge.layer - 1, edge.source))
        )
        assert (edges["x0"][i], edges["y0"][i]) == pytest.approx(units[source])
        target = str(Unit(edge.layer, edge.target))
        assert (edges["x1"][i], edges["y1"][i]) == pytest.approx(units[target])
        assert edges["x0"][i] < edges["middle"][i] < edges["x1"][i]


def test_the_sign_of_a_weight_is_seen_by_dashes_and_zero_has_its_own(session):
    session.set_weight(Edge(2, 0, 0), 0.0)
    edges = columns(session.frame())["edges"]
    dashes = {sign: set() for sign in (-1.0, 0.0, 1.0)}
    for weight, dash in zip(edges["weight"], edges["dash"], strict=True):
        dashes[np.sign(weight)].add(tuple(dash))
    assert dashes[1.0] == {()}
    (negative,), (zero,) = dashes[-1.0], dashes[0.0]
    assert zero[0] < zero[1] < negative[0]


@pytest.mark.parametrize(("weight", "color"), [(-0.1, "negative"), (0, "muted"), (0.1, "positive")])
def test_a_weight_of_zero_has_neither_colour(session, weight, color):
    """As Bokeh maps values: that share of the palette which lies between low and high."""
    (mapper,) = NetworkView(session.frame()).figure.select(LinearColorMapper)
    share = (weight - mapper.low) / (mapper.high - mapper.low)
    index = min(max(int(np.floor(share * len(mapper.palette))), 0), len(mapper.palette) - 1)
    assert mapper.palette[index] == INK["light"][color]


def test_larger_weights_have_wider_and_stronger_lines(session):
    for source, weight in enumerate([0.0, 0.5, -1.0, 2.0]):
        session.set_weight(Edge(2, source, 0), weight)
    for source, weight in enumerate([-4.0, 5.0, -6.0, 60.0]):
        session.set_weight(Edge(2, source, 1), weight)
    edges = columns(session.frame())["edges"]
    columns_of_lines = (edges[name] for name in ("weight", "width", "opacity"))
    by_weight = {w: (width, opacity) for w, width, opacity in zip(*columns_of_lines, strict=True)}
    widths, opacities = zip(*(by_weight[w] for w in (0, 0.5, -1, 2, -4, 5)), strict=True)
    assert widths[0] == 1.0
    assert (np.diff(widths) > 0).all()
    assert (np.diff(opacities) >= 0).all()
    assert by_weight[5.0] == by_weight[-6.0] == by_weight[60.0]


def test_features_that_are_off_are_faded(frame):
    units = columns(frame)["units"]
    for address, alpha in zip(units["address"], units["alpha"], strict=True):
        kind, _, name = address.partition(":")
        assert (alpha < 0.5) == (kind == "feature" and name not in frame.features)


def test_every_unit_shows_its_map_beside_its_badge(frame):
    """The badge of the bias covers about a third of the sides of the lower left corner.

    The mark of a class covers as much of the upper right one, of the outputs of several classes.
    """
    maps = maps_of(frame)
    side = maps.shape[-1]
    most = 7 * side // 20
    elsewhere = np.ones((side, side), dtype=bool)
    elsewhere[:most, :most] = elsewhere[-most:, -most:] = False
    for (address, image), expected in zip(images(frame).items(), maps, strict=True):
        np.testing.assert_array_equal(image[elsewhere], expected[elsewhere])
        is_feature = address.startswith("feature:")
        assert np.array_equal(image, expected) == is_feature
        assert (image[0, 0] < RAMP_SIZE) == is_feature


def test_the_outputs_of_several_classes_bear_their_marks():
    found = images(Session(Experiment(dataset="blobs")).frame())
    for index in range(3):
        corner = found[f"unit:3:{index}"][-15:-2, -15:-2]
        np.testing.assert_array_equal(corner == class_mark_index(index), marker_mask(index, 13))


@pytest.mark.parametrize("bias", [0.1, 0.7, 3.0])
def test_the_badge_says_the_sign_of_the_bias_by_colour_and_by_shape(session, bias):
    """A minus is a bar of the width of a plus, without its upright.

    Both keep their shape where a unit is drawn with 2 pixels for every 5 of its map, as on a phone.
    """
    badges = {}
    for value in (bias, -bias):
        session.set_bias(Unit(1, 0), value)
        badges[value > 0] = RGBA[images(session.frame())["unit:1:0"][:16, :16]]
    ink = {role: int(f"ff{c[5:]}{c[3:5]}{c[1:3]}", 16) for role, c in INK["light"].items()}
    assert badges[True][0, 0] == ink["positive"]
    assert badges[False][0, 0] == ink["negative"]
    for step in (1, 2.5):
        kept = np.arange(0, 16, step).astype(int)
        white = {sign: badge[np.ix_(kept, kept)] == 0xFFFFFFFF for sign, badge in badges.items()}
        assert white[True].sum() > white[False].sum() > 0


def test_the_badge_grows_with_the_bias(session):
    sizes = []
    for bias in (-0.2, 1.0, -2.0):
        session.set_bias(Unit(1, 0), bias)
        sizes.append((images(session.frame())["unit:1:0"] >= RAMP_SIZE).sum())
    assert sizes == sorted(set(sizes))


def test_units_have_their_bias_and_features_have_none(frame):
    bias = columns(frame)["units"]["bias"]
    features = len(frame.offered_features)
    assert np.isnan(bias[:features]).all()
    np.testing.assert_array_equal(bias[features:], np.concatenate(frame.biases))


def test_places_and_names_are_sent_only_when_the_structure_changes(session):
    view = NetworkView(session.frame())
    session.advance()
    moving = view.columns(session.frame())
    assert set(moving["units"]) == {"image", "bias"}
    assert set(moving["edges"]) == {"weight", "width", "opacity", "dash"}
    for setting, value in {"hidden": [4, 3], "features": ["x1", "x1_x2"]}.items():
        setattr(session.experiment, setting, value)
        changed = view.columns(session.frame())
        assert {"x", "y", "address", "label", "alpha"} < set(changed["units"])
        assert {"x0", "y0", "x1", "y1", "middle", "address", "label"} < set(changed["edges"])
    assert set(view.columns(session.frame())["units"]) == {"image", "bias"}


def test_colours_follow_the_theme(session):
    view = NetworkView(session.frame())
    for theme in ("dark", "light"):
        view.restyle(theme)
        (mapper,) = view.figure.select(LinearColorMapper)
        names = ("negative", "muted", "positive")
        assert list(mapper.palette) == [INK[theme][name] for name in names]


def test_an_arc_joins_the_units_of_every_residual_connection():
    frame = Session(Experiment(hidden=[3, 3, 2, 2], skip=True)).frame()
    drawn = columns(frame)
    spots = places(drawn["units"])
    skips = zip(*(drawn["skips"][name] for name in ("x0", "x1", "y")), strict=True)
    assert [((x0, y), (x1, y)) for x0, x1, y in skips] == [
        (spots[str(Unit(layer - 1, i))], spots[str(Unit(layer, i))])
        for layer, units in ((2, 3), (4, 2))
        for i in range(units)
    ]


def test_without_residual_connections_there_is_no_arc(frame):
    assert len(columns(frame)["skips"]["y"]) == 0
