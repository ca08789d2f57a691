"""How far data go: the part of the plane that is looked at, and how many samples there can be."""

EXTENT = 6.0
"""The plane runs from -EXTENT to +EXTENT along each axis."""

MAX_SAMPLES = 10_000
"""Samples at most, training and test data together."""
