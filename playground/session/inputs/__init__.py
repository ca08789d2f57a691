"""The kinds of input: each has its samples, what a network is given of them, and its pictures.

A kind is a module of this package, of its name in `INPUT_KINDS`, with a class `Inputs`, see
`plane.Inputs`. It is imported when an experiment needs it.
"""

from importlib import import_module


def inputs_of(experiment):
    """Return the `Inputs` of the kind that an experiment has."""
    return import_module(f"playground.session.inputs.{experiment.inputs}").Inputs(experiment)
