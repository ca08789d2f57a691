"""Labels of marks can be read: they lie within the picture and not upon each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.views.loss_landscape import mark_labels
from playground.views.loss_landscape.mark_labels import PICTURE, inside, label_places

SPAN = 0.5
WORDS = ("Start", "Now", "Lowest")
PLACES = {
    "all in one place": [(0, 0)] * 3,
    "all in a corner": [(9, 9)] * 3,
    "all in the other": [(-9, -9)] * 3,
    "at the right edge": [(0.5, 0.1), (0.5, 0.1), (0.49, 0.12)],
    "apart": [(-0.4, 0.3), (0, 0), (0.3, -0.2)],
}


def boxes(places):
    marks = [
        (inside(x, SPAN), inside(y, SPAN), word) for (x, y), word in zip(places, WORDS, strict=True)
    ]
    labels = label_places(marks, SPAN)
    return [
        mark_labels.box_of(mark, label, SPAN) for mark, label in zip(marks, labels, strict=True)
    ]


@pytest.mark.parametrize("places", PLACES.values(), ids=PLACES)
def test_labels_are_read_wherever_the_marks_lie(places):
    check(boxes(places))


coordinates = st.floats(-1, 1)


@given(st.tuples(*[st.tuples(coordinates, coordinates)] * 3))
def test_labels_of_any_three_marks_are_read(places):
    check(boxes(places))


def check(found):
    for i, box in enumerate(found):
        assert PICTURE.left <= box.left < box.right <= PICTURE.right
        assert PICTURE.bottom <= box.bottom < box.top <= PICTURE.top
        assert not any(box.overlaps(other) for other in found[:i])
