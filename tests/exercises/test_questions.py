"""Which answers a question takes, which are right, and what they earn."""

from collections import Counter

import pytest

from playground.exercises.questions import LONGEST_ANSWER, Question
from tests.cases import every

CHOICE = {"id": "q", "type": "choice", "text": "?", "options": ["a", "b", "c"]}
NUMBER = {"id": "q", "type": "number", "text": "?"}
TEXT = {"id": "q", "type": "text", "text": "?"}


@pytest.mark.parametrize(
    ("data", "accepted", "refused"),
    [
        (CHOICE, [0, 1, 2, "a", "c"], [-1, 3, 1.0, True, "d", None, [0]]),
        (NUMBER, [0, -1.5, 10**15], [True, "1", None, 10**16, float("inf"), float("nan"), [1]]),
        (TEXT, ["x", "ä" * LONGEST_ANSWER], ["", "  \n", "x" * (LONGEST_ANSWER + 1), 1, None]),
    ],
    ids=["choice", "number", "text"],
)
def test_only_answers_of_its_type_are_accepted(data, accepted, refused):
    question = Question.from_data(data)
    assert all(question.accepts(answer) for answer in accepted)
    assert not any(question.accepts(answer) for answer in refused)


@every(
    ("data", "right", "wrong"),
    [
        ({**CHOICE, "answer": "b"}, [1, "b"], [0, 2, "a"]),
        ({**NUMBER, "answer": 3}, [3, 3.0], [2.99, 4]),
        ({**NUMBER, "answer": 3, "tolerance": 0.5}, [2.5, 3, 3.5], [2.4, 3.6]),
        ({**NUMBER, "answer": 0.3, "tolerance": 0.1}, [0.2, 0.4], [0.19999, 0.40001]),
        ({**NUMBER, "answer": 1.1, "tolerance": 0.1}, [1.0, 1, 1.2], [0.99]),
        ({**NUMBER, "answer": 0.95, "tolerance": 0.05}, [0.9, 1.0, 1], [1.001]),
        ({**NUMBER, "answer": 1e15, "tolerance": 1e-9}, [1e15], [1e15 - 1]),
        (CHOICE, [0, 1, 2], []),
        (TEXT, ["anything"], []),
    ],
)
def test_an_answer_is_right_within_the_tolerance_and_any_is_where_none_is_given(data, right, wrong):
    question = Question.from_data(data)
    assert all(question.is_right(answer) for answer in right)
    assert not any(question.is_right(answer) for answer in wrong)


@pytest.mark.parametrize(
    ("fields", "points"),
    [
        ({}, (0, 0, 0)),
        ({"answer": "b"}, (1, 0, 0)),
        ({"answer": "b", "points": 3}, (3, 0, 0)),
        ({"answer": "b", "predict": True}, (1, 1, 0)),
        ({"points": 2}, (2, 2, 0)),
    ],
)
def test_right_answers_earn_points_and_predictions_do_in_any_case(fields, points):
    question = Question.from_data({**CHOICE, **fields})
    assert tuple(question.earns(answer) for answer in (1, 0, None)) == points


def test_an_answer_is_spelled_for_people():
    assert Question.from_data(CHOICE).spell(2) == "c"
    assert Question.from_data(NUMBER).spell(2.5) == "2.5"
    assert Question.from_data(TEXT).spell("why") == "why"


def test_options_are_shown_in_an_order_of_their_own_if_the_author_wants_it():
    """The order does not change when an option is added, and differs between exercises."""
    options = list("abcdefgh")
    question = Question.from_data({**CHOICE, "options": options, "shuffle": True})
    shown = question.shown_options("ex")
    assert sorted(shown) == options != list(shown)
    assert question.shown_options("other") != shown
    more = Question.from_data({**CHOICE, "options": [*options, "i"], "shuffle": True})
    assert [one for one in more.shown_options("ex") if one != "i"] == list(shown)
    assert Question.from_data(CHOICE).shown_options("ex", 7) == ("a", "b", "c")


def test_each_student_sees_every_option_first_equally_often():
    question = Question.from_data({**CHOICE, "shuffle": True})
    first = Counter(question.shown_options("ex", order)[0] for order in range(1, 301))
    # 100 of 300 are expected, with a standard deviation of 8
    assert all(70 < first[option] < 130 for option in question.options)


def test_the_order_of_earlier_versions_stays_what_it_was():
    """Kept work has no number of an order."""
    question = Question.from_data({**CHOICE, "options": list("abcdefgh"), "shuffle": True})
    assert question.shown_options("ex") == question.shown_options("ex", 0) == tuple("hcbgfade")


def test_an_option_is_what_it_says_not_where_it_stands():
    assert Question.from_data(CHOICE).read(2) == Question.from_data(CHOICE).read("c") == "c"
