"""The components of the page, by the names of their places on it."""

import panel as pn

from playground.text import text
from playground.ui import setting_controls, widgets


def make_roots(app):
    """Make the components that steer and show an application.

    Parameters
    ----------
    app : App

    Returns
    -------
    dict of str to panel.viewable.Viewable
    """
    experiment, permissions = app.experiment, app.permissions
    layers = setting_controls.LayerControls(experiment, permissions)
    transport = {
        "reset": widgets.icon_button(text("button.reset"), "reset", app.reset),
        "play": widgets.icon_button(text("button.play"), "play", app.toggle),
        "step": widgets.icon_button(text("button.step"), "step", app.step),
        "new_weights": widgets.text_button(text("button.new_weights"), app.new_weights),
    }
    features = setting_controls.feature_buttons(experiment, app.complain)
    for name, button in (transport | {"features": features}).items():
        permissions.govern(name, button)
    return {
        **transport,
        **setting_controls.training_controls(experiment, permissions),
        **setting_controls.data_controls(experiment, permissions, app.regenerate),
        "features": features,
        **layers.layers,
        **_neuron_buttons(layers),
        **setting_controls.output_controls(experiment, permissions),
        "recover": widgets.text_button(text("button.recover"), app.recover),
        **app.editor.roots,
        "drawer": app.drawers.root,
        "exercise": app.coursework.root,
        **{figure.name: pn.pane.Bokeh(figure) for figure in app.stage.figures},
    }


def show_playing(button, is_playing):
    """Let the button of play and pause say what a click on it will do."""
    button.label = text("button.pause" if is_playing else "button.play")
    icon = "icon-pause" if is_playing else "icon-play"
    button.css_classes = ["icon-button", "play", icon]


def _neuron_buttons(layers):
    return {
        f"{verb}_neuron_{layer}": button
        for layer, pair in enumerate(layers.neurons)
        for verb, button in zip(("remove", "add"), pair, strict=True)
    }
