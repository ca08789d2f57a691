"""Tree shaking: leaves out of libraries what nothing in the page can reach by its name."""

from playground.packaging.tree_shaking.shaken import shake

__all__ = ["shake"]
