"""Measures the built page in Chromium: its start, its speed while it trains, and its endurance."""

from playground.packaging.bench.figures import measure, report, save
from playground.packaging.bench.soak import soak

__all__ = ["measure", "report", "save", "soak"]
