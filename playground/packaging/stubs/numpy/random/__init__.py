"""Stands in for the package of this name: its generator without the older and the rarer ones."""

from numpy.random._generator import Generator, default_rng
from numpy.random._pcg64 import PCG64
from numpy.random.bit_generator import BitGenerator, SeedSequence

__all__ = ["PCG64", "BitGenerator", "Generator", "RandomState", "SeedSequence", "default_rng"]


class RandomState:
    """A class that nothing is an instance of: NumPy asks of each seed whether it is one."""
