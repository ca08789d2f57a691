"""The figures of an open drawer can be saved as pictures, those that are in sight."""

import pytest

from playground.drawers.shared.pictures import PICTURES
from playground.text import text
from tests.cases import every
from tests.drawers.control import widget

FIGURES = {
    "data": {"drawing"},
    "formulas": set(),
    "model": set(),
    "inspect": set(),
    "hidden_space": {"hidden"},
    "graph": {"graph"},
    "metrics": set(),
    "landscape": {"landscape_contours", "landscape_surface", "landscape_axes"},
    "skip_connections": {"skip_plain_contours", "skip_residual_contours"},
    "history": {"history"},
}
"""Names of the figures that each drawer shows for a classification."""


@pytest.fixture
def page(page):
    page.app.load("hidden=2,2")
    return page


def offered(app):
    return set(widget(app, "Figure").options.values())


@pytest.mark.parametrize("drawer", FIGURES)
def test_a_drawer_offers_the_figures_that_it_shows(app, drawer):
    app.drawers.open(drawer)
    while app.context.jobs.active:
        app.tick()
    assert offered(app) == FIGURES[drawer]
    assert app.drawers.root.objects[-1].visible == bool(FIGURES[drawer])


def test_what_is_not_there_yet_is_not_offered(app):
    app.drawers.open("landscape")
    assert offered(app) == set()


def test_figures_come_and_go_with_the_problem(app):
    app.drawers.open("metrics")
    app.load("dataset=plane")
    assert offered(app) == {"prediction"}
    app.load("")
    assert offered(app) == set()


def test_a_picture_is_delivered_in_the_format_of_the_button(app, page):
    app.drawers.open("graph")
    widget(app, "Save as SVG").clicks += 1
    delivery, _ = page.delivered("picture")
    assert (delivery["name"], delivery["format"]) == ("playground-graph-0.svg", "svg")
    assert delivery["figure"] == "graph"


@every("name", PICTURES)
def test_a_picture_has_a_title(name):
    assert text(f"picture.{name}")
