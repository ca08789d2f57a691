"""What can be computed about a network: pictures of what its units answer, and why."""

from playground.insight.attribution.lrp import RuleSettings
from playground.insight.attribution.pixel_flipping import REMOVALS, FlippingCurves, pixel_flipping
from playground.insight.attribution.relevance import (
    METHODS,
    methods_for,
    relevance,
    relevance_by_layer,
    relevance_maps,
)
from playground.insight.attribution.top_samples import TopSamples, top_samples
from playground.insight.computation_graph.build import dataflow
from playground.insight.computation_graph.nested_layout import dataflow_view
from playground.insight.computation_graph.step_values import statistics, step_values
from playground.insight.feature_visualization.facets import Facet, Facets, facets
from playground.insight.feature_visualization.maximisation import (
    Maximisation,
    maximise,
    random_starts,
)
from playground.insight.feature_visualization.regularizers import PRESETS
from playground.insight.loss_landscape.landscape import landscape
from playground.insight.sliced import Computation

from .maps import decision_maps, feature_maps, plane_grid

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
