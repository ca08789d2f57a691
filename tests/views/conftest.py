"""Frames of networks of many shapes, for the views to draw."""

import pytest

from playground.experiment import USUAL_FEATURES, Experiment
from playground.session import Session

EXPERIMENTS = {
    "the default": {},
    "no hidden layer": {"hidden": []},
    "one neuron": {"hidden": [1], "features": ["sin_x2"]},
    "features from links": {"hidden": [3], "features": ["x2", "x1_x2", "cos_x1", "cos_x2"]},
    "three classes": {"dataset": "blobs", "features": ["x1", "=x1*x2"]},
    "no hidden layer, three classes": {"dataset": "blobs", "hidden": []},
    "the largest": {"hidden": [8] * 6, "features": list(USUAL_FEATURES)},
}


@pytest.fixture
def session():
    return Session(Experiment())


@pytest.fixture(params=EXPERIMENTS.values(), ids=list(EXPERIMENTS))
def frame(request):
    """Frames after an epoch, when all weights differ."""
    session = Session(Experiment(**request.param))
    session.advance()
    return session.frame()
