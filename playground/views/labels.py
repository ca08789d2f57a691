"""Names of units and edges as people read them."""

from playground.text import text


def feature_label(name):
    """Give the sign of an input feature, such as x₁²."""
    return text(f"feature.{name}")


def unit_label(unit, shape):
    """Name a unit after the input by its layer and number, counted from 1."""
    if unit.layer == len(shape) - 1:
        return text("unit.output")
    return text("unit.hidden", layer=unit.layer, number=unit.index + 1)


def edge_label(edge, shape, features):
    """Name a weight by the units that it connects."""
    if edge.layer == 1:
        source = feature_label(features[edge.source])
    else:
        source = text("unit.hidden_short", layer=edge.layer - 1, number=edge.source + 1)
    if edge.layer == len(shape) - 1:
        target = text("unit.output_short")
    else:
        target = text("unit.hidden_short", layer=edge.layer, number=edge.target + 1)
    return text("edge.label", source=source, target=target)
