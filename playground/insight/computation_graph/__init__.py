"""The operations of a training step as a graph, grouped and laid out."""
