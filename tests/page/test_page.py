"""What the page is asked for on behalf of the user, and what is said about it."""

import pytest

from playground.page.page import Page
from tests.page.test_mailbox import tell


@pytest.fixture
def said():
    return []


@pytest.fixture
def page(said):
    return Page(lambda: None, said.append, lambda sentence: said.append(f"not: {sentence}"))


@pytest.mark.parametrize(
    ("answer", "words"), [(True, None), (False, "does not let files"), (None, "If no file arrives")]
)
def test_a_file_that_a_frame_swallows_is_named(page, said, answer, words):
    page.save_file("run.json", "json", "{}")
    tell(page.mailbox, "reply", {"request": 1, "value": answer})
    assert [words in sentence for sentence in said] == [True] * (words is not None)


def test_a_problem_that_is_gone_is_taken_back(page, said):
    tell(page.mailbox, "problem", {"cause": "full"})
    tell(page.mailbox, "problem", {"cause": "none"})
    assert said[1] == f"not: {said[0]}"
