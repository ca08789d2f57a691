"""The recording that the page shows while Python loads: how the default network learns.

It holds the network's parameters at some epochs, of which ``static/recorded-network.js`` computes
what the network answered.
"""

import json

from playground.data import EXTENT
from playground.experiment import Experiment
from playground.session import Session
from playground.views.palette import RAMP_SIZE

NAME = "recording.json"

EPOCHS = (*range(0, 40, 2), *range(40, 201, 5))
"""Those that are recorded: at first the network changes quickly."""

SCALE = 1000
"""Parameters are whole multiples of its inverse."""


def recording() -> bytes:
    """Train the default experiment and return its recording as JSON."""
    session = Session(Experiment())
    moments = []
    for epoch in EPOCHS:
        session.advance(epoch - session.epoch)
        moments.append((session.network.theta * SCALE).round().astype(int).tolist())
    content = {
        "shape": session.network.shape,
        "epochs": EPOCHS,
        "scale": SCALE,
        "extent": EXTENT,
        "colors": RAMP_SIZE,
        "moments": moments,
    }
    return json.dumps(content, separators=(",", ":")).encode()
