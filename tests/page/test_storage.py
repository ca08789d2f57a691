"""What is kept is asked for and answered, and problems become sentences."""

import pytest

from playground.page.mailbox import Mailbox
from playground.page.storage import Storage, describe_problem
from tests.page.test_mailbox import rows, tell


@pytest.fixture
def mailbox():
    return Mailbox(lambda: None)


@pytest.fixture
def problems():
    return []


@pytest.fixture
def storage(mailbox, problems):
    return Storage(mailbox, problems.append)


def test_requests_come_in_their_order(storage, mailbox):
    storage.write("one", "a text")
    storage.hand_in({"score": 50})
    storage.finish()
    assert rows(mailbox) == [
        (1, "write", {"name": "one", "text": "a text"}),
        (2, "hand_in", {"score": 50}),
        (3, "finish", None),
    ]


def test_each_reader_gets_the_answer_to_its_own_request_once(storage, mailbox):
    got = []
    storage.read("one", lambda *answer: got.append(("one", *answer)))
    storage.read("two", lambda *answer: got.append(("two", *answer)))
    two, one = {"place": "browser", "texts": {"two": "2"}}, {"place": "platform", "texts": {}}
    tell(mailbox, "reply", {"request": 2, "value": two})
    tell(mailbox, "reply", {"request": 1, "value": one})
    assert got == [("two", "browser", {"two": "2"}), ("one", "platform", {})]
    tell(mailbox, "reply", {"request": 1, "value": two})
    assert len(got) == 2


def test_a_problem_becomes_a_sentence(mailbox, storage, problems):
    tell(mailbox, "problem", {"cause": "full"})
    assert "full" in problems[0]


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
            "has closed this exercise",
        ),
    ],
)
def test_a_problem_is_put_into_a_sentence(problem, words):
    assert words in describe_problem(problem)
