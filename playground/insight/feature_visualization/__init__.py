"""What a unit responds to most: activation maximisation and multifaceted features."""
