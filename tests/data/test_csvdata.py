"""Tables are read as people have them; whatever is wrong is listed, and nothing is half taken."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.data.csvdata import CsvError, parse_csv
from playground.data.points import MAX_POINTS, STEPS
from tests.cases import every

ROUNDING = 6 / STEPS * 1.0001
"""Half a step of the points' coordinates."""

AS_THEY_ARE = {"scale": "kept"}


def refusal(content, **choices):
    with pytest.raises(CsvError) as refused:
        parse_csv(content, choices)
    return refused.value


def problems(content, **choices):
    return [(one.reason, one.found, one.line) for one in refusal(content, **choices).problems]


def classes(content, **choices):
    """Return the points of each class by its name, as the text gives them."""
    points = parse_csv(content, AS_THEY_ARE | choices).points
    names = points.names or range(points.classes)
    return {name: points.X[points.labels == i].tolist() for i, name in enumerate(names)}


def remarks(table):
    return {remark.kind: remark for remark in table.remarks}


def questions(table):
    return {question.name: question for question in table.questions}


# Ways to write the same

EXPECTED = {"no": [[-2.5, 1]], "yes": [[2, -3], [4, 0.5]]}


@every(
    "text",
    [
        "2,-3,yes\n-2.5,1,no\n4,0.5,yes\n",
        "2,-3,yes\r\n-2.5,1,no\r\n4,0.5,yes",
        "2,-3,yes\r-2.5,1,no\r4,0.5,yes\r",
        "2;-3;yes\n-2,5;1;no\n4;0,5;yes",
        "2\t-3\tyes\n-2,5\t1\tno\n4\t0.5\tyes",
        "2 -3 yes\n-2.5 1 no\n4 .5 yes",
        "  2.0e+00  -3.0e+00   yes\n -2.5e+00   1.0e+00    no\n  4.0e+00   5.0e-01   yes\n",
        "2\t\t-3\tyes\n-2.5\t1\t\tno\n4\t.5\t\tyes\n",
        "x1,x2,label\n2,-3,yes\n-2.5,1,no\n4,0.5,yes",
        "sep=;\nLänge;Breite;Art\n2;-3;yes\n-2,5;1;no\n4;,5;yes",
        "Measured in May\nx1,x2,label\ncm,cm,-\n2,-3,yes\n-2.5,1,no\n4,0.5,yes\n\nSource: us",
        ",x1,x2,label\n0,2,-3,yes\n1,-2.5,1,no\n2,4,0.5,yes\n",
        "x1,x2,label,\n2,-3,yes,\n-2.5,1,no,\n4,0.5,yes,\n",
        "label,x1,x2\nyes,2,-3\nno,-2.5,1\nyes,4,0.5\n",
        "# written by numpy\n2 -3 yes\n-2.5 1 no\n4 .5 yes",
        "|x1|x2|label|\n|---:|---:|---|\n| 2 | -3 | yes |\n| -2.5 | 1 | no |\n|4|.5|yes|",
        "\n\n 2 , -3 , yes \n\n-2.5,1,no\n,,\n4,.5,  yes\n\n",
        '"2","-3","yes"\n"-2.5","1","no"\n"4","0.5","yes"',
        '"2","-3","yes"\n"-2,5","1","no"\n"4","0,5","yes"',
        "x1,x2,label\n2,0,-3,0,yes\n-2,5,1,0,no\n4,0,0,5,yes",
        "2.0,−3e0,yes\n–25E-1,+1.,no\n4,5e-1,yes",
        "\ufeff2,-3,\u200byes\n-2.5,\u00a01,no\n4,0.5\u200b,yes",
        "٢,-٣,yes\n-٢٫٥,١,no\n٤,٠٫٥,yes",  # noqa: RUF001
        "2,-3,yes\n-2.5,1,no\nNA,1,no\n4,0.5,yes\n1,1,?\n",
        "2,-3,yes\n-2.5,1,no\n4,0.5,Yes\n",
    ],
)
def test_rows_are_read_however_they_are_written(text):
    assert classes(text) == EXPECTED


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
def test_a_file_is_read_in_the_encodings_of_spreadsheets(encoding):
    content = "Länge;Breite;Art\n2;-3;Männchen\n-2,5;1;größer\n".encode(encoding)
    assert classes(content) == {"Männchen": [[2, -3]], "größer": [[-2.5, 1]]}


@pytest.mark.parametrize(
    ("text", "count", "header"),
    [
        ("2020,2021,label\n1,2,a\n3,4,b", 2, ("2020", "2021", "label")),
        ("0,1,2\n" + "".join(f"{i}.5,{i},{i % 2}\n" for i in range(20)), 20, ("0", "1", "2")),
    ],
)
def test_a_heading_may_be_made_of_numbers(text, count, header):
    table = parse_csv(text)
    assert len(table.points) == count
    assert table.points.classes == 2
    assert table.header == header


def test_a_thousand_is_never_taken_for_one_without_a_word():
    table = parse_csv("950;3,0;A\n1.050;2,0;B")
    assert table.scalings[0][:3] == ("x1", 950, 1050)
    assert remarks(table)["ambiguous"].meaning == "1050"
    point = parse_csv("950;3,0;A\n1.050;2,0;B", {"decimal": "point"})
    assert point.scalings[0][:3] == ("x1", 1.05, 950)


# Choices


def test_of_many_columns_the_user_chooses():
    text = "a,b,c,d,kind\n1,2,3,4,p\n2,3,1,5,q\n5,0,4,1,p\n"
    usual = parse_csv(text, AS_THEY_ARE)
    assert usual.points.X.tolist() == [[1, 2], [5, 0], [2, 3]]
    other = parse_csv(text, AS_THEY_ARE | {"x1": "3", "x2": "1"})
    assert other.points.X.tolist() == [[3, 1], [4, 5], [1, 2]]
    assert questions(other)["x1"].chosen == "3"


def test_choices_that_do_not_fit_are_passed_over():
    text = "1,2,a\n3,4,b"
    assert parse_csv(text, {"x1": "7", "kind": "values", "scale": "x", "y": "z"}) == parse_csv(text)


def test_two_columns_are_a_curve_that_is_learned_from_x1_alone():
    table = parse_csv("years,salary\n1.1,39343\n1.3,46205\n1.5,37731\n2.0,43525\n", AS_THEY_ARE)
    assert table.points.problem == "regression"
    assert table.points.X[:, 0] == pytest.approx([1.1, 1.3, 1.5, 2.0], abs=ROUNDING)
    assert set(table.points.X[:, 1]) == {0}
    assert table.points.labels == pytest.approx(
        2 * (np.array([39343, 46205, 37731, 43525]) - 37731) / (46205 - 37731) - 1, abs=1 / STEPS
    )
    assert "one_input" in remarks(table)


def test_two_columns_may_be_points_without_labels():
    points = parse_csv("1,2\n3,4\n-1,-2", {"x2": "2", "label": "none"}, brush=2, classes=3).points
    assert points.labels.tolist() == [2, 2, 2]
    assert points.classes == 3


@pytest.mark.parametrize(("kind", "expected"), [("", 0), ("values", 0)])
def test_many_different_whole_numbers_are_values(kind, expected):
    text = "".join(f"{i % 7},{i % 5},{i % 15}\n" for i in range(60))
    table = parse_csv(text, {"kind": kind})
    assert table.points.classes == expected
    assert questions(table)["kind"].chosen == "values"


def test_they_may_be_said_to_be_classes():
    text = "".join(f"{i % 7},{i % 5},{i % 15}\n" for i in range(60))
    error = refusal(text, kind="classes")
    assert [(one.reason, one.found) for one in error.problems] == [("classes", "15")]
    table = parse_csv(text, {"kind": "classes", "many": "most"})
    assert table.points.classes == 6
    assert len(table.points) == 24


@pytest.mark.parametrize(("kind", "expected"), [("", 3), ("classes", 3), ("values", 0)])
def test_few_whole_numbers_are_classes_unless_they_are_said_to_be_values(kind, expected):
    assert parse_csv("1,-5,1\n2,3,2\n3,5,3", {"kind": kind}).points.classes == expected


@every(
    ("labels", "names"),
    [
        (["-1", "1"], ()),
        (["+1", "-1.0"], ()),
        (["0", "1"], ("0", "1")),
        (["1", "0.0", "1.0"], ("0", "1")),
        (["3", "1", "2"], ("1", "2", "3")),
        (["10", "9"], ("9", "10")),
        (["1234567", "1234568"], ("1234567", "1234568")),
        (["setosa", "iris  virginica", "versicolor"], ("iris virginica", "setosa", "versicolor")),
        (["b", "7", "a"], ("7", "a", "b")),
    ],
)
def test_classes_are_in_the_order_of_their_numbers_and_names(labels, names):
    text = "\n".join(f"{i},{5 - i},{label}" for i, label in enumerate(labels))
    points = parse_csv(text).points
    assert points.names == names
    assert points.classes == len(set(map(str, points.labels)))


def test_the_larger_of_two_numbers_is_the_positive_class():
    samples = parse_csv("-5,0,0\n5,0,1").points.samples()
    assert dict(zip(samples.X[:, 0], samples.y, strict=True)) == {-5: -1, 5: 1}


def test_a_class_of_one_row_is_said():
    table = parse_csv("1,2,a\n3,4,a\n5,5,b")
    assert remarks(table)["single"].found == ("b",)
    assert "single" not in remarks(parse_csv("1,2,a\n3,4,b"))


# What is wrong


@every(
    ("row", "problem"),
    [
        ("1,2", ("count", "2", 4)),
        ("1,2,a,b", ("count", "4", 4)),
        ("one,2,a", ("number", "one", 4)),
        ("1,2%,a", ("number", "2%", 4)),
        ("1,-inf,a", ("finite", "-inf", 4)),
        ("1e101,2,a", ("large", "1e101", 4)),
        (f"1,2,{'a' * 25}", ("name", "a" * 25, 4)),
        ('1,2,"a', ("quote", "a", 4)),
        ("1,2,a\0", ("sign", "U+0000", 4)),
    ],
)
def test_a_bad_row_is_named_with_its_line(row, problem):
    assert problems(f"x,y,label\n1,2,a\n3,4,b\n{row}") == [problem]


def test_all_bad_rows_are_listed_in_their_order_with_their_columns():
    text = "1,2,a\n2,x,a\n\n3,inf,b\n4,5\n6,7,c\n1e300,0," + "a" * 30
    assert [(one.line, one.column, one.reason) for one in refusal(text).problems] == [
        (2, 2, "number"),
        (4, 2, "finite"),
        (5, 0, "count"),
        (7, 1, "large"),
        (7, 3, "name"),
    ]


def test_a_word_among_many_values_is_a_bad_row():
    rows = [f"{i},{i},{i / 10}" for i in range(8)]
    rows[4] = "4,4,lost"
    assert problems("\n".join(rows)) == [("number", "lost", 5)]


def test_missing_values_may_be_mistakes():
    text = "1,2,a\n3,NA,b\n5,6,b\n"
    assert len(parse_csv(text).points) == 2
    assert problems(text, missing="list") == [("missing", "NA", 2)]


def test_an_error_comes_with_what_was_assumed_and_may_be_chosen():
    error = refusal("note\na,b,c,d\n1,2,x,p\n2,3,4,q\n3,4,5,p\n", x2="3")
    assert [(one.reason, one.found, one.column) for one in error.problems] == [("number", "x", 3)]
    assert {"heading", "above"} <= {remark.kind for remark in error.remarks}
    assert {"x1", "x2", "label"} <= {question.name for question in error.questions}


@every(
    ("text", "problem"),
    [
        ("", ("empty", "", 0)),
        ("x1,x2,label", ("rows", "0", 0)),
        ("1,2,a", ("rows", "1", 0)),
        ("1,2,a\n" * 10_001, ("rows", "10,001", 0)),
        ("1,2,a\n3,4,a", ("same", "a", 0)),
        ("1,2,a\nNA,4,b\n1,?,b", ("left", "1", 0)),
        ("".join(f"{i}.5,{i},c{i}\n" for i in range(7)), ("classes", "7", 0)),
        ("1\n2\n3", ("columns", "1", 1)),
        ("1,5,2,5,A\n3,5,1,5,B", ("pairs", "1,5,2,5,A", 1)),
    ],
)
def test_a_text_that_is_wrong_as_a_whole_is_refused(text, problem):
    assert problems(text) == [problem]


def test_as_many_rows_as_points_are_allowed_are_read():
    text = "x,y,c\n" + "\n".join(f"{i},{-i},{i % 2}" for i in range(MAX_POINTS))
    assert len(parse_csv(text).points) == MAX_POINTS


# Nothing costs more than it is worth: of these, the first took minutes once


@every(
    ("content", "reason"),
    [
        ("1,2,a\n1,2," + "1" * 99_000 + "x", "name"),
        ("1,2,a\n" + "1" * 99_000 + "x,2,b", "number"),
        ("a" * 100_000, "columns"),
        ('"' + "a" * 100_000, "quote"),
        ('"' * 99_999, "quote"),
        ("-" * 100_000 + "x", "columns"),
        ("\r" * 100_000, "empty"),
        ("1," * 50_000, "wide"),
        ("1'" * 50_000, "columns"),
        ("é" * 100_000, "columns"),
        ("Ã¤" * 50_000, "columns"),
        ("\u200b" * 100_000, "empty"),
        ('1,2,"a\n' * 14_000, "swallowed"),
        ("x,y,z\n" * 16_000, "rows"),
        ("1,2\n" * 25_000, "rows"),
        ("".join(f"{i}.5,{i},c{i}\n" for i in range(6_000)), "classes"),
        ("1e999999999,2,a\n" * 6_000, "large"),
        ("1,2,a\n1,2," + "x" * 140_000, "cell"),
        ("1,2,a\n" * 1_400_000, "long"),
        ("1," * 4_000_000, "long"),
        (b"a" * 90_000 + b"\xff", "columns"),
        (b"\x84,1\n" * 20_000, "rows"),
        (bytes(100_000), "sign"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_hostile_input_is_refused_at_once(content, reason):
    assert refusal(content).problems[0].reason == reason


# Properties

pieces = st.text("0123456789.,;\t -e\n\"'anif|#?xé\u00a0\u200b٣−") | st.sampled_from(
    ["1.050", "NA", "label", "x1", "yes", "Yes", "sep=;", "Ã¤", "1,5", "inf", '"', "\r\n", "\0"]
)
ANSWERS = {
    "decimal": ["comma", "point", "both"],
    "kind": ["classes", "values"],
    "heading": ["names", "row"],
    "missing": ["leave_out", "list", "names"],
    "pairs": ["pairs", "columns"],
    "scale": ["columns", "together", "kept"],
    "many": ["stop", "most"],
    "x1": ["1", "2", "3"],
    "x2": ["1", "2", "none"],
    "label": ["1", "3", "none"],
}
answers = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(values) for name, values in ANSWERS.items()}
)


@given(st.text() | st.binary() | st.lists(pieces).map("".join), answers)
def test_any_content_gives_points_or_a_list_of_what_is_wrong(content, choices):
    try:
        found = parse_csv(content, choices)
    except CsvError as error:
        found = error
        seen = found.problems
    else:
        seen = found.points
        assert 2 <= len(found.points) <= MAX_POINTS
    assert seen
    assert all(
        question.chosen in ["", *(option.value for option in question.options)]
        for question in found.questions
    )


@st.composite
def tables(draw):
    """Rows with numbers of hundredths that fill the plane, so that they are kept exactly."""
    hundredths = st.integers(-600, 600).map(lambda number: number / 100)
    labels = st.sampled_from(draw(st.sampled_from([("a", "b"), ("größer", "kleiner, rot")])))
    rows = draw(st.lists(st.tuples(hundredths, hundredths, labels), min_size=2, max_size=30))
    first, second = labels.elements
    return [(-6.0, -6.0, first), (6.0, 6.0, second), *rows]


@st.composite
def dialects(draw):
    separator = draw(st.sampled_from([",", ";", "\t", "|", " "]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]))
    return {
        "separator": separator,
        # a decimal comma beside separating commas would have to be quoted
        "decimal": "."
        if separator == "," and quoting != csv.QUOTE_ALL
        else draw(st.sampled_from(".,")),
        "quoting": quoting,
        "end": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "minus": draw(st.sampled_from("-−–")),
        "heading": draw(st.sampled_from([[], [["x1", "x2", "label"]]])),
        "directive": separator != " " and draw(st.booleans()),
        "trailing": separator != " " and draw(st.booleans()),
        "comment": draw(st.sampled_from(["", "# x\n"])),
    }


def write(rows, dialect):
    """Write rows as a spreadsheet, a program or a person would."""
    out = io.StringIO()
    if dialect["directive"]:
        out.write(f"sep={dialect['separator']}{dialect['end']}")
    out.write(dialect["comment"])
    writer = csv.writer(
        out,
        delimiter=dialect["separator"],
        quoting=dialect["quoting"],
        lineterminator=dialect["end"],
    )
    for row in [*dialect["heading"], *rows]:
        cells = [
            str(cell).replace(".", dialect["decimal"]).replace("-", dialect["minus"])
            for cell in row
        ]
        writer.writerow([*cells, ""] if dialect["trailing"] else cells)
    return out.getvalue()


def expected(rows):
    return {
        name: [[x1, x2] for x1, x2, label in rows if label == name]
        for name in sorted({label for *_, label in rows})
    }


@given(tables(), dialects())
def test_what_is_written_in_any_dialect_is_read_again(rows, dialect):
    assert classes(write(rows, dialect)) == expected(rows)


@given(
    tables(),
    dialects(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
)
def test_what_is_written_in_any_encoding_is_read_again(rows, dialect, encoding):
    if encoding == "cp1252":
        dialect["minus"] = "-"
    assert classes(write(rows, dialect).encode(encoding)) == expected(rows)


def test_a_table_with_one_column_of_numbers_that_is_called_x2_is_refused_in_words():
    with pytest.raises(CsvError) as refused:
        parse_csv("x1,x2,label10\nfoo,2,A\n-3,")
    assert [problem.found for problem in refused.value.problems] == ["foo", "2"]
