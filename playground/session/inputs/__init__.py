"""The kinds of input: each has its samples, what a network is given of them, and its pictures.

A kind is a module of this package with a class `Inputs`, see `plane.Inputs`. It is imported when an
experiment needs it.
"""

from importlib import import_module

MODULES = {"plane": "playground.session.inputs.plane", "digits": "playground.session.inputs.digits"}
"""The module of each kind, by its name in `Experiment.inputs`."""


def inputs_of(experiment):
    """Return the `Inputs` of the kind that an experiment has."""
    return import_module(MODULES[experiment.inputs]).Inputs(experiment)
