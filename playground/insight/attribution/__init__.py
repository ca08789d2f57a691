"""Which inputs an answer is owed to: gradients, deconvolution, layer-wise relevance propagation."""
