"""The drawer measures the present network on the present data."""

import numpy as np
import pytest

from playground.data import feature_matrix
from playground.insight import metrics
from tests.drawers.control import figures, follow, html, source, stop_clock


@pytest.fixture
def opened(app):
    """A function that takes up a link and opens the drawer."""

    def open_at(link=""):
        app.load(link)
        app.drawers.open("metrics")
        return app

    return open_at


def columns(app):
    return follow(app)


def texts(app, source):
    found = columns(app)[source]
    return dict(zip(found["key"], found["text"], strict=True))


def visible(app):
    """Tell which of the places beside the exact values are shown."""
    _, *places = app.drawers.drawer.panel.objects
    return [place.visible for place in places]


def test_exact_losses_are_those_of_the_session(opened):
    app = opened()
    app.step(3)
    values = texts(app, "metrics_values")
    assert values["train loss"] == f"{app.session.train_loss:.6f}"
    assert values["test loss"] == f"{app.session.test_loss:.6f}"


def test_accuracy_is_that_of_the_page(opened):
    app = opened()
    app.step(30)
    accuracy = texts(app, "metrics_values")["test accuracy"]
    assert accuracy == f"{100 * app.session.frame().test_accuracy:.1f} %"


@pytest.mark.parametrize("kind", ["train", "test"])
def test_confusion_matrices_count_every_sample(opened, kind):
    app = opened()
    counts = texts(app, f"metrics_{kind}")
    total = sum(int(counts[f"{kind} {i} {j}"]) for i in range(2) for j in range(2))
    assert total == len(getattr(app.session, kind).y)
    assert visible(app) == [True, True, False]


def test_several_classes_have_a_row_and_a_column_each(opened):
    app = opened("dataset=blobs")
    app.step(3)
    counts = texts(app, "metrics_test")
    diagonal = sum(int(counts[f"test {i} {i}"]) for i in range(3))
    assert diagonal == round(app.session.test_accuracy * len(app.session.test.y))
    shown = html(app)
    assert all(name in shown for name in ("Class 1", "Class 2", "Class 3"))


def test_a_regression_shows_predictions_instead(opened):
    app = opened("dataset=multi-gauss")
    app.step(20)
    session = app.session
    predicted = session.network.forward(feature_matrix(session.test.X, ["x1", "x2"]))[-1][:, 0]
    values = texts(app, "metrics_values")
    assert values["test r_squared"] == f"{metrics.r_squared(session.test.y, predicted):.6f}"
    np.testing.assert_array_equal(columns(app)["prediction_test"]["predicted"], predicted)
    np.testing.assert_array_equal(columns(app)["prediction_test"]["true"], session.test.y)
    assert visible(app) == [False, False, True]


def test_the_figure_has_its_first_data_with_it(opened):
    app = opened("dataset=plane")
    drawn = source(app, "prediction_train")
    np.testing.assert_array_equal(drawn["true"], app.session.train.y)


def test_it_follows_a_change_of_the_problem(opened):
    app = opened()
    app.experiment.dataset = "plane"
    assert visible(app) == [False, False, True]
    assert "test r_squared" in texts(app, "metrics_values")
    app.experiment.dataset = "xor"
    assert visible(app) == [True, True, False]


def test_the_axes_reach_as_far_as_the_true_values(opened):
    app = opened("dataset=plane")
    x_range = figures(app)["prediction"].x_range
    y = np.concatenate([app.session.train.y, app.session.test.y])
    assert x_range.start < y.min()
    assert x_range.end > y.max()


def test_of_very_many_samples_the_first_are_drawn(opened):
    app = opened("dataset=plane&samples=10000")
    assert len(columns(app)["prediction_train"]["true"]) == 1000


def test_numbers_are_renewed_a_few_times_a_second_while_playing(opened):
    app = opened()
    stop_clock(app, "metrics")
    app.play()
    columns(app)
    assert columns(app) == {}
    app.pause()
    assert columns(app) != {}
