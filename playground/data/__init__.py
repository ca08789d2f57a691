"""Data to learn from, and the features that a network can take of the plane, in NumPy only."""

from .bounds import EXTENT, MAX_SAMPLES
from .datasets import DATASETS, Dataset, Samples, make_dataset, split
from .digits import (
    DIGIT_CLASSES,
    DIGIT_COUNT,
    DIGIT_SHAPE,
    PIXEL_MARK,
    PIXELS,
    digits_credit,
    load_digits,
)
from .features import FEATURES, feature_function, feature_matrix
from .formula import FormulaError, parse_formula
from .own_split import split_points
from .points import EXAMPLE_POINTS, PointSet

__all__ = [
    "DATASETS",
    "DIGIT_CLASSES",
    "DIGIT_COUNT",
    "DIGIT_SHAPE",
    "EXAMPLE_POINTS",
    "EXTENT",
    "FEATURES",
    "MAX_SAMPLES",
    "PIXELS",
    "PIXEL_MARK",
    "Dataset",
    "FormulaError",
    "PointSet",
    "Samples",
    "digits_credit",
    "feature_function",
    "feature_matrix",
    "load_digits",
    "make_dataset",
    "parse_formula",
    "split",
    "split_points",
]
