"""What can be computed about a network: pictures of what its units answer, and why."""

from .computation import Computation
from .dataflow import dataflow
from .dataflow_view import dataflow_view
from .excitation import TopSamples, top_samples
from .facets import Facet, Facets, facets
from .flipping import REMOVALS, FlippingCurves, pixel_flipping
from .landscape import landscape, landscape_cut
from .lrp import RuleSettings
from .maps import decision_maps, feature_maps, plane_grid
from .maximisation import Maximisation, maximise, random_starts
from .regularizers import PRESETS
from .relevance import METHODS, methods_for, relevance, relevance_by_layer, relevance_maps
from .step_values import statistics, step_values

__all__ = [
    "METHODS",
    "PRESETS",
    "REMOVALS",
    "Computation",
    "Facet",
    "Facets",
    "FlippingCurves",
    "Maximisation",
    "RuleSettings",
    "TopSamples",
    "dataflow",
    "dataflow_view",
    "decision_maps",
    "facets",
    "feature_maps",
    "landscape",
    "landscape_cut",
    "maximise",
    "methods_for",
    "pixel_flipping",
    "plane_grid",
    "random_starts",
    "relevance",
    "relevance_by_layer",
    "relevance_maps",
    "statistics",
    "step_values",
    "top_samples",
]
