"""Columns are taken for what their names and cells say; the user may choose others."""

import pytest

from playground.data.tables.layout import Column, lay_out
from playground.data.tables.lexing import read_rows
from playground.data.tables.roles import assign_roles
from tests.cases import every


def assign(text, **choices):
    layout = lay_out(read_rows(text))
    return assign_roles(layout.columns, layout.rows, choices)


def presets(text):
    return assign(text)[:3]


@every(
    ("text", "roles"),
    [
        ("1,2,a\n3,4,b", (0, 1, 2)),
        ("1,2,0\n3,4,1", (0, 1, 2)),
        ("a,1,2\nb,3,4", (1, 2, 0)),
        ("1,a,2\n3,b,4\n5,a,6", (0, 2, 1)),
        ("y,x1,x2\n0,2,3\n1,4,5", (1, 2, 0)),
        ("x2,x1,y\n0,2,3\n1,4,5", (1, 0, 2)),
        ("age,income,y\n0,2,3\n1,4,5", (0, 1, 2)),
        ("a,y,b\n0,2,p\n1,4,q", (0, 1, 2)),
        ("x,y,z\n0,2,3\n1,4,5", (0, 1, 2)),
        ("x,y,class\n0,2,3\n1,4,5", (0, 1, 2)),
        ("Klasse,Länge,Breite\n0,2,3\n1,4,5", (1, 2, 0)),
        ("l,w,Species (name)\n0,2,3\n1,4,5", (0, 1, 2)),
        ("1.5,2,3.5,4,a\n3,4.5,5,6,b", (0, 1, 4)),
        ("1.5,2,3.5,0\n3,4.5,5,1", (0, 1, 3)),
        ("n,s,l,w\nAnn,a,1.5,2\nBen,b,3,4\nCy,a,5,6", (2, 3, 1)),
        (
            "species,island,l,w,sex,year\na,x,1.5,2,m,2007\nb,y,3,4,f,2008\na,x,5,6,m,2009",
            (2, 3, 0),
        ),
    ],
)
def test_three_and_more_columns(text, roles):
    assert presets(text) == roles


def test_words_that_name_rows_are_no_labels():
    """As in a file of cars: numbers, a code of the origin, and each car's name."""
    text = "".join(f"{i}.5 {i * i}.5 {30 - i}.5 {i % 3} car{i}\n" for i in range(30))
    assert presets(text) == (0, 1, 3)


def test_a_code_before_many_measurements_is_the_label():
    """As in a file of wines: the class comes first."""
    text = "".join(f"{i % 3},{i}.5,{i * i}.5,{30 - i}\n" for i in range(30))
    assert presets(text) == (1, 2, 0)


def test_words_are_the_label_if_numbers_are_too_few_for_one():
    text = "x1,x2,a,b,c,d\n" + "".join(f"{i},{i}.5,a{i},b{i},c{i},d{i}\n" for i in range(9))
    assert presets(text) == (0, 1, 5)


def test_of_several_codes_none_is_likelier_than_the_last_column():
    text = "".join(f"{i % 3},{i % 4},{i}.5,{30 - i}.25\n" for i in range(30))
    assert presets(text) == (0, 1, 3)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (",x1,x2,label\n0,1.0,2.0,A\n1,-1.0,0.5,B", (1, 2, 3)),
        ("Unnamed: 0,a,b,c\n5,1.0,2.0,A\n7,-1.0,0.5,B", (1, 2, 3)),
        ("Id,a,b,c\n5,1.0,2.0,A\n7,-1.0,0.5,B", (1, 2, 3)),
        ("Nr.,a,b,c\n1,1.0,2.0,A\n2,-1.0,0.5,B", (1, 2, 3)),
        ("1 5.5 2.5 a\n2 3.5 1.5 b\n3 1.5 1.5 a", (1, 2, 3)),
        ('"x1" "x2" "l"\n"Mazda" 0.5 2 "a"\n"Fiat" 1.5 3 "b"', (1, 2, 3)),
    ],
    ids=["pandas", "pandas twice", "kaggle", "German", "counted", "R"],
)
def test_a_column_that_counts_or_names_the_rows_is_not_used_and_said(text, roles):
    found = assign(text)
    assert found[:3] == roles
    assert [(remark.kind, remark.meaning) for remark in found.remarks] == [("index", "1")]


def test_it_may_be_used_all_the_same():
    found = assign("id,a,b,c\n1,1.0,2.0,A\n2,-1.0,0.5,B", x1="1")
    assert found.x1 == 0
    assert found.remarks == ()


@pytest.mark.parametrize(
    "text",
    ["x1,a,b,c\n1,2,3,A\n2,3,4,B", "7 5 2 a\n9 3 1 b", "a b c d\n1 2 3 A\n1 3 4 B"],
    ids=["named x1", "leaps", "repeats"],
)
def test_other_first_columns_are_used(text):
    assert assign(text).x1 == 0


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("1,2\n3,4", (0, None, 1)),
        ("x,y\n1,2\n3,4", (0, None, 1)),
        ("x1,x2\n1,2\n3,4", (0, 1, None)),
        ("1,a\n3,b", (0, None, 1)),
        ("a,1\nb,3", (1, None, 0)),
        ("id,hours,passed\n1,2.5,0\n2,1.5,1", (1, None, 2)),
    ],
)
def test_two_columns_are_one_input_and_a_label_unless_they_are_called_x1_and_x2(text, roles):
    found = assign(text)
    assert found[:3] == roles
    assert ("one_input" in [remark.kind for remark in found.remarks]) == (roles[1] is None)


def test_every_column_may_be_the_label_and_those_with_numbers_coordinates():
    *_, questions = assign("name,l,w,h,kind\nx,1.5,2,3,a\ny,2.5,3,4,b\nz,3,4,5,a")
    options = {
        question.name: [(option.value, option.found) for option in question.options]
        for question in questions
    }
    assert options == {
        "x1": [("2", "l"), ("3", "w"), ("4", "h")],
        "x2": [("2", "l"), ("3", "w"), ("4", "h"), ("none", "")],
        "label": [("1", "name"), ("2", "l"), ("3", "w"), ("4", "h"), ("5", "kind"), ("none", "")],
    }
    assert [question.chosen for question in questions] == ["2", "3", "5"]


def test_choices_are_numbers_of_columns_as_the_text_has_them():
    text = "x,,y,z,l\n1.5,,2,3,a\n2,,3,4,b"
    assert assign(text, x1="4", x2="1", label="3")[:3] == (2, 0, 1)
    assert assign(text, x2="none", label="none")[:3] == (0, None, None)
    assert assign(text, x1="2", label="99")[:3] == (0, 1, 3)


def test_three_usual_columns_are_not_asked_about():
    assert assign("5.5,2,a\n3,4,b").questions == ()


@pytest.mark.parametrize("text", ["a,1.5,2\nb,3,4", "1,5,a\n2,6,b\n3,7,a"], ids=["label", "count"])
def test_three_columns_that_may_be_meant_otherwise_are(text):
    assert [question.name for question in assign(text).questions] == ["x1", "x2", "label"]


def test_a_column_of_numbers_with_many_mistakes_is_a_coordinate():
    """So each mistake is named."""
    assert presets("1o,2,a\n3,4,b\n5l,5,b\n6l,7,a") == (0, 1, 2)


def test_columns_know_their_names():
    layout = lay_out(read_rows("x,,y\n1,,2\n3,,4"))
    assert layout.columns == (Column(1, "x"), Column(3, "y"))
