"""Comparison by eye: a frozen border, what has changed since a rest, errors and the batch."""

import numpy as np
import pytest

from playground.insight.comparison import change, margin, sample_errors
from tests.drawers.control import html, press, widget

DRAWER = "by_eye"


def drawn(page, name):
    """Return the columns of a data source as the page has them."""
    source = f"by_eye_{name}"
    return {**page.app.drawers.sources[source].data, **page.columns.get(source, {})}


def test_the_frozen_border_lies_where_the_answer_was_zero_and_stays(page, app):
    app.step(30)
    press(app, "Freeze this border")
    ends = np.array([drawn(page, "border")[end] for end in ("x0", "y0")]).T
    # Between the points of a grid 0.2 apart the answer is not quite linear.
    answers = app.session.network.forward(app.session.inputs.matrix(ends))[-1]
    assert len(ends) > 50
    assert np.abs(answers).max() < 0.02
    assert "border of epoch 30" in html(app)
    app.step(30)
    kept = np.array([drawn(page, "border")[end] for end in ("x0", "y0")]).T
    assert np.array_equal(kept, ends)
    press(app, "Take the frozen border away")
    assert len(drawn(page, "border")["x0"]) == 0


def test_a_ring_is_the_larger_the_more_wrong_the_answer_is(page, app):
    assert len(drawn(page, "errors")["size"]) == 0
    widget(app, "Ring the training points by their error").value = True
    session = app.session
    answers = session.network.forward(session.inputs.matrix(session.train.X))[-1][:, 0]
    sizes, errors = np.array(drawn(page, "errors")["size"]), np.abs(answers - session.train.y)
    assert len(sizes) > 50
    assert np.array_equal(np.argsort(sizes), np.argsort(errors[errors >= 1]))


def test_an_answer_on_the_right_side_has_no_ring(page, app):
    app.step(60)
    widget(app, "Ring the training points by their error").value = True
    session = app.session
    answers = session.network.forward(session.inputs.matrix(session.train.X))[-1][:, 0]
    ringed = np.abs(answers - session.train.y) >= 1
    assert 0 < ringed.sum() < len(ringed) / 2
    assert set(drawn(page, "errors")["x"]) == set(session.train.X[ringed, 0])


def test_there_is_a_picture_of_what_has_changed_only_where_something_has(app):
    assert "Nothing has changed since the last pause." in html(app)
    app.step()
    assert "Nothing has changed" not in html(app)


def test_only_a_frozen_border_can_be_taken_away(app):
    assert widget(app, "Take the frozen border away").disabled
    press(app, "Freeze this border")
    assert not widget(app, "Take the frozen border away").disabled


def test_the_batch_of_slow_motion_is_marked(page, app):
    app.load("speed=slow&batch_size=7")
    widget(app, "Mark the points of the last batch").value = True
    assert len(drawn(page, "batch")["x"]) == 0
    app.step()
    places = np.array([drawn(page, "batch")[axis] for axis in "xy"]).T
    assert len(places) == 7
    train = app.session.train.X
    assert all((train == place).all(axis=1).any() for place in places)


def test_the_worst_points_are_listed(page, app):
    session = app.session
    answers = session.network.forward(session.inputs.matrix(session.train.X))[-1][:, 0]
    worst = int(np.abs(answers - session.train.y).argmax())
    assert f'<tbody><tr><th scope="row">{worst + 1}</th>' in html(app)


def test_closed_it_leaves_nothing_on_the_map(page, app):
    figure = app.context.main_views.output.figure
    count = len(figure.renderers)
    app.drawers.close()
    assert len(figure.renderers) == count - 6


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [([[0.5]], [[-0.5]], -0.5), ([[0.2], [0.5], [0.3]], [[0.6], [0.3], [0.1]], 0.4)],
    ids=["one output", "several"],
)
def test_a_change_is_half_the_distance(before, now, moved):
    found = change(np.array(before)[..., None], np.array(now)[..., None])
    assert np.allclose(found, moved)


def test_the_border_of_several_classes_is_where_two_are_equal():
    maps = np.array([0.5, 0.3, 0.2])[:, None, None]
    assert np.allclose([one.item() for one in margin(maps)], [0.2, -0.2, -0.3])


def test_an_error_is_the_distance_to_the_label_or_what_the_class_lacks():
    assert np.allclose(sample_errors(np.array([[0.25], [-0.5]]), np.array([1, -1])), [0.75, 0.5])
    assert np.allclose(sample_errors(np.array([[0.1, 0.9]]), np.array([0])), [0.9])
