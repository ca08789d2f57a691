"""Toy data sets on the plane and the features that a network can take of it, in NumPy only."""

from .datasets import DATASETS, Dataset, Samples, make_dataset
from .features import FEATURES, feature_matrix

__all__ = ["DATASETS", "FEATURES", "Dataset", "Samples", "feature_matrix", "make_dataset"]
