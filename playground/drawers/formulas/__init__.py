"""The drawer of formulas as input features."""
