"""The drawer of the model's further settings."""
