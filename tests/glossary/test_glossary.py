"""The glossary: whatever the page shows by a name is explained, and pictures are true."""

import json
import re
from collections import Counter

import numpy as np
import panel as pn
import pytest

from playground.app import App
from playground.data import DATASETS, FEATURES
from playground.drawers.inspect.markup import neuron_html, passage_html
from playground.drawers.relevance.markup import sums_html
from playground.engine import (
    ACTIVATIONS,
    INITIALIZATIONS,
    LOSSES,
    OPTIMIZERS,
    REGULARIZATIONS,
    SCHEDULES,
)
from playground.experiment import INPUT_KINDS, PROBLEMS
from playground.experiment.control_names import DRAWERS
from playground.experiment.setting_choices import SPEEDS
from playground.frame import Unit
from playground.glossary import SCOPES, as_json, glossary
from playground.glossary.glossary import OPTIONS as OFFERED
from playground.glossary.pictures import HEIGHT, WIDTH, activation_plot, loss_plot
from playground.insight import METHODS
from playground.insight.attribution.explanation import Explanation
from playground.page.template import render
from playground.text.catalogues import language_names

PAGE = json.loads(as_json())
TERMS, NAMES = PAGE["terms"], PAGE["names"]

OPTIONS = {
    "activation": ACTIVATIONS,
    "dataset": DATASETS,
    "feature": FEATURES,
    "initialization": INITIALIZATIONS,
    "loss": LOSSES,
    "method": METHODS,
    "optimizer": OPTIMIZERS,
    "problem": PROBLEMS,
    "regularization": REGULARIZATIONS,
    "schedule": SCHEDULES,
    "speed": SPEEDS,
}

ONE_SENTENCE = {
    "own.undo",
    "own.clear",
    "own.eraser",
    "graph.close",
    "graph.in_flow",
    "graph.smaller",
    "graph.larger",
    "save.download_picture",
    "save.download_code",
    "save.copy",
    "by_eye.thaw",
    "by_eye.errors",
}
"""Buttons and a mark of which one sentence may say all."""

INPUTS = ("x1", "x2")

TABLES = {
    "inspect": neuron_html(Unit(1, 0), (2, 1), INPUTS, "tanh", has_sample=True)
    + passage_html((2, 1), INPUTS),
    "relevance": sums_html(Explanation(0, 1.0, {"gradient": np.ones(2)}, ()), INPUTS),
}
"""The tables of numbers of some drawers."""

PLAIN_HEADS = {"From", "Input", "Method", "Strongest input"}
"""Columns that hold names, which are no quantities to be explained."""


def sentences(words):
    """Count sentences: their ends, not the points within numbers."""
    return len(re.findall(r"[.!?؟](?=\s|$)", words))


def name_of(widget):
    """Return the name that a widget shows, as the page's script finds it; "" if it has none."""
    name = getattr(widget, "label", "") or ""
    return re.sub(r":$", "", name).split(". ")[0]


def unexplained(panel, *scopes):
    """Return the names of the widgets in a panel of which no term is found."""
    names = {name_of(widget) for widget in panel.select(pn.widgets.Widget)}
    known = {name for scope in scopes for name in NAMES.get(scope, ())}
    return names - known - {""}


def test_every_control_in_sight_is_explained():
    app = App()
    places = pn.Column(*app.roots.values())
    assert unexplained(places, "page") == set()


@pytest.mark.parametrize("kind", [None, "plane", "digits"], ids=str)
@pytest.mark.parametrize("drawer", DRAWERS)
def test_every_drawer_and_control_in_it_is_explained(drawer, kind):
    """For points of two classes, for values, and for digits."""
    settings = INPUT_KINDS[kind].suitable_settings if kind == "digits" else {}
    app = App()
    app.experiment.param.update(**settings)
    if kind is None:
        app.experiment.dataset = "plane"
    with app.event():
        app.drawers.open(drawer)
    assert f"drawer.{drawer}" in TERMS
    assert unexplained(app.drawers.root, drawer, *reversed(SCOPES)) == set()


def test_a_control_without_a_term_is_found():
    widget = pn.widgets.IntSlider(label="Warp factor", start=0, end=9)
    assert unexplained(pn.Column(widget), "model", "page") == {"Warp factor"}


@pytest.mark.parametrize("kind", OPTIONS)
def test_every_option_is_explained(kind):
    assert {f"{kind}.{name}" for name in OPTIONS[kind]} - TERMS.keys() == set()


def test_a_choice_knows_its_options_by_their_names():
    assert TERMS["setting.activation"]["options"]["Leaky ReLU"] == "activation.leaky-relu"
    assert TERMS["landscape.normalise"]["options"]["None"] == "landscape.normalise.none"
    assert NAMES["page"]["Remove a neuron from layer 3"] == "button.remove_neuron"


@pytest.mark.parametrize("language", language_names())
def test_no_two_terms_of_a_part_of_the_page_have_one_name(language):
    """What a choice offers is found through the choice, so it may be called as something else."""
    offered = tuple(OFFERED.values())
    for scope, terms in glossary(language).items():
        names = [
            term.title
            for key, term in terms.items()
            if key in OFFERED or not key.startswith(offered)
        ]
        assert [name for name, count in Counter(names).items() if count > 1] == [], scope


@pytest.mark.parametrize("language", language_names())
def test_no_two_options_of_a_choice_have_one_name(language):
    terms = {key: term for part in glossary(language).values() for key, term in part.items()}
    for choice, start in OFFERED.items():
        titles = [term.title for key, term in terms.items() if key.startswith(start)]
        assert len(titles) == len(set(titles)), choice


def test_what_the_page_calls_a_term_is_one():
    keys = set(re.findall(r'data-term="([^"]*)"', render("pyodide")))
    assert {"", "weight", "bias", "neuron", "hidden_layer", "curve.epoch"} <= keys
    assert keys - {""} - TERMS.keys() == set()
    assert {"Accuracy", "R²"} <= NAMES["page"].keys()


def test_a_term_is_one_to_three_short_sentences():
    for terms in glossary().values():
        for key, term in terms.items():
            assert re.fullmatch(r"[^.!?]+([.!?][^.!?]+){0,6}[.!?]", term.words), key
            assert len(term.words) <= 200, key


@pytest.mark.parametrize("language", language_names())
def test_what_is_no_mere_button_has_two_sentences_at_least(language):
    terms = {key: term for scope in glossary(language).values() for key, term in scope.items()}
    assert terms.keys() >= ONE_SENTENCE
    short = {key for key, term in terms.items() if sentences(term.words) < 2}
    assert short - ONE_SENTENCE == set()


def test_a_sentence_may_have_a_number_in_it():
    assert sentences("At 0.5 it ends; why?") == 1
    assert sentences("ماذا؟ نعم.") == 2


@pytest.mark.parametrize("drawer", TABLES)
def test_every_column_of_numbers_is_explained(drawer):
    heads = set(re.findall(r'<th scope="col">([^<]*)</th>', TABLES[drawer]))
    known = {name for scope in (drawer, *SCOPES) for name in NAMES[scope]}
    assert heads - known - PLAIN_HEADS == set()
    assert heads & known


def test_every_activation_and_loss_has_a_picture_with_a_caption():
    drawn = {key for key, term in TERMS.items() if "picture" in term}
    assert {f"activation.{name}" for name in ACTIVATIONS} <= drawn
    assert {f"loss.{name}" for name in LOSSES} <= drawn
    assert all(TERMS[key]["caption"] for key in drawn)


def test_a_picture_shows_the_function():
    """The drawn curve of tanh, back from pixels to numbers: a tenth of a pixel is 1/225."""
    path = re.findall(r'd="M([^"]*)"/></svg>', TERMS["activation.tanh"]["picture"])[0]
    x, y = np.array([place.split(" ") for place in path.split("L")], dtype=float).T
    z, a = 8 * x / WIDTH - 4, 2.5 - 4 * y / HEIGHT
    assert np.allclose(a, np.tanh(z), atol=0.01)


def test_losses_are_drawn_by_the_answer():
    """Closed forms: (a - 1)²/2; for tanh outputs -ln((1 + a) / 2); -ln p."""
    a = loss_plot("squared")
    assert np.allclose(a.y, (a.x - 1) ** 2 / 2)
    a = loss_plot("logistic")
    assert np.allclose(a.y, -np.log((1 + a.x) / 2))
    p = loss_plot("cross-entropy")
    assert np.allclose(p.y, -np.log(p.x))
    z = activation_plot("relu")
    assert np.allclose(z.y, np.clip(z.x, 0, None))
