"""What is told of a loss landscape in numbers, and which of its numbers are drawn."""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from playground.arrays import Floats
from playground.insight.loss_landscape.surface import Landscape
from playground.number_format import fixed, percent, rounded
from playground.text import text

SMALLEST_LOSS = 1e-12
"""What a loss of 0 counts as on a logarithmic scale."""


def shown_values(surface: Landscape, is_log: bool = False) -> Floats:
    """Return finite values to draw: the losses, or their logarithms to base 10."""
    is_finite = np.isfinite(surface.loss)
    losses = np.where(is_finite, surface.loss, surface.loss[is_finite].max())
    return np.log10(np.maximum(losses, SMALLEST_LOSS)) if is_log else losses


def scale_html(values: Floats, is_log: bool, colors: Sequence[str]) -> Markup:
    """Write the scale of what is drawn: its lowest and highest loss, and the colours in between.

    Parameters
    ----------
    values : ndarray
        As of `shown_values`.
    is_log : bool
    colors : sequence of str
        From the lowest to the highest.
    """
    ends = float(values.min()), float(values.max())
    low, high = (10**end if is_log else end for end in ends)
    ramp = Markup('<span class="ramp" style="background: linear-gradient(to right, {})"></span>')
    return Markup('<p class="scale" dir="ltr">{} {}{}{}</p>').format(
        text("landscape.loss_axis"), rounded(low), ramp.format(", ".join(colors)), rounded(high)
    )


def numbers_html(surface: Landscape) -> Markup:
    """Write the numbers that describe a landscape as a table."""
    alpha, beta, lowest = surface.minimum
    first, second = surface.curvature
    rows = {
        "center": rounded(surface.center_loss),
        "minimum": text("landscape.at", loss=rounded(lowest), a=fixed(alpha, 2), b=fixed(beta, 2)),
        "highest": rounded(surface.loss.max()),
        "curvature": text(
            "landscape.both", first=rounded(first, digits=3), second=rounded(second, digits=3)
        ),
        "sharpness": rounded(surface.sharpness(), digits=3),
        "roughness": fixed(surface.roughness, 2),
    }
    if surface.path_share is not None:
        rows["share"] = percent(surface.path_share)
    row = Markup("<tr><th scope=row>{}</th><td>{}</td></tr>")
    body = (row.format(text(f"landscape.number.{name}"), value) for name, value in rows.items())
    return Markup("<table>{}</table>").format(Markup("").join(body))
