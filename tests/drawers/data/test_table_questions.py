"""Each question about a table has a list in words, with the present answer chosen."""

from playground.data.csvdata import CsvError, parse_csv
from playground.drawers.data.table_questions import (
    TableQuestions,
    answer_labels,
    question_label,
)
from tests.cases import every

NAMED = "l,w,h,kind\n1,2,3,a\n2,3,4,b\n4,5,5,a\n"


def ask(content, name):
    try:
        found = parse_csv(content)
    except CsvError as error:
        found = error
    (question,) = (question for question in found.questions if question.name == name)
    return question


@every(
    ("content", "name", "label", "answers"),
    [
        (NAMED, "x1", "x₁", ["column 1: l", "column 2: w", "column 3: h"]),
        (
            NAMED,
            "x2",
            "x₂",
            ["column 1: l", "column 2: w", "column 3: h", "none: 0 everywhere"],
        ),
        (
            "7,2\n9,4",
            "label",
            "Class or value",
            ["column 1", "column 2", "none: the class of the brush"],
        ),
        (
            NAMED,
            "scale",
            "Scale",
            ["each column fills the plot", "both by the same factor", "as they are"],
        ),
        ("1,2,0\n3,4,1", "kind", "Kind of labels", ["classes", "values"]),
        (
            "1,2,a\n3,NA,b\n4,5,b",
            "missing",
            "What happens to rows with a missing value?",
            ["They are left out", "They are listed as mistakes"],
        ),
        (
            "1,2,a\n3,4,None\n4,5,b",
            "missing",
            "What happens to rows with a missing value?",
            [
                "They are left out",
                "They are listed as mistakes",
                "They are left out, but “None” is a class",
            ],
        ),
        (
            "950;3,0;A\n1.050;2,0;B",
            "decimal",
            "How is “1.050” to be read?",
            ["1050 (decimal comma)", "1.05 (decimal point)"],
        ),
        (
            "2020,2021,label\n1,2,a\n3,4,b",
            "heading",
            "What does the line “2020, 2021, label” hold?",
            ["names of columns", "a point"],
        ),
        (
            "1,5,2,5,A\n3,5,1,5,B",
            "pairs",
            "What does the row “1,5,2,5,A” hold?",
            ["please choose", "decimal commas: 1,5 · 2,5 · A", "5 columns"],
        ),
        (
            "1,2,a\n3,4,A\n5,6,b",
            "spellings",
            "Do “a, A” mean one class?",
            ["yes, one class", "no, classes of their own"],
        ),
        (
            "".join(f"{i}.5,2,c{i}\n" for i in range(7)),
            "many",
            "Which classes are taken, as there are too many?",
            ["none", "the 6 most frequent ones"],
        ),
        ("1,2,grÃ¼n\n3,4,b", "repair", "Garbled letters", ["put right", "as they are"]),
    ],
)
def test_a_question_and_its_answers_are_in_words(content, name, label, answers):
    question = ask(content, name)
    assert question_label(question) == label
    assert list(answer_labels(question)) == answers


def test_characters_of_a_file_are_offered_with_an_example():
    answers = answer_labels(ask(b"1,2,gr\x81n\n3,4,b", "encoding"))
    assert answers["DOS (437): grün"] == "cp437"
    assert answers["Macintosh: grÅn"] == "mac_roman"


def test_a_choice_is_kept_and_told_and_what_is_shown_is_none():
    told = []
    questions = TableQuestions(lambda: told.append(dict(questions.choices)))
    questions.show(parse_csv(NAMED).questions)
    x1, *_ = questions.panel
    assert told == []
    x1.value = "3"
    assert told == [{"x1": "3"}]
    questions.show(parse_csv(NAMED, questions.choices).questions)
    assert len(told) == 1


def test_a_list_that_is_shown_again_stays_where_the_focus_is():
    questions = TableQuestions(lambda: None)
    questions.show(parse_csv(NAMED).questions)
    before = list(questions.panel)
    questions.show(parse_csv(NAMED, {"x1": "2"}).questions)
    assert list(questions.panel) == before
    questions.show(parse_csv("5,-5,a\n-5,5,b").questions)
    assert list(questions.panel) == []
