"""Code that reproduces a trained network outside the playground, as text for a student to read."""

from collections.abc import Sequence

from . import keras_code, numpy_code, sklearn_code, torch_code
from .parts import ExportError, TrainedNetwork

LIBRARIES = {
    "numpy": numpy_code.source,
    "torch": torch_code.source,
    "keras": keras_code.source,
    "sklearn": sklearn_code.source,
}
"""What writes the code for each library."""

__all__ = ["LIBRARIES", "ExportError", "export_code"]


def export_code(network: TrainedNetwork, features: Sequence[str], library: str) -> str:
    """Write a Python program that calculates what a network does.

    Its function ``predict(X)`` takes points (n, 2), or images (n, pixels), and returns the
    network's outputs (n, outputs).
    Weights and biases are rounded to twelve significant digits; it calculates in double precision,
    but for Keras, which multiplies matrices in single precision; its code says so.

    Parameters
    ----------
    network : Network
        The network, with its present parameters.
    features : sequence of str
        What the network is given about a point: names in `playground.data.FEATURES` or formulas;
        or the names of an image's pixels.
    library : str
        A name in `LIBRARIES`.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the library is unknown.
    ExportError
        If the library cannot express the network; the message is a sentence that says why.
    """
    if library not in LIBRARIES:
        raise ValueError(f"library must be one of {', '.join(LIBRARIES)}, got {library!r}")
    return LIBRARIES[library](network, features)
