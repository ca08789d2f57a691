"""A frame in words and figures: what the page shows as text."""

from playground.frame import Frame
from playground.number_format import grouped, loss, percent, share
from playground.text import text
from playground.views.labels import class_label, feature_label, sample_label, unit_label


def status_texts(frame: Frame) -> dict[str, str]:
    """Give the page's texts for a frame, by the name of their place.

    Parameters
    ----------
    frame : Frame

    Returns
    -------
    dict of str to str
    """
    hidden = frame.shape[1:-1]
    return {
        "epoch": grouped(frame.epoch),
        "test_loss": loss(frame.test_loss),
        "train_loss": loss(frame.train_loss),
        "losses": f"{frame.train_loss:.4g} {frame.test_loss:.4g}",
        **_score(frame),
        **_legend(frame),
        "layers": text("network.layers", count=len(hidden)),
        "skips": text("caption.skip") if any(frame.residual) else "",
        "hidden": ",".join(map(str, hidden)),
        "caption": _caption(frame),
    }


def _score(frame: Frame) -> dict[str, str]:
    """Give what is measured beside the losses: accuracy, or R² in regression."""
    if frame.test_accuracy is not None:
        return {"score_name": text("output.accuracy"), "score": percent(frame.test_accuracy)}
    found = frame.test_r_squared
    shown = text("output.none") if found is None else share(found)
    return {"score_name": text("output.r_squared"), "score": shown}


def _legend(frame: Frame) -> dict[str, str]:
    """Name the two signs, and apart from them more than two classes, one a line."""
    several = frame.has_class_maps
    names = () if several else frame.class_names
    negative, positive = (sample_label(y, 2, names) for y in (-1, 1))
    labels = [class_label(index, frame.class_names) for index in range(frame.classes)]
    classes = "\n".join(labels) if several else ""
    return {"negative": negative, "positive": positive, "classes": classes}


def _caption(frame: Frame) -> str:
    if frame.shown is None:
        return text(f"output.title_{frame.inputs}")
    if isinstance(frame.shown, str):
        return feature_label(frame.shown)
    if frame.has_class_maps and frame.shown.layer == len(frame.shape) - 1:
        name = class_label(frame.shown.index, frame.class_names)
        return text("output.probability", name=name)
    return unit_label(frame.shown, frame.shape, frame.class_names)
