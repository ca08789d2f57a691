"""The drawer of the loss landscape."""
