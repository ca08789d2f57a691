"""The drawer of the sketch pad for digits."""
