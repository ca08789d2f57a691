"""The drawer of saving and exporting."""
