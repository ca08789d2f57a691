"""The drawer of skip connections."""
