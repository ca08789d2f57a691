"""What is told of a loss landscape in numbers, and which of its numbers are drawn."""

import numpy as np
from markupsafe import Markup

from playground.text import text

SMALLEST_LOSS = 1e-12
"""What a loss of 0 counts as on a logarithmic scale."""


def shown_values(surface, is_log=False):
    """Return finite values to draw: the losses, or their logarithms to base 10."""
    is_finite = np.isfinite(surface.loss)
    losses = np.where(is_finite, surface.loss, surface.loss[is_finite].max())
    return np.log10(np.maximum(losses, SMALLEST_LOSS)) if is_log else losses


def numbers_html(surface):
    """Write the numbers that describe a landscape as a table."""
    alpha, beta, lowest = surface.minimum
    first, second = surface.curvature
    rows = {
        "center": f"{surface.center_loss:.4g}",
        "minimum": text("landscape.at", loss=f"{lowest:.4g}", a=f"{alpha:.2f}", b=f"{beta:.2f}"),
        "highest": f"{surface.loss.max():.4g}",
        "curvature": f"{first:.3g}, {second:.3g}",
        "sharpness": f"{surface.sharpness():.3g}",
        "roughness": f"{surface.roughness:.2f}",
    }
    if surface.path_share is not None:
        rows["share"] = text("output.percent", value=round(100 * surface.path_share))
    row = Markup("<tr><th scope=row>{}</th><td>{}</td></tr>")
    body = (row.format(text(f"landscape.number.{name}"), value) for name, value in rows.items())
    return Markup("<table>{}</table>").format(Markup("").join(body))
