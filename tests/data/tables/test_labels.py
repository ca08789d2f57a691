"""Labels are classes or values; what is chosen is said and may be changed."""

import pytest

from playground.data.points import LONGEST_NAME, MAX_CLASSES
from playground.data.tables.labels import class_name, find_kind, sort_into_classes
from playground.data.tables.notes import CsvError, Problem
from playground.data.tables.numbers import Cell
from tests.cases import every


def cells(labels):
    return [Cell(label, line, 3) for line, label in enumerate(labels, start=1)]


def kind(labels, is_curve=False, **choices):
    return find_kind(cells(labels), "both", is_curve, choices)


def sort(labels, **choices):
    return sort_into_classes(cells(labels), "both", choices)


@every(
    ("labels", "is_curve", "expected"),
    [
        (["0", "1", "0", "1"], False, "classes"),
        (["1", "2", "3"], False, "classes"),
        (["1.0", "2,0", "1e0"], False, "classes"),
        ([str(i % MAX_CLASSES) for i in range(50)], False, "classes"),
        ([str(i % 15) for i in range(50)], False, "values"),
        (["0.5", "1", "1"], False, "values"),
        (["2", "4", "6"], True, "values"),
        (["0", "1", "1"], True, "classes"),
        (["2", "4"], True, "classes"),
        (["0.1", "0.2", "0.3", "x"], False, "values"),
    ],
)
def test_numbers_are_classes_if_they_are_few_and_whole(labels, is_curve, expected):
    name, (remark,), (question,) = kind(labels, is_curve)
    assert name == expected == question.chosen
    assert remark.kind == f"as_{expected}"
    other = {"classes": "values", "values": "classes"}[expected]
    assert kind(labels, is_curve, kind=other).name == other


def test_names_are_classes_without_a_question():
    assert kind(["a", "b", "1"]) == ("classes", (), ())


@pytest.mark.parametrize(
    ("labels", "name", "spellings"),
    [
        (["yes", "Yes", "yes", "YES ", "no"], "yes", ("yes", "Yes", "YES")),
        (["Iris  setosa", "iris setosa", "b"], "Iris setosa", ("Iris setosa", "iris setosa")),
        (["ﬁn", "fin", "fin", "b"], "fin", ("fin", "ﬁn")),
        (["STRASSE", "straße", "straße", "b"], "straße", ("straße", "STRASSE")),
    ],
)
def test_spellings_of_a_name_are_joined_and_said(labels, name, spellings):
    found = sort(labels)
    assert found.labels == [name] * (len(labels) - 1) + [labels[-1]]
    (remark,) = found.remarks
    assert (remark.kind, remark.found, remark.meaning) == ("joined", spellings, name)


def test_they_may_be_kept_apart():
    assert sort(["Aa", "aa", "AA"], spellings="apart").labels == ["Aa", "aa", "AA"]


@pytest.mark.parametrize("labels", [["‘a’", "a", "b"], [" a ", "a", "b"], ["1", "1.0", "2"]])
def test_quotes_blanks_and_decimals_without_meaning_make_no_other_class(labels):
    found = sort(labels)
    assert len(set(found.labels)) == 2
    assert found.remarks == ()


def test_large_numbers_keep_names_of_their_own():
    assert class_name(1234567.0) == "1234567"
    assert class_name(0.1 + 0.2) == "0.3"


@pytest.mark.parametrize("name", ["x" * (LONGEST_NAME + 1), "a\x07", "\x1b[1m"])
def test_what_cannot_be_a_name_is_refused_with_its_place(name):
    with pytest.raises(CsvError) as refused:
        sort(["a", name])
    assert refused.value.problems == (Problem("name", name, 2, 3),)


def test_too_many_classes_are_refused_and_the_most_frequent_may_be_chosen():
    labels = [f"c{i % 11}" for i in range(60)] + ["c10"] * 5
    with pytest.raises(CsvError) as refused:
        sort(labels)
    error = refused.value
    assert [(one.reason, one.found) for one in error.problems] == [("classes", "11")]
    assert error.problems[0].allowed == "c0, c1, c2, c3, c4"
    assert [(one.name, one.chosen) for one in error.questions] == [("many", "stop")]
    found = sort(labels, many="most")
    kept = [found.labels[place] for place in found.kept]
    assert len(set(kept)) == MAX_CLASSES
    assert "c10" in kept
    assert [(one.kind, one.number) for one in found.remarks] == [("rare", len(labels) - len(kept))]


@pytest.mark.parametrize(("labels", "found"), [(["a", "A"], "a"), (["1", "1.0"], "1")])
def test_one_class_is_not_enough(labels, found):
    with pytest.raises(CsvError) as refused:
        sort(labels)
    assert refused.value.problems == (Problem("same", found),)
