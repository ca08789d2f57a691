"""Messages are numbered, taken once and in order, and nobody waits in vain for an answer."""

import json
import re

import numpy as np
import pytest

from playground.page.mailbox import TO_PAGE, TO_PYTHON, Mailbox


@pytest.fixture
def mailbox():
    return Mailbox(lambda: None)


def rows(mailbox):
    """Take the messages to the page: number, kind and content."""
    box = mailbox.columns()["to_page"]
    contents = map(json.loads, box["content"])
    return list(zip(box["serial"], box["kind"], contents, strict=True))


def tell(mailbox, *message):
    """Add a message to Python to those that are there, as the page does."""
    _, inbox = mailbox.sources
    kind, content = message
    row = (max([0, *inbox.data["serial"]]) + 1, kind, json.dumps(content))
    names = ("serial", "kind", "content")
    inbox.data = {n: [*inbox.data[n], v] for n, v in zip(names, row, strict=True)}


def test_messages_wait_until_they_are_sent_and_are_sent_once(mailbox):
    mailbox.post("finish")
    mailbox.post("write", {"name": "a", "text": ""})
    assert rows(mailbox) == [(1, "finish", None), (2, "write", {"name": "a", "text": ""})]
    assert mailbox.columns() == {}


def test_bytes_lie_one_behind_the_other(mailbox):
    for data in (b"abc", b"", np.array([7, 8], np.uint8)):
        mailbox.post("deliver", None, data)
    box = mailbox.columns()["to_page"]
    assert box["size"] == [3, 0, 2]
    assert box["bytes"].tobytes() == b"abc\x07\x08"


def test_a_message_of_the_page_is_taken_once_though_it_comes_again(mailbox):
    taken = []
    mailbox.on("hover", taken.append)
    tell(mailbox, "hover", "unit:1:0")
    tell(mailbox, "hover", "")
    assert taken == ["unit:1:0", ""]


def test_the_page_is_told_how_far_its_messages_were_taken(mailbox):
    mailbox.on("hover", lambda _: None)
    tell(mailbox, "hover", "")
    tell(mailbox, "hover", "unit:1:0")
    assert mailbox.columns()["to_page"]["taken"] == [2]
    assert mailbox.columns() == {}


def test_a_message_that_fails_does_not_stop_the_next_one(mailbox):
    taken = []
    mailbox.on("hover", lambda _: 1 / 0)
    mailbox.on("select", taken.append)
    with pytest.raises(ZeroDivisionError):
        tell(mailbox, "hover", "")
    tell(mailbox, "select", "unit:1:0")
    assert taken == ["unit:1:0"]


def test_an_answer_that_comes_while_the_message_is_posted_is_not_lost():
    answers = []
    mailbox = Mailbox(lambda: tell(mailbox, "reply", {"request": 1, "value": "at once"}))
    mailbox.post("read", "", then=answers.append)
    assert answers == ["at once"]


def test_entries_go_to_the_live_text_of_their_name_and_to_nobody_when_it_is_gone(mailbox):
    entered = []
    mailbox.on_entry("numbers", lambda key, text: entered.append((key, text)))
    tell(mailbox, "entry", {"to": "numbers", "key": "a", "text": "1"})
    tell(mailbox, "entry", {"to": "others", "key": "a", "text": "2"})
    mailbox.on_entry("numbers", None)
    tell(mailbox, "entry", {"to": "numbers", "key": "a", "text": "3"})
    assert entered == [("a", "1")]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("shout", '""'),
        ("hover", "{"),
        ("hover", "1"),
        ("hover", "[" * 5000),
        ("entry", '{"to": "numbers", "key": ["a"], "text": ""}'),
        ("entry", '"numbers"'),
        ("reply", '{"request": "1"}'),
    ],
)
def test_a_message_of_another_form_is_passed_over(mailbox, caplog, kind, content):
    taken = []
    for known in ("hover", "select"):
        mailbox.on(known, taken.append)
    mailbox.on_entry("numbers", lambda *entry: taken.append(entry))
    _, inbox = mailbox.sources
    inbox.data = {"serial": [1], "kind": [kind], "content": [content]}
    assert kind in caplog.text
    tell(mailbox, "select", "unit:1:0")
    assert taken == ["unit:1:0"]


def test_what_is_pasted_loses_the_signs_that_no_document_may_hold(mailbox):
    """As PDF files and terminals have them: with them, no answer could be kept or handed in."""
    entered = []
    mailbox.on_entry("notes", lambda key, text: entered.append(text))
    tell(mailbox, "entry", {"to": "notes", "key": "a", "text": "a\ud83d\x07b\t\U0001f600\x00\n"})
    assert entered == ["a\ufffdb\t\U0001f600\n"]


def test_there_are_no_other_kinds_of_message(mailbox):
    with pytest.raises(ValueError, match=r"kind must be one of deliver, .*got 'shout'"):
        mailbox.post("shout")
    with pytest.raises(ValueError, match=r"kind must be one of hello, .*got 'shout'"):
        mailbox.on("shout", print)


@pytest.mark.parametrize(("name", "kinds"), [("TO_PAGE", TO_PAGE), ("TO_PYTHON", TO_PYTHON)])
def test_both_ends_know_the_same_kinds(project, name, kinds):
    script = (project / "static/mailbox.js").read_text(encoding="utf-8")
    listed = re.search(rf"export const {name} = \[([^\]]*)\]", script).group(1)
    assert re.findall(r'"(\w+)"', listed) == list(kinds)
