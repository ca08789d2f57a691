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
        "test_loss": f"{frame.test_loss:.3f}",
        "train_loss": f"{frame.train_loss:.3f}",
        "accuracy": text("output.none")
        if accuracy is None
        else text("output.percent", value=round(100 * accuracy)),
        "layers": text(
            "network.layers_one" if len(hidden) == 1 else "network.layers", count=len(hidden)
        ),
        "hidden": ",".join(map(str, hidden)),
        "caption": _caption(frame),
    }


def _caption(frame):
    if frame.shown is None:
        return text("output.title")
    if isinstance(frame.shown, str):
        return feature_label(frame.shown)
    return unit_label(frame.shown, frame.shape)
