"""The landscape drawer computes in the background what `insight.landscape` computes at once."""

import numpy as np
import pytest

from playground.app import App
from playground.data import feature_matrix
from playground.drawers.skip_pair import EXAMPLE, EXAMPLE_EPOCHS, skip_pair
from playground.experiment import Experiment
from playground.insight import landscape
from playground.session import Session


@pytest.fixture
def app():
    app = App()
    app.drawers.open("landscape")
    return app


def press(app, label):
    button(app, label).clicks += 1


def button(app, label):
    return named(app, label)


def named(app, label):
    (found,) = app.drawers.root.select(lambda one: getattr(one, "label", None) == label)
    return found


def finish(app):
    while app.jobs.active:
        app.tick()


def source(app, name):
    return next(view.sources[name] for view in app.drawers.views if name in view.sources).data


def expected(app, **settings):
    session = app.session
    inputs = feature_matrix(session.train.X, session.experiment.features)
    return landscape(session.network, inputs, session.train.y, path=session.path, **settings)


def test_cuts_are_those_of_the_landscape(app):
    app.step(3)
    press(app, "Compute landscape")
    finish(app)
    surface = expected(app)
    cuts = source(app, "landscape_cuts")
    np.testing.assert_array_equal(cuts["at"], surface.alphas)
    np.testing.assert_array_equal(cuts["first"], surface.loss[20])
    np.testing.assert_array_equal(cuts["second"], surface.loss[:, 20])


def test_training_goes_on_while_it_is_computed(app):
    named(app, "Grid").value = 101
    press(app, "Compute landscape")
    app.play()
    app.tick()
    assert app.session.epoch > 0
    assert app.jobs.active
    app.pause()


def test_it_can_be_given_up(app):
    press(app, "Compute landscape")
    assert button(app, "Cancel").visible
    press(app, "Cancel")
    assert not app.jobs.active
    assert not button(app, "Cancel").visible


def test_closing_gives_it_up(app):
    press(app, "Compute landscape")
    app.drawers.open("")
    assert not app.jobs.active


@pytest.mark.parametrize(
    ("directions", "message"), [("path", "no path"), ("between", "no kept run")]
)
def test_what_directions_lack_is_said(app, directions, message):
    named(app, "Directions").value = directions
    press(app, "Compute landscape")
    finish(app)
    assert message in app._message


def test_towards_a_kept_run_it_lies_at_one(app):
    app.kept_runs.keep(app.session)
    app.step(20)
    named(app, "Directions").value = "between"
    press(app, "Compute landscape")
    finish(app)
    start = Session(app.experiment)
    at_one = source(app, "landscape_cuts")["first"][-1]
    # at alpha = 1 the parameters are theta + (kept - theta), which rounding may miss
    assert at_one == pytest.approx(start.train_loss, rel=1e-9)


def test_a_logarithmic_scale_shows_powers_of_ten(app):
    press(app, "Compute landscape")
    finish(app)
    linear = source(app, "landscape_cuts")["first"]
    named(app, "Scale").value = "log"
    np.testing.assert_allclose(source(app, "landscape_cuts")["first"], np.log10(linear), rtol=1e-15)


def test_the_mark_of_the_present_follows_the_run(app):
    app.step(5)
    named(app, "Directions").value = "path"
    press(app, "Compute landscape")
    finish(app)
    before = source(app, "landscape_marks")
    assert (before["x"][1], before["y"][1]) == pytest.approx((0, 0), abs=1e-9)
    app.step(5)
    assert source(app, "landscape_marks")["x"][1] != before["x"][1]


def test_another_network_leaves_the_picture_as_it_was(app):
    app.step()
    press(app, "Compute landscape")
    finish(app)
    before = source(app, "landscape_marks")
    app.experiment.hidden = [3]
    assert source(app, "landscape_marks") == before


def test_the_switch_is_the_setting(app):
    named(app, "Skip connections").value = True
    assert app.experiment.skip


def test_the_example_is_less_rough_with_skip_connections():
    steps = skip_pair(Experiment(**EXAMPLE).settings(), EXAMPLE_EPOCHS, seed=EXAMPLE["seed"])
    shares = []
    try:
        while True:
            shares.append(next(steps))
    except StopIteration as stop:
        plain, residual = stop.value
    assert residual.roughness < plain.roughness / 2
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_comparing_leaves_the_run_alone(app):
    app.step(2)
    theta = app.session.network.theta.copy()
    named(app, "Grid").value = 21
    press(app, "Compare with and without")
    finish(app)
    np.testing.assert_array_equal(app.session.network.theta, theta)
    assert len(source(app, "landscape_plain_bands")["image"]) == 1
    assert len(source(app, "landscape_skip_bands")["image"]) == 1
