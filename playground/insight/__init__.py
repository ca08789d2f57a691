"""What can be computed about a network: pictures of what its units answer, and why."""

from .maps import decision_maps, feature_maps, plane_grid

__all__ = ["decision_maps", "feature_maps", "plane_grid"]
