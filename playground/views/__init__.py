"""Bokeh figures that draw frames; they never train and never decide."""

from playground.views.loss import LossView
from playground.views.network.network_view import NetworkView
from playground.views.output import OutputView

__all__ = ["LossView", "NetworkView", "OutputView"]
