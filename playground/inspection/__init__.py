"""A network laid open: its formulas with the numbers in them, and one sample's way through it."""
