"""The components of the page, by the names of their places on it."""

from typing import TYPE_CHECKING

import panel as pn
from panel.viewable import Viewable
from panel.widgets import Widget

from playground.text import text
from playground.ui import setting_controls, widgets
from playground.ui.context import Context
from playground.ui.layer_controls import LayerControls
from playground.ui.transport import Transport
from playground.ui.widgets import Button

if TYPE_CHECKING:
    from playground.ui.protocols import Drawers


def make_roots(
    context: Context, drawers: "Drawers"
) -> tuple[dict[str, Viewable], "TransportButtons"]:
    """Make the components that steer and show an application.

    Parameters
    ----------
    context : Context
    drawers : Drawers

    Returns
    -------
    roots : dict of str to panel.viewable.Viewable
    buttons : TransportButtons
        Those of them that look otherwise while training runs by itself.
    """
    experiment, permissions = context.experiment, context.permissions
    transport, main_views = context.transport, context.main_views
    layers = LayerControls(experiment, permissions)
    buttons = TransportButtons(transport)
    governed: dict[str, Widget] = {
        "reset": widgets.icon_button(text("button.reset"), "reset", transport.reset),
        "play": buttons.play,
        "step": widgets.icon_button(text("button.step"), "step", transport.step),
        "new_weights": widgets.text_button(text("button.new_weights"), transport.new_weights),
        "features": setting_controls.feature_buttons(experiment, context.notices.say),
    }
    for name, button in governed.items():
        permissions.govern(name, button)
    roots: dict[str, Viewable] = {
        **governed,
        **setting_controls.training_controls(experiment, permissions),
        **setting_controls.data_controls(experiment, permissions, transport.regenerate),
        **layers.layers,
        **_neuron_buttons(layers),
        **setting_controls.output_controls(experiment, permissions),
        "recover": buttons.recover,
        "undo": context.undo.button,
        **context.editor.roots,
        "drawer": drawers.root,
        "exercise": context.assignments.root,
        **{str(figure.name): pn.pane.Bokeh(figure) for figure in main_views.figures},
    }
    return roots, buttons


class TransportButtons:
    """The buttons whose look follows the run: play and pause, and recover after divergence.

    Parameters
    ----------
    transport : Transport

    Attributes
    ----------
    play, recover : Button
    """

    def __init__(self, transport: Transport) -> None:
        self._shown: tuple[bool, bool] | None = None
        self.play = widgets.icon_button(text("button.play"), "play", transport.toggle)
        self.recover = widgets.text_button(text("button.recover"), transport.recover)
        self.follow(False, False)

    def follow(self, playing: bool, diverged: bool) -> None:
        """Let the buttons say what a click on them will do."""
        if self._shown == (playing, diverged):
            return
        self._shown = playing, diverged
        self.play.label = text("button.pause" if playing else "button.play")
        icon = "icon-pause" if playing else "icon-play"
        self.play.css_classes = ["icon-button", "play", icon]
        self.recover.visible = diverged


def _neuron_buttons(layers: LayerControls) -> dict[str, Button]:
    return {
        f"{verb}_neuron_{layer}": button
        for layer, pair in enumerate(layers.neurons)
        for verb, button in zip(("remove", "add"), pair, strict=True)
    }
