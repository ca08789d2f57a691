"""The figure of the network: units, edges, and where they lie."""
