"""Drafts are kept under their own names, also if answers of the browser come late."""

import pytest

from playground.authoring.draft import Draft
from playground.authoring.keeping import FIRST, DraftKeeper

OTHER = "_draft-00000001"


def titled(title):
    draft = Draft()
    draft.state["title"] = title
    return draft


class SlowStorage:
    """Answers when a test has it answer."""

    problem = ""

    def __init__(self):
        self.texts = {FIRST: titled("first").to_json(), OTHER: titled("other").to_json()}
        self.asked = []

    def read(self, name, then):
        self.asked.append(then)

    def write(self, name, content):
        self.texts[name] = content

    def watch(self, name, on_change):
        pass

    def answer(self):
        while self.asked:
            self.asked.pop(0)("browser", dict(self.texts))


@pytest.fixture
def storage():
    return SlowStorage()


@pytest.fixture
def keeper(storage):
    keeper = DraftKeeper(storage, lambda: None)
    keeper.read(lambda draft: None)
    storage.answer()
    return keeper


@pytest.mark.parametrize("answer", ["before", "after"])
def test_a_new_draft_is_kept_though_another_one_was_asked_for_just_before(keeper, storage, answer):
    opened = []
    keeper.open(OTHER, opened.append)
    keeper.begin()
    if answer == "before":
        storage.answer()
    keeper.keep(titled("new"))
    storage.answer()
    assert opened == []
    assert Draft.from_json(storage.texts[keeper.name]).title == "new"
    assert {keeper.name, FIRST, OTHER} == keeper.titles().keys()
    assert keeper.titles()[OTHER] == "other"


def test_a_draft_that_is_gone_back_to_is_kept_though_it_was_asked_for_just_before(keeper, storage):
    opened = []
    keeper.open(OTHER, opened.append)
    keeper.select(OTHER)
    keeper.keep(titled("as it was"))
    storage.answer()
    assert opened == []
    assert Draft.from_json(storage.texts[OTHER]).title == "as it was"


def test_of_two_that_were_asked_for_the_last_one_opens_once(keeper, storage):
    opened = []
    for name in (OTHER, FIRST, OTHER):
        keeper.open(name, opened.append)
    storage.answer()
    assert [draft.title for draft in opened] == ["other"]


def test_a_draft_that_was_begun_before_the_kept_ones_are_known_replaces_none(storage):
    opened = []
    keeper = DraftKeeper(storage, lambda: None)
    keeper.read(opened.append)
    keeper.begin()
    storage.answer()
    keeper.keep(titled("new"))
    assert opened == []
    assert sorted(keeper.titles().values()) == ["first", "new", "other"]
    assert Draft.from_json(storage.texts[FIRST]).title == "first"


def test_nothing_is_kept_of_the_one_that_is_shown_while_another_one_is_asked_for(keeper, storage):
    keeper.open(OTHER, lambda draft: None)
    keeper.keep(titled("first, changed"))
    storage.answer()
    assert keeper.titles()[OTHER] == "other"
