"""The loss of a network on fixed samples, prepared once to be taken again and again."""

from numpy.typing import ArrayLike

from playground.arrays import Floats

from .losses import loss_for_output
from .network import Network, quiet
from .propagation import Pass


class Evaluator:
    """A network's loss and outputs on samples that stay the same while the parameters change.

    Samples and targets are checked once, and all arrays are allocated once.

    Parameters
    ----------
    network : Network
        It is evaluated with the parameters it has at that time.
    X, y, loss
        As for ``Network.loss``, which raises the same errors.

    Attributes
    ----------
    columns : Columns
        Samples and targets as the engine works on them.
    """

    def __init__(self, network: Network, X: ArrayLike, y: ArrayLike, loss: str = "squared"):
        self.columns = network.columns(X, y, loss)
        self._loss = loss_for_output(loss, network.output)
        self._pass = Pass(network, self.columns.inputs.shape[1])
        self.loss()

    @quiet
    def loss(self) -> float:
        """Return the mean over samples of the loss, as ``Network.loss`` does."""
        self._pass.forward(self.columns.inputs)
        return self._pass.loss(self._loss, self.columns.targets)

    @property
    def outputs(self) -> Floats:
        """The network's outputs when ``loss`` was last called, or at first, (n, outputs).

        A view, which the next call overwrites.
        """
        return self._pass.layers[-1].activations.T
