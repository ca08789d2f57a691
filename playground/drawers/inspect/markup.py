"""The inspected neuron and sample as HTML, whose numbers `LiveText` fills in."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.drawers.inspect.neuron import incoming, input_symbols
from playground.frame import Edge, Unit, units_of
from playground.text import text
from playground.ui.html_tables import table_html
from playground.ui.markup import live_formula, live_number
from playground.views.labels import edge_label, feature_label, unit_label

PASSAGE = ("z", "a", "delta_a", "slope", "delta_z")
"""Columns of the table that a sample passes through."""


def neuron_html(
    unit: Unit, shape: Sequence[int], features: Sequence[str], function: str, has_sample: bool
) -> Markup:
    """Lay out a neuron: formula, function, table of its parameters, what it does to the sample.

    Parameters
    ----------
    unit : Unit
    shape : sequence of int
        Units per layer.
    features : sequence of str
        The network's inputs.
    function : str
        Name of the neuron's activation function.
    has_sample : bool
        Whether a sample is followed.
    """
    about = [text(f"function.{function}"), text(f"slope.{function}")]
    return Markup(
        '{}<p class="note" translate="no">{}</p>{}'
        '<p class="problem" role="alert" data-key="error"></p>{}'
    ).format(
        live_formula("formula"),
        Markup("<br>").join(about),
        _parameter_table(unit, shape, features, has_sample),
        _sample_lines() if has_sample else "",
    )


def _sample_lines() -> Markup:
    """Lay out the neuron's arithmetic for one sample."""
    return Markup(
        '<p class="note" data-key="step"></p><h3 class="minor">{}</h3>{}<h3 class="minor">{}</h3>{}'
    ).format(
        text("inspect.forward"),
        live_formula("z") + live_formula("a"),
        text("inspect.backward"),
        live_formula("delta_a") + live_formula("delta_z"),
    )


def _parameter_table(
    unit: Unit, shape: Sequence[int], features: Sequence[str], has_sample: bool
) -> Markup:
    columns = ["gradient", *(["input", "sample", "after"] if has_sample else [])]
    symbols = [*input_symbols(unit, shape, features), text("inspect.bias")]
    rows = []
    for symbol, part in zip(symbols, incoming(unit, shape), strict=True):
        numbers = [live_number(f"{column} {part}") for column in columns]
        rows.append((symbol, [_field(part, shape, features), *numbers]))
    heads = [text(f"inspect.{name}") for name in ("from", "parameter", *columns)]
    return table_html(text("inspect.parameters"), heads, rows)


def passage_html(shape: Sequence[int], features: Sequence[str]) -> Markup:
    """Lay out a sample's way through all neurons.

    Parameters
    ----------
    shape : sequence of int
        Units per layer.
    features : sequence of str
        The network's inputs.
    """
    inputs = [
        (feature_label(name), ["", live_number(f"x {i}"), *[""] * (len(PASSAGE) - 2)])
        for i, name in enumerate(features)
    ]
    neurons = [
        (_choice(unit, shape), [live_number(f"{column} {unit}") for column in PASSAGE])
        for unit in units_of(shape)
    ]
    heads = [text(f"inspect.{name}") for name in ("neuron", *PASSAGE)]
    above = Markup('<h3 data-key="title"></h3>') + live_formula("loss")
    return above + table_html(text("inspect.passage"), heads, [*inputs, *neurons])


def _field(part: Unit | Edge, shape: Sequence[int], features: Sequence[str]) -> Markup:
    label = edge_label(part, shape, features) if isinstance(part, Edge) else text("editor.bias")
    return Markup(
        '<input data-key="{}" aria-label="{}" inputmode="decimal" autocomplete="off">'
    ).format(part, label)


def _choice(unit: Unit, shape: Sequence[int]) -> Markup:
    return Markup(
        '<button type="button" data-enter="{unit}" data-share="shown {unit}">{name}</button>'
    ).format(unit=unit, name=unit_label(unit, shape))
