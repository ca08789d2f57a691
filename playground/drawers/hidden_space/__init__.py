"""The drawer of the hidden space."""
