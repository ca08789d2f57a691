"""The one description of an experiment: every setting, its bounds, its doc, its permalink."""

from playground.experiment.experiment import Experiment, parse_permalink
from playground.experiment.setting_choices import (
    DIGIT_COUNT,
    DIGITS,
    LEARNING_RATES,
    LOSSES_FOR,
    MAX_EPOCHS,
    MAX_LAYERS,
    MAX_NEURONS,
    MAX_SAMPLES,
    MAX_SEED,
    OUTPUT_FOR,
    OWN_DATA,
    PROBLEMS,
    REGULARIZATION_RATES,
    SPEEDS,
    SUITABLE_SETTINGS,
    USUAL_DATASETS,
    USUAL_FEATURES,
)

__all__ = [
    "DIGITS",
    "DIGIT_COUNT",
    "LEARNING_RATES",
    "LOSSES_FOR",
    "MAX_EPOCHS",
    "MAX_LAYERS",
    "MAX_NEURONS",
    "MAX_SAMPLES",
    "MAX_SEED",
    "OUTPUT_FOR",
    "OWN_DATA",
    "PROBLEMS",
    "REGULARIZATION_RATES",
    "SPEEDS",
    "SUITABLE_SETTINGS",
    "USUAL_DATASETS",
    "USUAL_FEATURES",
    "Experiment",
    "parse_permalink",
]
