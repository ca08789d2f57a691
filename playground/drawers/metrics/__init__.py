"""The drawer of metrics."""
