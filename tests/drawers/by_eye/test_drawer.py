"""Comparison by eye: a frozen border, what has changed since a rest, errors and the batch."""

import numpy as np
import pytest

from playground.exercises.library import exercise
from playground.insight.comparison import change, margin, sample_errors
from tests.drawers.control import html, press, source, widget

DRAWER = "by_eye"


def drawn(page, name):
    """Return the columns of a data source as the page has them."""
    source = f"by_eye_{name}"
    return {**page.app.drawers.sources[source].data, **page.columns.get(source, {})}


def frozen(app):
    """Return the ends of the pieces of the border that the map shows, (n, 2)."""
    drawn = [one.data_source for one in app.context.main_views.output.figure.renderers]
    sources = [source for source in drawn if source.name == "by_eye_border"]
    return (
        np.array([sources[0].data[end] for end in ("x0", "y0")]).T if sources else np.empty((0, 2))
    )


def changes(app):
    """Return the titles of the pictures of what has changed."""
    return list(source(app, "by_eye_texts")["title"])


def test_the_frozen_border_lies_where_the_answer_was_zero_and_stays(page, app):
    app.step(30)
    press(app, "Freeze this border")
    ends = frozen(app)
    # Between the points of a grid 0.2 apart the answer is not quite linear.
    answers = app.session.network.forward(app.session.inputs.matrix(ends))[-1]
    assert len(ends) > 50
    assert np.abs(answers).max() < 0.02
    assert "border of epoch 30" in html(app)
    app.step(30)
    assert np.array_equal(frozen(app), ends)
    press(app, "Take the frozen border away")
    assert len(frozen(app)) == 0


def test_the_frozen_border_stays_on_the_map_while_another_drawer_is_open(app):
    app.step(30)
    press(app, "Freeze this border")
    ends = frozen(app)
    app.drawers.open("model")
    app.experiment.activation = "relu"
    app.step(10)
    assert len(ends) > 50
    assert np.array_equal(frozen(app), ends)
    app.drawers.open(DRAWER)
    app.step(0)
    assert np.array_equal(frozen(app), ends)
    assert "border of epoch 30" in html(app)
    press(app, "Take the frozen border away")
    assert len(frozen(app)) == 0


@pytest.mark.parametrize(
    "leave",
    [
        lambda app: setattr(app.experiment, "dataset", "xor"),
        lambda app: setattr(app.experiment, "dataset", "digits"),
        lambda app: app.load("noise=0.1"),
        lambda app: app.context.assignments.begin(exercise("three-neurons"), "", is_preview=True),
    ],
    ids=["another data set", "digits", "a link", "an exercise"],
)
def test_the_frozen_border_goes_when_the_run_is_about_something_else(app, leave):
    press(app, "Freeze this border")
    app.drawers.open("model")
    leave(app)
    assert len(frozen(app)) == 0
    app.load("")
    app.drawers.open(DRAWER)
    app.step(0)
    assert "border of epoch" not in html(app)
    assert widget(app, "Take the frozen border away").disabled


def test_the_last_pause_is_known_though_the_drawer_was_closed_then(app):
    app.step(10)
    app.drawers.open("model")
    app.step(20)
    app.play()
    app.tick()
    app.pause()
    app.drawers.open(DRAWER)
    app.step(0)
    assert changes(app) == ["Since epoch 30"]
    app.step(1)
    before = app.session.epoch - 1
    app.drawers.open("model")
    app.drawers.open(DRAWER)
    app.step(0)
    assert changes(app) == [f"Since epoch {before}"]


def test_a_ring_is_the_larger_the_more_wrong_the_answer_is(page, app):
    assert len(drawn(page, "errors")["size"]) == 0
    widget(app, "Ring the training points by their error").value = True
    session = app.session
    answers = session.network.forward(session.inputs.matrix(session.train.X))[-1][:, 0]
    sizes, errors = np.array(drawn(page, "errors")["size"]), np.abs(answers - session.train.y)
    assert len(sizes) > 50
    assert np.array_equal(np.argsort(sizes), np.argsort(errors[errors >= 1]))


@pytest.mark.parametrize("epochs", [0, 10, 100])
def test_where_the_answer_is_a_number_the_largest_errors_have_rings(page, app, epochs):
    app.load("dataset=plane")
    app.drawers.open(DRAWER)
    app.step(epochs)
    widget(app, "Ring the training points by their error").value = True
    session = app.session
    answers = session.network.forward(session.inputs.matrix(session.train.X))[-1][:, 0]
    errors = np.abs(answers - session.train.y)
    ringed = errors >= errors.max() / 2
    assert set(drawn(page, "errors")["x"]) == set(session.train.X[ringed, 0])
    assert max(drawn(page, "errors")["size"]) == 24


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
    assert len(figure.renderers) == count - 4


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
