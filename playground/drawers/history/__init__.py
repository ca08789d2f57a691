"""The drawer of the run's history and kept runs."""
