"""The keeper's requests and the page's replies find each other, and problems become sentences."""

import json

import pytest

from playground.page.storage import REQUESTS_KEPT, Storage, describe_problem


class Page:
    """The other end: has the requests, and replies."""

    def __init__(self):
        self.columns = {}
        self.keeper = Storage(lambda columns: self.columns.update(columns["keeper"]))
        _, self.replies = self.keeper.sources

    @property
    def requests(self):
        return list(zip(*self.columns.values(), strict=True))

    def reply(self, serial, kind, content):
        data = {key: list(values) for key, values in self.replies.data.items()}
        for column, value in zip(data, (serial, kind, json.dumps(content)), strict=True):
            data[column].append(value)
        self.replies.data = data


@pytest.fixture
def page():
    return Page()


def test_requests_come_in_their_order(page):
    page.keeper.write("one", "a text")
    page.keeper.hand_in({"score": 50})
    page.keeper.finish()
    assert page.requests == [
        (1, "write", "one", "a text"),
        (2, "hand_in", "", '{"score": 50}'),
        (3, "finish", "", ""),
    ]


def test_old_requests_are_dropped(page):
    for number in range(100):
        page.keeper.write("one", str(number))
    assert len(page.requests) == REQUESTS_KEPT
    assert page.requests[-1] == (100, "write", "one", "99")


def test_each_reader_gets_the_answer_to_its_own_request_once(page):
    got = []
    page.keeper.read("one", lambda *answer: got.append(("one", *answer)))
    page.keeper.read("two", lambda *answer: got.append(("two", *answer)))
    page.reply(1, "kept", {"request": 2, "place": "browser", "texts": {"two": "2"}})
    page.reply(2, "kept", {"request": 1, "place": "platform", "texts": {}})
    assert got == [("two", "browser", {"two": "2"}), ("one", "platform", {})]
    page.reply(3, "kept", {"request": 1, "place": "browser", "texts": {}})
    assert len(got) == 2


def test_news_of_the_page_are_passed_on(page):
    problems, copies = [], []
    page.keeper.on_problem, page.keeper.on_copied = problems.append, copies.append
    page.reply(1, "problem", {"cause": "full"})
    page.reply(2, "copied", True)
    assert (problems, copies) == ([{"cause": "full"}], [True])


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ({"cause": "off"}, "switched off"),
        ({"cause": "full"}, "full"),
        (
            {
                "cause": "platform",
                "call": "LMSSetValue",
                "element": "cmi.suspend_data",
                "code": "405",
                "message": "Incorrect data type",
                "detail": "",
            },
            "“cmi.suspend_data”: Incorrect data type",
        ),
        (
            {
                "cause": "platform",
                "call": "LMSInitialize",
                "element": "",
                "code": "101",
                "message": "",
                "detail": "",
            },
            "“LMSInitialize”: 101",
        ),
    ],
)
def test_a_problem_is_put_into_a_sentence(problem, words):
    assert words in describe_problem(problem)
