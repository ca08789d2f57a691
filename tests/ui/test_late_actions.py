"""What is done on the page before it shows that the last change has made it impossible.

Such an action does nothing, and the widget shows what holds. It comes as the page sends it: as a
change of the document, which is built here as in the browser.
"""

import pytest
from bokeh.core.serialization import Serialized
from bokeh.document import Document
from panel.io.state import set_curdoc

from playground.app import App
from playground.page.document_changes import apply_changes


class LatePage:
    """A page that never learns what Python has changed."""

    def __init__(self, document):
        self.app = App()
        self.document = document
        for root in self.app.roots.values():
            root.server_doc(document, location=False)

    def place(self, name):
        """Find the model that stands in a place of the page."""
        return self.document.roots[list(self.app.roots).index(name)]

    def find(self, **properties):
        """Find the one model with such properties: of an open drawer, for example."""
        (found,) = (
            model
            for model in self.document.models
            if all(getattr(model, name, None) == value for name, value in properties.items())
        )
        return found

    def send(self, *events):
        """Send changes as one patch."""
        with self.app.event():
            apply_changes(self.document, Serialized({"events": list(events)}, []), "page")


def set_to(model, attribute, value):
    return {"kind": "ModelChanged", "model": model.ref, "attr": attribute, "new": value}


def click(model):
    values = {"type": "map", "entries": [["model", model.ref]]}
    event = {"type": "event", "name": "button_click", "values": values}
    return {"kind": "MessageSent", "msg_type": "bokeh_event", "msg_data": event}


@pytest.fixture(scope="module")
def only_page():
    document = Document()
    with set_curdoc(document):
        yield LatePage(document)


@pytest.fixture
def page(only_page):
    """A page at its defaults, with nothing open."""
    only_page.app.drawers.close()
    only_page.app.start("")
    return only_page


def test_surplus_clicks_take_no_neuron_that_has_to_stay(page):
    page.app.load("hidden=2,2")
    for _ in range(3):
        page.send(click(page.place("remove_neuron_0")))
    assert page.app.experiment.hidden == [1, 2]


def test_a_button_of_a_layer_that_has_gone_does_nothing(page):
    page.app.load("hidden=2,2")
    page.send(click(page.place("remove_layer")))
    page.send(click(page.place("add_neuron_1")))
    assert page.app.experiment.hidden == [2]


def test_surplus_clicks_remove_no_layer_below_none(page):
    page.app.load("hidden=2")
    for _ in range(3):
        page.send(click(page.place("remove_layer")))
    assert page.app.experiment.hidden == []


def test_a_weight_that_has_gone_is_not_chosen(page):
    page.app.load("hidden=2,2")
    page.app.context.editor.select("unit:2:0")
    page.app.load("hidden=2,2&features=x1")
    page.app.context.editor.select("unit:1:0")
    chooser = page.place("editor_parameter")
    page.send(set_to(chooser, "value", "edge:1:1:0"))
    assert chooser.value == "unit:1:0"


def test_a_data_set_beyond_those_on_offer_is_not_chosen(page):
    page.app.load("dataset=plane")
    cards = page.place("dataset")
    page.send(set_to(cards, "active", 3))
    assert page.app.experiment.dataset == "plane"
    assert cards.active == 0


def test_a_feature_beyond_those_on_offer_is_not_switched(page):
    features = page.place("features")
    page.send(set_to(features, "active", [0, 1, 9]))
    assert list(page.app.experiment.features) == ["x1", "x2"]
    assert features.active == [0, 1]


def test_a_moment_that_the_run_has_not_reached_is_not_visited(page):
    page.app.step(20)
    page.app.drawers.open("history")
    slider = page.find(title="Epoch")
    page.app.reset()
    page.app.step(5)
    page.send(set_to(slider, "value", 20))
    assert page.app.session.epoch == slider.value == 5


def test_a_change_of_a_drawer_that_was_closed_takes_no_other_along(page):
    page.app.step(20)
    page.app.drawers.open("history")
    slider = page.find(title="Epoch")
    page.app.drawers.open("")
    rate = page.place("learning_rate")
    page.send(set_to(slider, "value", 3), set_to(rate, "value", "0.1"))
    assert page.app.experiment.learning_rate == 0.1
    assert page.app.session.epoch == 20


def test_a_change_that_fails_takes_no_other_along(page):
    rate = page.place("learning_rate")
    with pytest.raises(ValueError, match="title"):
        page.send(set_to(rate, "title", 1), set_to(rate, "value", "0.1"))
    assert page.app.experiment.learning_rate == 0.1
