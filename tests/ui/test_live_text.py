"""Live text hands its texts to a data source, and what is entered to its owner."""

import pytest

from playground.ui.live_text import LiveText


@pytest.fixture
def entered():
    return []


@pytest.fixture
def live(entered):
    return LiveText("numbers", lambda key, text: entered.append((key, text)))


def entries(live):
    _, source = live.panel.tags
    return source


def enter(live, *rows):
    """Do what the page does: the last few entries with their serial numbers."""
    serial, key, text = map(list, zip(*rows, strict=True))
    entries(live).data = {"serial": serial, "key": key, "text": text}


def test_html_names_the_sources_that_are_in_the_document(live):
    live.show("<p></p>", {"a": "1"})
    assert live.panel.object == (
        '<live-text source="numbers" entries="numbers_entries"><p></p></live-text>'
    )
    assert [source.name for source in live.panel.tags] == ["numbers", "numbers_entries"]


def test_texts_come_with_the_html_and_then_with_frames(live):
    live.show("", {"a": "1", "b": "2"})
    (source,) = live.sources.values()
    assert source.data == {"key": ["a", "b"], "text": ["1", "2"]}
    assert live.columns({"a": "3"}) == {"numbers": {"key": ["a"], "text": ["3"]}}


def test_each_entry_is_handed_on_once(live, entered):
    enter(live, (1, "a", "0.5"))
    enter(live, (1, "a", "0.5"), (2, "b", "7"), (3, "a", "0.5"))
    assert entered == [("a", "0.5"), ("b", "7"), ("a", "0.5")]


def test_entries_are_new_by_their_number_even_if_the_oldest_are_gone(live, entered):
    enter(live, (1, "a", "1"), (2, "a", "2"))
    enter(live, (2, "a", "2"), (3, "a", "3"))
    assert [text for _, text in entered] == ["1", "2", "3"]
