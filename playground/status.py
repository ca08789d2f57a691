"""A frame in words and figures: what the page shows as text."""

from playground.text import text
from playground.views.labels import feature_label, unit_label


def status_texts(frame):
    """Give the page's texts for a frame, by the name of their place.

    Parameters
    ----------
    frame : Frame

    Returns
    -------
    dict of str to str
    """
    hidden = frame.shape[1:-1]
    accuracy = frame.test_accuracy
    return {
        "epoch": f"{frame.epoch:07,}",
        "test_loss": loss_text(frame.test_loss),
        "train_loss": loss_text(frame.train_loss),
        "accuracy": text("output.none")
        if accuracy is None
        else text("output.percent", value=round(100 * accuracy)),
        "layers": text(
            "network.layers_one" if len(hidden) == 1 else "network.layers", count=len(hidden)
        ),
        "skips": text("caption.skip") if any(frame.residual) else "",
        "hidden": ",".join(map(str, hidden)),
        "caption": _caption(frame),
    }


def loss_text(loss):
    """Give a loss three decimals; a huge one, which would need much room, as a power of ten."""
    return f"{loss:.3f}" if loss < 1000 else f"{loss:.1e}"


def _caption(frame):
    if frame.shown is None:
        return text("output.title")
    if isinstance(frame.shown, str):
        return feature_label(frame.shown)
    return unit_label(frame.shown, frame.shape)
