"""The drawer of skip connections compares two networks, and leaves the run alone."""

import numpy as np
import pytest

from playground.drawers.skip_connections.skip_pair import EXAMPLE, EXAMPLE_EPOCHS, skip_pair
from playground.experiment import Experiment
from playground.text import text
from tests.drawers.control import source, widget


@pytest.fixture
def opened(app):
    """A function that takes up a link and opens the drawer."""

    def open_at(link=""):
        app.load(link)
        app.drawers.open("skip_connections")
        return app

    return open_at


def finish(app):
    while app.context.jobs.active:
        app.tick()


def texts(app):
    parts = app.drawers.root.select()
    return [part.object for part in parts if isinstance(getattr(part, "object", None), str)]


def images(app):
    return [source(app, f"skip_{name}_bands")["image"] for name in ("plain", "residual")]


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


def test_both_are_computed_when_the_drawer_opens(opened):
    app = opened("hidden=2,2&speed=fast")
    theta = app.session.network.theta.copy()
    finish(app)
    assert [len(image) for image in images(app)] == [1, 1]
    assert sum('class="formula">Roughness' in one for one in texts(app)) == 2
    np.testing.assert_array_equal(app.session.network.theta, theta)


@pytest.mark.parametrize("hidden", ["", "4", "4,2"])
def test_a_network_with_nothing_to_skip_is_told_so(opened, hidden):
    app = opened(f"hidden={hidden}")
    assert not app.context.jobs.active
    assert text("skips.none") in texts(app)


def test_the_deep_narrow_network_is_one_click_away(opened):
    app = opened()
    widget(app, "Load a deep narrow network").clicks += 1
    assert app.experiment == Experiment(**EXAMPLE)
    assert app.context.jobs.active


def test_the_link_in_the_guide_shows_the_deep_narrow_network(app, project):
    guide = (project / "docs/teachers.md").read_text(encoding="utf-8")
    (link,) = [line.strip() for line in guide.splitlines() if "open=skip_connections" in line]
    app.load(link)
    assert app.experiment == Experiment(**EXAMPLE)
    assert app.drawers.open_name == "skip_connections"
    assert app.context.jobs.active


def test_the_switch_is_the_setting_unless_it_is_hidden(opened):
    app = opened()
    widget(app, "Skip connections").value = True
    assert app.experiment.skip
    app.drawers.open("")
    app.load("hide=skip")
    app.drawers.open("skip_connections")
    assert not widget(app, "Skip connections").visible


def test_closing_gives_it_up(opened):
    app = opened("hidden=2,2")
    assert app.context.jobs.active
    app.drawers.open("")
    assert not app.context.jobs.active
