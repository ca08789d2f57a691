"""A neural-network playground for the classroom."""

__version__ = "0.2.0.dev0"
