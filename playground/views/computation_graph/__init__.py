"""The figure of a computation graph."""
