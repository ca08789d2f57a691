"""Names of units and edges as people read them."""

from collections.abc import Sequence

from playground.frame import Edge, Unit
from playground.number_format import MINUS, rounded
from playground.text import text

FORMULA_MARK = "="
"""What the name of a feature begins with that is a formula."""

FORMULA_SIGNS = {"*": "·", "-": MINUS, "x1": "x₁", "x2": "x₂", "pi": "π"}
"""How parts of a formula are shown."""


PIXEL_MARK = "pixel-"
"""What the name of a pixel begins with; row and column follow, counted from 0."""


def feature_label(name: str) -> str:
    """Give the sign of an input, such as x₁² or sin(3·x₁), or name a pixel."""
    if name.startswith(PIXEL_MARK):
        row, column = name.removeprefix(PIXEL_MARK).split("-")
        return text("input.pixel", row=int(row) + 1, column=int(column) + 1)
    if not name.startswith(FORMULA_MARK):
        return text(f"feature.{name}")
    label = name.removeprefix(FORMULA_MARK)
    for spelling, sign in FORMULA_SIGNS.items():
        label = label.replace(spelling, sign)
    return label


def choice_label(setting: str, name: str) -> str:
    """Name what a setting offers; a digit is its own name."""
    return name if name.isdecimal() else text(f"{setting}.{name}")


def unit_label(unit: Unit, shape: Sequence[int], names: Sequence[str] = ()) -> str:
    """Name a unit after the input by its layer and number, counted from 1.

    An output of several has the name of its class, if the classes have names.
    """
    if unit.layer == len(shape) - 1:
        if shape[-1] > 1 and names:
            return text("unit.output_named", name=names[unit.index])
        if shape[-1] > 1:
            return text("unit.output_class", number=unit.index + 1)
        return text("unit.output")
    return text("unit.hidden", layer=unit.layer, number=unit.index + 1)


def class_label(index: int, names: Sequence[str] = ()) -> str:
    """Name a class; one without a name of its own has its number, counted from 1."""
    return names[index] if names else text("class.number", number=index + 1)


def sample_label(y: float, classes: int, names: Sequence[str] = ()) -> str:
    """Name what a sample is: its class by sign or name, or its value in regression.

    Parameters
    ----------
    y : float
        Its label, as in `Points`.
    classes : int
        Number of classes, 0 for regression.
    names : sequence of str
        Names of the classes, if they have any; of two the negative one first.
    """
    if classes > 2:
        return class_label(int(y), names)
    if classes == 0:
        return rounded(y)
    sign = text("legend.positive" if y > 0 else "legend.negative")
    return text("legend.class", name=names[int(y > 0)], sign=sign) if names else sign


def edge_label(
    edge: Edge, shape: Sequence[int], features: Sequence[str], names: Sequence[str] = ()
) -> str:
    """Name a weight by the units that it connects; outputs as in `unit_label`."""
    is_first, is_last = edge.layer == 1, edge.layer == len(shape) - 1
    several = "named" if names else "class"
    target = (several if shape[-1] > 1 else "output") if is_last else "hidden"
    return text(
        f"edge.{'input' if is_first else 'hidden'}_{target}",
        source=feature_label(features[edge.source]) if is_first else "",
        from_layer=edge.layer - 1,
        from_number=edge.source + 1,
        layer=edge.layer,
        number=edge.target + 1,
        name=names[edge.target] if target == "named" else "",
    )
