"""The drawer in which teachers grade what a class has handed in."""
