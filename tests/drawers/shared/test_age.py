"""What was computed on request says beside it of which network it is, in every drawer alike."""

import pytest

from playground.frame import Edge
from playground.text import text
from tests.drawers.control import html, press, widget

COMPUTED = {
    "landscape": ("landscape", "Compute landscape"),
    "skip connections": ("skip_connections", "Compare with and without"),
    "ascent": ("maximisation", "Climb"),
    "facets": ("maximisation", "Find facets"),
    "pixel flipping": ("relevance", "Compare the methods"),
}
"""The drawer of each picture, and the button that computes it."""


PICTURES = ("ascent", "comparison", "facets", "landscape", "values")


def finish(app):
    while app.context.jobs.active:
        app.tick()


def says(app, word, then, now=0):
    pictures = [text(f"age.of_{one}") for one in PICTURES]
    said = [text(f"age.{word}", picture=one, then=f"{then}", now=f"{now}") for one in pictures]
    return any(sentence in html(app) for sentence in said)


def again(app):
    """The buttons in sight that compute a picture again."""
    return app.drawers.root.select(
        lambda part: getattr(part, "label", None) == text("age.again") and part.visible
    )


@pytest.fixture
def computed(app):
    """A function that has an application show a picture of epoch 3."""

    def compute(name):
        drawer, button = COMPUTED[name]
        app.load("hidden=4,4")
        app.step(3)
        app.drawers.open(drawer)
        press(app, button)
        finish(app)
        return app

    return compute


@pytest.mark.parametrize("name", COMPUTED)
def test_an_older_picture_says_so_and_is_computed_again(computed, name):
    app = computed(name)
    assert says(app, "fresh", 3)
    assert again(app) == []
    app.step(2)
    assert says(app, "older", 3, 5)
    (button,) = again(app)
    button.clicks += 1
    finish(app)
    assert says(app, "fresh", 5)
    app.experiment.data_seed = 1
    assert says(app, "another", 5)


@pytest.mark.parametrize("name", sorted(COMPUTED.keys() - {"skip connections"}))
def test_a_weight_that_was_set_by_hand_makes_a_picture_old(computed, name):
    app = computed(name)
    app.session.set_weight(Edge(1, 0, 0), 2.5)
    app.context.redraw.request()
    assert says(app, "changed", 3)


def test_a_picture_of_a_network_that_has_gone_says_so_while_it_is_seen(computed):
    app = computed("landscape")
    app.experiment.hidden = [3]
    assert says(app, "another", 3)


def test_the_values_of_the_graph_are_of_the_moment_when_the_run_began_to_play(app):
    app.drawers.open("graph")
    widget(app, "Node").value = "loss/per_sample"
    assert says(app, "fresh", 0)
    app.play()
    app.tick()
    assert says(app, "older", 0, app.session.epoch)
    app.pause()
    assert says(app, "fresh", app.session.epoch)
