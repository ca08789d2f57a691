"""Ready-made starts."""
