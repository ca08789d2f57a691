"""What ends a run by a slider, or by a mark on a digit, offers the way back with its message."""

import numpy as np
import pytest

from playground.app import App
from tests.page_end import PageEnd


@pytest.fixture
def page():
    return PageEnd(App())


def slide(page, name, *values):
    for value in values:
        with page.app.event():
            setattr(page.app.experiment, name, value)


@pytest.mark.parametrize(("slider", "value"), [("noise", 0.3), ("train_fraction", 0.2)])
def test_undo_goes_on_with_the_ended_run_as_if_nothing_had_been_moved(page, slider, value):
    app = page.app
    app.load("dataset=xor")
    app.step(30)
    link, theta, curve = (
        app.state()["permalink"],
        app.session.network.theta.copy(),
        app.session.curve,
    )
    slide(page, slider, value / 2, value)
    assert app.session.epoch == 0
    assert "the run of 30 epochs" in page["message"]
    page.click("undo")
    assert app.state()["permalink"] == link
    np.testing.assert_array_equal(app.session.network.theta, theta)
    np.testing.assert_array_equal(app.session.curve, curve)
    app.step(20)
    other = App()
    other.load("dataset=xor")
    other.step(50)
    np.testing.assert_array_equal(app.session.network.theta, other.session.network.theta)


ENDS = {
    "dismissed": lambda page: page.tell("dismiss", page.app.context.notices.number),
    "another change": lambda page: page.click("add_neuron_0"),
    "as long again": lambda page: page.app.context.transport.step(30),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_offer_ends_with_its_message(page, end):
    page.app.step(30)
    slide(page, "noise", 0.2)
    assert page.app.roots["undo"].visible
    with page.app.event():
        ENDS[end](page)
    assert not page.app.roots["undo"].visible
    assert page["message"] == ""


def test_undo_goes_back_to_the_run_before_a_digit_was_marked(page):
    app = page.app
    app.load("dataset=digits&train_fraction=0.1")
    app.step(2)
    theta = app.session.network.theta.copy()
    slide(page, "marked_digit", "8", "9")
    assert app.session.epoch == 0
    page.click("undo")
    assert (app.experiment.marked_digit, app.session.epoch) == ("none", 2)
    np.testing.assert_array_equal(app.session.network.theta, theta)


@pytest.mark.parametrize(("link", "epochs"), [("", 0), ("exercise=more-examples", 5)])
def test_nothing_is_offered_where_nothing_was_lost_nor_in_an_exercise(page, link, epochs):
    page.replies["read"] = lambda _: {"place": "browser", "texts": {}}
    page.app.start(link)
    page.app.step(epochs)
    assert page.app.session.epoch == epochs
    slide(page, "train_fraction", 0.2)
    assert page.app.session.epoch == 0
    assert not page.app.roots["undo"].visible
