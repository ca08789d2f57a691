"""An experiment made alive: data, network, training and the history of its run."""

from playground.session.session import LARGEST_EDIT, Session

__all__ = ["LARGEST_EDIT", "Session"]
