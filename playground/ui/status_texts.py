"""A frame in words and figures: what the page shows as text."""

from playground.text import text
from playground.views.labels import class_label, feature_label, sample_label, unit_label

MINUS = "\N{MINUS SIGN}"


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
    return {
        "epoch": f"{frame.epoch:07,}",
        "test_loss": loss_text(frame.test_loss),
        "train_loss": loss_text(frame.train_loss),
        **_score(frame),
        **_legend(frame),
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


def _score(frame):
    """Give what is measured beside the losses: accuracy, or R² in regression."""
    if frame.problem == "classification":
        share = text("output.percent", value=round(100 * frame.test_accuracy))
        return {"score_name": text("output.accuracy"), "score": share}
    share = frame.test_r_squared
    if share is None:
        return {"score_name": text("output.r_squared"), "score": text("output.none")}
    sign = MINUS if share < 0 else ""
    return {"score_name": text("output.r_squared"), "score": sign + loss_text(abs(share))}


def _legend(frame):
    """Name the two signs, and apart from them more than two classes, one a line."""
    several = frame.has_class_maps
    names = () if several else frame.class_names
    negative, positive = (sample_label(y, 2, names) for y in (-1, 1))
    labels = [class_label(index, frame.class_names) for index in range(frame.classes)]
    classes = "\n".join(labels) if several else ""
    return {"negative": negative, "positive": positive, "classes": classes}


def _caption(frame):
    if frame.shown is None:
        return text(f"output.title_{frame.inputs}")
    if isinstance(frame.shown, str):
        return feature_label(frame.shown)
    if frame.has_class_maps and frame.shown.layer == len(frame.shape) - 1:
        name = class_label(frame.shown.index, frame.class_names)
        return text("output.probability", name=name)
    return unit_label(frame.shown, frame.shape, frame.class_names)
