"""The drawer that shows every number of a neuron, a sample and a step."""
