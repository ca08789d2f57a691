"""An experiment made alive: data, network, training and the history of its run."""

from playground.session.editing import LARGEST_EDIT
from playground.session.session import Session

__all__ = ["LARGEST_EDIT", "Session"]
