"""What several drawers have in common."""
