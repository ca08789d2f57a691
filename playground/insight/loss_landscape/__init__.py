"""The loss over a plane or a line through the network's parameters (Li et al. 2017)."""
