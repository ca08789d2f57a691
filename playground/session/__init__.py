"""An experiment made alive: data, network, training and the history of its run."""

from playground.session.session import (
    DATA_SETTINGS,
    FUNCTION_SETTINGS,
    LARGEST_EDIT,
    RUN_SETTINGS,
    TRAINER_SETTINGS,
    Session,
)

__all__ = [
    "DATA_SETTINGS",
    "FUNCTION_SETTINGS",
    "LARGEST_EDIT",
    "RUN_SETTINGS",
    "TRAINER_SETTINGS",
    "Session",
]
