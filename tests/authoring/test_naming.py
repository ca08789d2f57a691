"""Names in results that nobody has entered: from what they name, whatever stands around it."""

import pytest

from playground.authoring.naming import identifier, question_names


@pytest.mark.parametrize(
    ("title", "name"),
    [("Über den XOR!", "uber-den-xor"), ("1 + 1", "1-1"), ("x" * 70, "x" * 60), ("环", "")],
)
def test_the_name_is_made_of_the_title(title, name):
    assert identifier(title) == name


def test_a_question_keeps_its_name_when_others_come_and_go():
    first, second, third = ("", "How many?"), ("", "几个神经元"), ("mine", "Why?")
    names = question_names([first, second, third])
    assert (names[0], names[2]) == ("how-many", "mine")
    assert question_names([second]) == names[1:2]
    moved = question_names([("", "New"), third, second, first])
    assert moved == ["new", "mine", names[1], names[0]]


def test_no_two_questions_have_one_name():
    names = question_names([("", "Why?"), ("why", "Why?"), ("", "Why?"), ("", "")])
    assert len(set(names)) == 4
    assert names[1] == "why"
