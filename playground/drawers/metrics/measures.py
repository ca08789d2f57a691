"""How well a network does on samples, as tables of texts."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from playground.arrays import AnyFloats, Numbers
from playground.insight import metrics
from playground.number_format import exact, exact_percent, grouped
from playground.text import text
from playground.ui.html_tables import table_html
from playground.ui.live_text import Texts
from playground.ui.markup import live_number, untranslated

KINDS = ("train", "test")
"""Which samples: those the network learns from, and the others."""


def class_labels(outputs: int) -> tuple[int, ...]:
    """Give the labels of all classes of a network with so many outputs, in the order of tables."""
    return metrics.BINARY_LABELS if outputs == 1 else tuple(range(outputs))


def values_html(names: Sequence[str]) -> Markup:
    """Lay out a table with a row for each measure and a column for each kind of sample."""
    rows = [
        (text(f"metrics.{name}"), [live_number(f"{kind} {name}") for kind in KINDS])
        for name in names
    ]
    heads = [text("metrics.measure"), *(text(f"metrics.{kind}") for kind in KINDS)]
    return table_html(text("metrics.values"), heads, rows)


def confusion_html(kind: str, names: Sequence[str]) -> Markup:
    """Lay out the confusion matrix of one kind of sample, with precision, recall and accuracy.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    names : sequence of str
        Names of the classes in the order of `class_labels`.
    """
    named = [untranslated(name) for name in names]
    rows: list[tuple[str, list[Markup]]] = [
        (name, [*_counts(kind, i, len(names)), live_number(f"{kind} recall {i}")])
        for i, name in enumerate(named)
    ]
    precisions = [live_number(f"{kind} precision {j}") for j in range(len(names))]
    rows.append((text("metrics.precision"), [*precisions, live_number(f"{kind} accuracy")]))
    heads = [text("metrics.true_predicted"), *named, text("metrics.recall")]
    return table_html(text(f"metrics.confusion_{kind}"), heads, rows)


def _counts(kind: str, i: int, classes: int) -> list[Markup]:
    cell = Markup(
        '<span class="shade" translate="no" data-key="{0}" data-share="share {0}"></span>'
    )
    return [cell.format(f"{kind} {i} {j}") for j in range(classes)]


def classification_texts(kind: str, outputs: AnyFloats, y: Numbers) -> Texts:
    """Write how samples are classified.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    outputs : ndarray, shape (n, outputs)
        The network's answers.
    y : ndarray, shape (n,)
        The true labels.

    Returns
    -------
    dict of str to str
        After the kind: "accuracy", "precision 0", "recall 0", and "0 1" for the number of samples
        of the first class that are taken for the second; and "share" before all that for the
        share of their true class, from 0 to 1.
    """
    labels = class_labels(outputs.shape[1])
    confusion = metrics.confusion_matrix(y, metrics.predicted_classes(outputs), labels)
    shares = confusion / np.maximum(confusion.sum(axis=1, keepdims=True), 1)
    texts = {f"{kind} accuracy": exact_percent(metrics.accuracy(confusion))}
    for name, values in (
        ("precision", metrics.precision(confusion)),
        ("recall", metrics.recall(confusion)),
    ):
        texts |= {f"{kind} {name} {i}": exact_percent(value) for i, value in enumerate(values)}
    for (i, j), count in np.ndenumerate(confusion):
        texts[f"{kind} {i} {j}"] = grouped(int(count))
        texts[f"share {kind} {i} {j}"] = f"{shares[i, j]:.3f}"
    return texts


def regression_texts(kind: str, predicted: AnyFloats, y: Numbers) -> Texts:
    """Write how near predictions (n,) come to the true values (n,), by the name of each measure."""
    return {
        f"{kind} r_squared": exact(metrics.r_squared(y, predicted)),
        f"{kind} mean_absolute_error": exact(metrics.mean_absolute_error(y, predicted)),
    }
