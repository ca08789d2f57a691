"""Drawers open one at a time, and not where the experiment hides them."""

import panel as pn
import pytest

from playground.experiment import DIGITS, INPUT_KINDS, Experiment
from playground.experiment.control_names import DRAWERS
from playground.text import text


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


def test_the_network_marks_the_neurons_that_the_open_drawer_speaks_of(app, page):
    app.load("hidden=3,2&open=inspect")
    assert page["marked"] == "unit:3:0"
    page.tell("select", "unit:1:2")
    assert page["marked"] == "unit:1:2"
    page.tell("drawer", "hidden_space")
    assert page["marked"] == "unit:2:0,unit:2:1"
    page.tell("drawer", "")
    assert page["marked"] == ""


LINKS = ["hidden=3,3", Experiment(**INPUT_KINDS[DIGITS].suitable_settings).to_permalink()]


@pytest.mark.parametrize("link", LINKS, ids=list(INPUT_KINDS))
@pytest.mark.parametrize("name", DRAWERS)
def test_a_drawer_says_what_it_is_and_names_the_axes_of_its_figures(app, link, name):
    app.load(f"{link}&open={name}")
    about, *_ = app.drawers.root.objects
    assert f"<h2>{text(f'drawer.{name}')}</h2><p>" in about.object
    figures = [pane.object for pane in app.drawers.root.select(pn.pane.Bokeh)]
    axes = [axis for figure in figures for axis in figure.axis if axis.visible]
    assert [axis for axis in axes if not axis.axis_label] == []
