"""Data to learn from, and the features that a network can take of the plane, in NumPy only."""

from .datasets import DATASETS, Dataset, Samples, make_dataset
from .digits import DIGIT_CLASSES, DIGIT_SHAPE, digits_credit, load_digits
from .features import FEATURES, feature_matrix

__all__ = [
    "DATASETS",
    "DIGIT_CLASSES",
    "DIGIT_SHAPE",
    "FEATURES",
    "Dataset",
    "Samples",
    "digits_credit",
    "feature_matrix",
    "load_digits",
    "make_dataset",
]
