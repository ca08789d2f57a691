"""The drawer of activation maximisation."""
