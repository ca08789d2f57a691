"""The drawer with the contents of the course."""
