"""The drawer that compares by eye."""
