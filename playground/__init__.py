"""A neural-network playground for the classroom."""
