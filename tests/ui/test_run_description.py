"""The present state in sentences: each finding has its words, and they hold its numbers."""

import json
import re

from playground.app import App
from playground.experiment import Experiment
from playground.frame import Unit
from playground.session import Session
from playground.ui.run_description import describe


def described(link, epochs):
    session = Session(Experiment.from_permalink(link))
    session.advance(epochs)
    return describe(session)


def test_the_epoch_comes_first_and_numbers_are_written_as_on_the_page():
    sentences = described("dataset=spiral&hidden=8,8&noise=0.3&train_fraction=0.1", 1200)
    assert sentences[0] == "This is epoch 1,200."
    assert "The network is overfitting: its test loss was lowest in epoch 36 with 0.492" in (
        " ".join(sentences)
    )


def test_dead_neurons_are_named():
    [sentence] = [
        one
        for one in described("dataset=circle&activation=relu&hidden=4,4&learning_rate=1", 100)
        if "not learn at present" in one
    ]
    assert sentence.startswith("2 of the 8 hidden neurons")
    assert sentence.endswith("Layer 2, neuron 3; Layer 2, neuron 4.")


def test_losses_are_told_apart():
    """Epochs 340 to 360 bring less than the last decimal of a glance shows."""
    [sentence] = [one for one in described("dataset=circle", 350) if "still learning" in one]
    before, now = re.search(r"from (\S+) to (\S+)\.", sentence).groups()
    assert float(before) > float(now)


def test_a_class_that_only_has_a_number_is_not_called_class_twice():
    session = Session(Experiment.from_permalink("dataset=blobs"))
    session.advance(100)
    session.set_bias(Unit(3, 2), -90.0)
    said = " ".join(describe(session))
    assert re.search(r"of class 3, \d+ are taken for another", said), said


def test_the_page_gets_the_sentences_when_it_asks():
    app = App()
    sent = []
    app.send = sent.append
    _, inbox = app.context.page.mailbox.sources
    inbox.data = {"serial": [1], "kind": ["describe"], "content": ["null"]}
    [message] = [columns["to_page"] for columns in sent if columns.get("to_page", {}).get("kind")]
    assert message["kind"] == ["description"]
    assert "The network has not learned anything yet" in " ".join(json.loads(message["content"][0]))
