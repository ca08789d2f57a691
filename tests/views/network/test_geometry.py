"""Units lie in columns and rows, edges go from unit to unit."""

import numpy as np
import pytest

from playground.views.network import geometry

SHAPES = [(2, 1), (2, 4, 2, 1), (1, 1, 1), (7, 8, 8, 8, 8, 8, 8, 1), (9, 3, 1)]


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_all_units_lie_inside_and_apart(shape):
    row_count = geometry.rows(shape, shape[0])
    places = np.concatenate(geometry.unit_centres(shape, row_count))
    assert len(places) == sum(shape[1:])
    assert ((places > 0) & (places < 1)).all()
    assert len(np.unique(places.round(9), axis=0)) == len(places)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_layers_go_from_left_to_right_at_equal_distances(shape):
    layers = len(shape)
    columns = [geometry.column_x(layer, layers) for layer in range(layers)]
    assert columns[0] == geometry.FEATURE_X
    assert columns[-1] == pytest.approx(geometry.OUTPUT_X)
    np.testing.assert_allclose(np.diff(columns), np.diff(columns)[0])
    for layer, places in enumerate(geometry.unit_centres(shape, 8), start=1):
        assert set(places[:, 0]) == {columns[layer]}


def test_rows_go_from_the_top_down():
    assert [geometry.row_y(row, 4) for row in range(4)] == [0.875, 0.625, 0.375, 0.125]


def test_neurons_keep_their_places_when_others_are_added():
    few = geometry.unit_centres((2, 3, 1), geometry.rows((2, 3, 1), 7))
    many = geometry.unit_centres((2, 8, 1), geometry.rows((2, 8, 1), 7))
    np.testing.assert_array_equal(few[0], many[0][:3])


def test_there_is_a_row_for_every_feature_and_one_below_them():
    assert geometry.rows((2, 1), 7) == 8
    assert geometry.rows((2, 1), 9) == 10


@pytest.mark.parametrize(
    ("classes", "rows"), [(1, [2]), (3, [1, 2, 3]), (4, [0, 1, 2, 3]), (6, [0, 1, 2, 3, 4, 5])]
)
def test_outputs_lie_round_the_row_of_a_single_one(classes, rows):
    *_, outputs = geometry.unit_centres((2, 4, classes), 8)
    np.testing.assert_allclose(outputs[:, 1], [geometry.row_y(row, 8) for row in rows])


def test_edges_are_in_the_order_of_a_flattened_weight_matrix():
    starts = np.array([[0.0, 0.1], [0.0, 0.2], [0.0, 0.3]])
    ends = np.array([[1.0, 0.4], [1.0, 0.5]])
    assert geometry.edge_ends(starts, ends).tolist() == [
        [*start, *end] for start in starts.tolist() for end in ends.tolist()
    ]
