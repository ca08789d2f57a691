"""The one description of an experiment: every setting, its bounds, its doc, its permalink."""

from playground.experiment.experiment import Experiment, parse_permalink
from playground.experiment.input_kinds import DIGITS, INPUT_KINDS, OWN_DATA, PLANE
from playground.experiment.setting_choices import (
    LEARNING_RATES,
    LOSSES_FOR,
    MARKED_DIGITS,
    MAX_EPOCHS,
    MAX_LAYERS,
    MAX_SEED,
    OUTPUT_FOR,
    PROBLEMS,
    REGULARIZATION_RATES,
    SPEEDS,
    USUAL_DATASETS,
    USUAL_FEATURES,
)

__all__ = [
    "DIGITS",
    "INPUT_KINDS",
    "LEARNING_RATES",
    "LOSSES_FOR",
    "MARKED_DIGITS",
    "MAX_EPOCHS",
    "MAX_LAYERS",
    "MAX_SEED",
    "OUTPUT_FOR",
    "OWN_DATA",
    "PLANE",
    "PROBLEMS",
    "REGULARIZATION_RATES",
    "SPEEDS",
    "USUAL_DATASETS",
    "USUAL_FEATURES",
    "Experiment",
    "parse_permalink",
]
