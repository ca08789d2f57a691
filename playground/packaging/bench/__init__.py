"""Measures the built page in Chromium: its start, its speed while it trains, and its endurance."""

from playground.packaging.bench.measurement import Measured, choose, measure
from playground.packaging.bench.report import machine, missed, report, save
from playground.packaging.bench.soak import soak

__all__ = ["Measured", "choose", "machine", "measure", "missed", "report", "save", "soak"]
