"""The landscape drawer computes in the background what `insight.landscape` computes at once."""

import numpy as np
import pytest
from panel import Column

from playground.data import feature_matrix
from playground.insight import landscape
from playground.session import Session
from tests.drawers.control import press, source, widget

DRAWER = "landscape"


def finish(app):
    while app.context.jobs.active:
        app.tick()


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
    widget(app, "Grid").value = 101
    press(app, "Compute landscape")
    app.play()
    app.tick()
    assert app.session.epoch > 0
    assert app.context.jobs.active
    app.pause()


def test_it_can_be_given_up(app):
    (progress,) = [
        part
        for part in app.drawers.root.select(Column)
        if len(part) == 1 and "progress" in part[0].css_classes
    ]
    assert progress.visible
    press(app, "Cancel")
    assert not app.context.jobs.active
    assert not progress.visible


def test_closing_gives_it_up(app):
    press(app, "Compute landscape")
    app.drawers.open("")
    assert not app.context.jobs.active


@pytest.mark.parametrize(
    ("directions", "message"), [("path", "no path"), ("between", "no kept run")]
)
def test_what_directions_lack_is_said(app, directions, message):
    widget(app, "Directions").value = directions
    press(app, "Compute landscape")
    finish(app)
    assert message in app.context.notices.message


def test_towards_a_kept_run_it_lies_at_one(app):
    app.context.kept_runs.keep(app.session)
    app.step(20)
    widget(app, "Directions").value = "between"
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
    widget(app, "Scale").value = "log"
    np.testing.assert_allclose(source(app, "landscape_cuts")["first"], np.log10(linear), rtol=1e-15)


def test_the_mark_of_the_present_follows_the_run(app):
    app.step(5)
    widget(app, "Directions").value = "path"
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


def test_it_is_computed_when_the_drawer_opens(app):
    finish(app)
    np.testing.assert_array_equal(source(app, "landscape_cuts")["first"], expected(app).loss[20])


def test_another_seed_draws_other_directions(app):
    widget(app, "Seed").value = "7"
    press(app, "Compute landscape")
    finish(app)
    cut = source(app, "landscape_cuts")["first"]
    np.testing.assert_array_equal(cut, expected(app, seed=7).loss[20])
    press(app, "Other random directions")
    finish(app)
    assert widget(app, "Seed").value == "8"
    assert not np.array_equal(source(app, "landscape_cuts")["first"], cut)


@pytest.mark.parametrize(
    ("typed", "seed"), [("3.0", 3), ("1e3", 1000), ("5,0", 5), (" 7 ", 7), ("+2", 2), ("٣", 3)]
)
def test_a_seed_may_be_spelled_like_any_other_number(app, typed, seed):
    widget(app, "Seed").value = typed
    assert widget(app, "Seed").value == str(seed)
    press(app, "Compute landscape")
    finish(app)
    cut = source(app, "landscape_cuts")["first"]
    np.testing.assert_array_equal(cut, expected(app, seed=seed).loss[20])
    press(app, "Other random directions")
    assert widget(app, "Seed").value == str(seed + 1)


@pytest.mark.parametrize("typed", ["-1", "1.5", "", "many", "4294967296"])
def test_what_is_no_seed_is_refused(app, typed):
    widget(app, "Seed").value = typed
    assert widget(app, "Seed").value == "0"
    problem = f"Seed: “{typed}” is not a whole number from 0 to 4294967295."
    assert problem in app.context.notices.message


@pytest.mark.parametrize("link", ["dataset=blobs&hidden=4,3", "dataset=plane", "hidden="])
def test_every_problem_has_a_landscape(app, link):
    app.load(link)
    press(app, "Compute landscape")
    finish(app)
    assert np.isfinite(source(app, "landscape_cuts")["first"]).all()


@pytest.mark.parametrize("settings", ["", "dataset=digits&hidden=8&"])
def test_a_network_of_zeros_is_said_and_the_normalisation_that_works_offered(app, settings):
    app.drawers.close()
    app.load(f"{settings}initialization=zero")
    app.drawers.open("landscape")
    finish(app)
    assert "All weights of this network are zero" in app.context.notices.message
    press(app, "Compute without normalisation")
    finish(app)
    assert np.ptp(source(app, "landscape_cuts")["first"]) > 0
    assert not widget(app, "Compute without normalisation").visible
