"""Widgets and everything that shows or asks beside the figures."""
