"""Drawers open one at a time, and not where the experiment hides them."""

import pytest

from playground.experiment.control_names import DRAWERS


@pytest.mark.parametrize("name", DRAWERS)
def test_a_drawer_opens_in_place_of_another(app, name):
    app.drawers.open("save")
    app.drawers.open(name)
    assert app.drawers.open_name == name
    assert app.drawers.root.objects


@pytest.mark.parametrize("hide", ["drawers", "build", "model"])
def test_an_open_drawer_that_is_hidden_closes_and_stays_closed(app, hide):
    app.drawers.open("model")
    app.load(f"hide={hide}")
    assert app.drawers.open_name == ""
    assert app.drawers.root.objects == []
    app.drawers.open("model")
    assert app.drawers.open_name == ""
    app.load("")
    app.drawers.open("model")
    assert app.drawers.open_name == "model"


def test_an_open_drawer_stays_open_when_others_are_hidden(app):
    app.drawers.open("model")
    app.load("hide=keep,look_inside,data,loss")
    assert app.drawers.open_name == "model"


def test_a_link_opens_a_drawer(app):
    app.load("hidden=3,3&open=graph")
    assert app.drawers.open_name == "graph"
    assert app.experiment.hidden == [3, 3]
    assert app.experiment.to_permalink() == "hidden=3,3"


def test_a_link_opens_no_drawer_that_it_hides_or_that_there_is_not(app):
    app.load("hide=graph&open=graph")
    assert app.drawers.open_name == ""
    app.load("open=everything")
    assert app.context.notices.message == "The part “everything” to open is not known."
