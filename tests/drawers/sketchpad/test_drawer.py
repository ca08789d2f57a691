"""The sketch pad says what the network reads, and only where there is something to be read."""

import pytest

from tests.drawers.control import press, texts


@pytest.fixture
def app(app):
    app.load("dataset=digits&hidden=12")
    app.step(3)
    app.drawers.open("sketchpad")
    return app


def verdict(app):
    return texts(app, "pad_answers")["verdict"]


def draw_a_stroke(app):
    app.context.drawn_digit.begin()
    for place in [(0.5, 0.1), (0.5, 0.9)]:
        app.context.drawn_digit.draw(*place)


def test_blank_paper_is_not_read_as_a_digit(app):
    assert "nothing is drawn" in verdict(app)
    draw_a_stroke(app)
    assert verdict(app).startswith("the network reads ")
    press(app, "Clear")
    assert "nothing is drawn" in verdict(app)


def test_a_network_for_which_all_digits_are_alike_reads_none(app):
    app.session.network.theta = 0
    draw_a_stroke(app)
    assert "cannot decide" in verdict(app)
