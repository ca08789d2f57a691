"""A run of an experiment."""

from playground.experiment import Experiment
from playground.session import Session


def run(epochs=0, **settings):
    session = Session(Experiment(**settings))
    session.advance(epochs)
    return session
