"""Live text hands its texts to a data source, and what is entered to its owner."""

import pytest
from markupsafe import Markup

from playground.ui.live_text import LiveText


class Mailbox:
    """Takes note of who wants to know what is entered."""

    def __init__(self):
        self.handlers = {}

    def on_entry(self, name, handler):
        self.handlers[name] = handler


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def live(mailbox):
    return LiveText(mailbox, "numbers", lambda key, text: (key, text))


def test_html_names_the_source_that_is_in_the_document(live):
    live.show(Markup("<p></p>"), {"a": "1"})
    assert live.panel.object == '<live-text name="numbers" data-kept=""><p></p></live-text>'
    assert [source.name for source in live.panel.tags] == ["numbers"]


def test_texts_come_with_the_html_and_then_with_frames(live):
    live.show("", {"a": "1", "b": "2"})
    (source,) = live.sources.values()
    assert source.data == {"key": ["a", "b"], "text": ["1", "2"]}
    assert live.columns({"a": "3"}) == {"numbers": {"key": ["a"], "text": ["3"]}}


def test_entries_are_handed_on_until_it_is_closed(live, mailbox):
    assert mailbox.handlers["numbers"]("a", "0.5") == ("a", "0.5")
    live.close()
    assert mailbox.handlers["numbers"] is None
