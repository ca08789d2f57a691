"""Tables of one's own data, as text and as files."""

import pytest

from playground.data.csvdata import parse_csv
from playground.data.tables.notes import CsvError
from playground.number_format import NumberError, typed
from tests.fuzz import mutations
from tests.fuzz.targets.target import Target, accepted, check_sentence

TABLES = [
    "x1,x2,label\n1.5,2,A\n-3,0.25,B\n0,1,A\n2,2,B\n",
    "sep=;\nx1;x2;label\n1,5;2,0;A\n3,5;-1,0;B\n",
    "950;3,0;A\n1.050;2,0;B\n12;1;A\n",
    "Measurements\nx1\tx2\tlabel\ncm\tcm\t-\n1.0\t2.0\tyes\n-1.0\t0.5\tno\n",
    ",x1,x2,label,\n0,1.0,2.0,A,\n1,-1.0,0.5,B,\n2,NA,?,,\n",
    '"a ""b""","c\nd",e\n1,2,"x, y"\n3,4,z\n5,6,z\n',
    "1 2 0.5\n3 4 0.75\n5 6 -0.25\n",
    "2020,2021,label\n1,2,1\n3,4,-1\n",
    "# savetxt\n1.000000000000000000e+00 2.0 0\n3.0e+00 4.0 1\n",
]


def make_table(rng):
    """Return a table as text or as the bytes of a file."""
    table = mutations.text(rng, rng.choice(TABLES), TABLES)
    return mutations.encoded(rng, table) if rng.random() < 0.4 else table


def check_table(content):
    """It is refused for reasons that have a place, or gives points; answers are taken."""
    choices = {}
    for _ in range(3):
        questions = _questions(content, choices)
        if not questions:
            return
        choices = {one.name: one.options[-1].value for one in questions}


def _questions(content, choices):
    try:
        table = parse_csv(content, choices)
    except CsvError as error:
        return error.questions if error.problems else pytest.fail("no problem is named")
    for name in table.points.names:
        check_sentence(name)
    return table.questions


def make_number(rng):
    """Return what somebody may have typed into a field for a number."""
    numbers = ["0.5", "-3", "1,5", "1e-3", "1.050", "−2", "50 %", "1/3", "2·10⁻³"]
    return mutations.text(rng, rng.choice(numbers), numbers)


def check_number(entered):
    """It is refused, or a number."""
    number = accepted(lambda: typed(entered), NumberError)
    assert number is None or number == number, "not a number"


TARGETS = {
    "table": Target(make_table, check_table, 3),
    "typed-number": Target(make_number, check_number, 4),
}
