"""The drawer of relevance maps."""
