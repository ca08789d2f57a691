"""Places for the labels of marks in a square picture: within it, and not upon each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

SIDE = 300
"""Pixels along each side of the picture at least; in a larger one there is more room."""

MARGIN = 8
"""Pixels from a mark's middle to the edge at least, so that all of it is seen."""

LETTER, PADDING, HEIGHT = 7, 6, 22
"""Pixels: the width of a letter, of what is around a word, and the height of a label."""

BESIDE, ABOVE, BELOW = 8, -12, 28
"""How many pixels below its mark a label ends."""

GAP = 10
"""Pixels from a mark's middle to its label, sideways."""


FURTHEST = 6
"""Heights of a label that it may lie away from its mark where marks crowd in a corner, at most."""


class Label(NamedTuple):
    """Where a label lies: its offset in pixels, to the right and downwards, and its alignment."""

    x_offset: int
    y_offset: int
    align: str


class Box(NamedTuple):
    """A rectangle in pixels; y runs upwards."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the rectangles have more than an edge in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


PICTURE = Box(0, 0, SIDE, SIDE)


def inside(place: float, span: float) -> float:
    """Move a coordinate so far into a picture from -span to span that its mark is seen whole."""
    most = span * (1 - 2 * MARGIN / SIDE)
    return min(max(place, -most), most)


def label_places(marks: Sequence[tuple[float, float, str]], span: float) -> list[Label]:
    """Choose a place for the label of each mark.

    The label of the highest mark lies above it if there is room, that of the lowest below it,
    others beside theirs.

    Parameters
    ----------
    marks : sequence of (float, float, str)
        Place of each mark within -span and span, and the text of its label.
    span : float
        Half the side of the picture.
    """
    dots = [Box(x - 7, y - 7, x + 7, y + 7) for x, y in (_pixels(mark, span) for mark in marks)]
    order = sorted(range(len(marks)), key=lambda i: marks[i][1])
    places: dict[int, Label] = {}
    taken = [*dots]
    for i in order:
        first = BESIDE
        if len(marks) > 1 and i in (order[0], order[-1]):
            first = BELOW if i == order[0] else ABOVE
        candidates = list(_candidates(first))
        boxes = [box_of(marks[i], label, span) for label in candidates]
        free = (k for k, box in enumerate(boxes) if _is_free(box, taken, dots[i]))
        chosen = next(free, 0)
        places[i] = candidates[chosen]
        taken.append(boxes[chosen])
    return [places[i] for i in range(len(marks))]


def _candidates(first: int) -> Iterator[Label]:
    further = (
        beyond for i in range(1, FURTHEST) for beyond in (BELOW + i * HEIGHT, ABOVE - i * HEIGHT)
    )
    for offset in dict.fromkeys((first, BESIDE, ABOVE, BELOW, *further)):
        yield Label(GAP, offset, "left")
        yield Label(-GAP, offset, "right")


def _pixels(mark: tuple[float, float, str], span: float) -> tuple[float, float]:
    return (mark[0] / span + 1) / 2 * SIDE, (mark[1] / span + 1) / 2 * SIDE


def box_of(mark: tuple[float, float, str], label: Label, span: float) -> Box:
    """Return the rectangle that the label of a mark takes in the smallest picture."""
    x, y = _pixels(mark, span)
    width = LETTER * len(mark[2]) + PADDING
    left = x + label.x_offset - (width if label.align == "right" else 0)
    bottom = y - label.y_offset
    return Box(left, bottom, left + width, bottom + HEIGHT)


def _is_free(box: Box, taken: Sequence[Box], own: Box) -> bool:
    is_within = not (
        box.left < PICTURE.left
        or box.bottom < PICTURE.bottom
        or box.right > PICTURE.right
        or box.top > PICTURE.top
    )
    return is_within and not any(box.overlaps(other) for other in taken if other is not own)
