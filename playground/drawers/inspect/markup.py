"""The inspected neuron and sample as HTML, whose numbers `LiveText` fills in."""

from html import escape

from playground.drawers.inspect.neuron import incoming, input_symbols
from playground.frame import Edge, units_of
from playground.text import text
from playground.ui.html_tables import table_html
from playground.views.labels import edge_label, feature_label, unit_label

PASSAGE = ("z", "a", "delta_a", "slope", "delta_z")
"""Columns of the table that a sample passes through."""


def neuron_html(unit, shape, features, function, has_sample):
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
    return (
        '<p class="formula" data-key="formula"></p>'
        f'<p class="note">{"<br>".join(map(escape, about))}</p>'
        + _parameter_table(unit, shape, features, has_sample)
        + '<p class="problem" role="alert" data-key="error"></p>'
        + (_sample_lines() if has_sample else "")
    )


def _sample_lines():
    """Lay out the neuron's arithmetic for one sample."""
    return (
        '<p class="note" data-key="step"></p>'
        + _minor_heading(text("inspect.forward"))
        + '<p class="formula" data-key="z"></p><p class="formula" data-key="a"></p>'
        + _minor_heading(text("inspect.backward"))
        + '<p class="formula" data-key="delta_a"></p><p class="formula" data-key="delta_z"></p>'
    )


def _minor_heading(words):
    return f'<h3 class="minor">{escape(words)}</h3>'


def _parameter_table(unit, shape, features, has_sample):
    columns = ["gradient", *(["input", "sample", "after"] if has_sample else [])]
    symbols = [*input_symbols(unit, shape, features), text("inspect.bias")]
    rows = []
    for symbol, part in zip(symbols, incoming(unit, shape), strict=True):
        numbers = [_number(f"{column} {part}") for column in columns]
        rows.append((escape(symbol), [_field(part, shape, features), *numbers]))
    heads = [text(f"inspect.{name}") for name in ("from", "parameter", *columns)]
    return table_html(text("inspect.parameters"), heads, rows)


def passage_html(shape, features):
    """Lay out a sample's way through all neurons.

    Parameters
    ----------
    shape : sequence of int
        Units per layer.
    features : sequence of str
        The network's inputs.
    """
    inputs = [
        (escape(feature_label(name)), ["", _number(f"x {i}"), *[""] * (len(PASSAGE) - 2)])
        for i, name in enumerate(features)
    ]
    neurons = [
        (_choice(unit, shape), [_number(f"{column} {unit}") for column in PASSAGE])
        for unit in units_of(shape)
    ]
    heads = [text(f"inspect.{name}") for name in ("neuron", *PASSAGE)]
    table = table_html(text("inspect.passage"), heads, [*inputs, *neurons])
    return f'<h3 data-key="title"></h3><p class="formula" data-key="loss"></p>{table}'


def _number(key):
    return f'<span data-key="{key}"></span>'


def _field(part, shape, features):
    label = edge_label(part, shape, features) if isinstance(part, Edge) else text("editor.bias")
    return (
        f'<input data-key="{part}" aria-label="{escape(label)}" inputmode="decimal" '
        'autocomplete="off">'
    )


def _choice(unit, shape):
    name = escape(unit_label(unit, shape))
    return f'<button type="button" data-enter="{unit}" data-share="shown {unit}">{name}</button>'
