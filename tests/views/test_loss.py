"""The loss curves of a run, test loss and training loss told apart by more than colour."""

import numpy as np

from playground.views import LossView
from playground.views.palette import INK


def test_the_curves_are_those_of_the_frame(session):
    view = LossView(session.frame())
    session.advance(5)
    curve = session.frame().curve
    columns = view.columns(session.frame())["loss_curve"]
    assert set(columns) == {"epoch", "train_loss", "test_loss"}
    for name, values in columns.items():
        np.testing.assert_array_equal(values, getattr(curve, name))


def test_one_line_is_dashed(session):
    lines = {
        renderer.glyph.y: renderer.glyph.line_dash
        for renderer in LossView(session.frame()).figure.renderers
    }
    assert lines["test_loss"] == []
    assert lines["train_loss"] != []


def test_the_losses_start_at_zero_and_so_do_the_epochs(session):
    figure = LossView(session.frame()).figure
    assert (figure.x_range.start, figure.y_range.start) == (0, 0)


def test_every_point_tells_its_figures(session):
    (hover,) = LossView(session.frame()).figure.hover
    told = [line for _, line in hover.tooltips]
    for line, name in zip(told, ["Epoch", "Test loss", "Training loss"], strict=True):
        assert line.startswith(f"{name} @")


def test_colours_follow_the_theme(session):
    view = LossView(session.frame())
    for theme in ("dark", "light"):
        view.restyle(theme)
        colors = {renderer.glyph.line_color for renderer in view.figure.renderers}
        assert colors == {INK[theme]["text"], INK[theme]["muted"]}
