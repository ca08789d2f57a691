"""Relevance as HTML: sums beside the score, and bars for few inputs."""

from collections.abc import Sequence

from markupsafe import Markup

from playground.insight.attribution.explanation import CONSERVING, Explanation, scaled
from playground.number_format import number
from playground.text import text
from playground.ui.html_tables import table_html
from playground.views.labels import feature_label


def sums_html(explanation: Explanation, names: Sequence[str]) -> Markup:
    """Lay out what the relevances add up to.

    Parameters
    ----------
    explanation : Explanation
    names : sequence of str
        Names of the inputs.
    """
    rows = []
    for method, values in explanation.relevance.items():
        total = float(values.sum())
        rest = number(explanation.score - total) if method in CONSERVING else text("output.none")
        strongest = int(abs(values).argmax())
        most = f"{number(values[strongest])} ({feature_label(names[strongest])})"
        rows.append((text(f"method.{method}"), [number(total), rest, most]))
    heads = [text(f"relevance.{name}") for name in ("method", "sum", "rest", "strongest")]
    return table_html(text("relevance.sums", score=number(explanation.score)), heads, rows)


def bars_html(explanation: Explanation, names: Sequence[str]) -> Markup:
    """Lay out a bar for each input and method; bars of one method share a scale."""
    rows = []
    for method, values in explanation.relevance.items():
        cells = [_bar(share, value) for share, value in zip(scaled(values), values, strict=True)]
        rows.append((text(f"method.{method}"), cells))
    heads = [text("relevance.method"), *map(feature_label, names)]
    return table_html(text("relevance.bars"), heads, rows)


def _bar(share: float, value: float) -> Markup:
    side = "for" if value >= 0 else "against"
    return Markup('<span class="signed"><i class="{}" style="width: {:.1f}%"></i></span>{}').format(
        side, 50 * abs(share), number(value)
    )
