"""The drawer of the computation graph."""
