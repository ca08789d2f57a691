"""The same experiment with and without skip connections, and the loss landscapes of both."""

from collections.abc import Generator, Mapping
from typing import Any

from playground.experiment import Experiment
from playground.insight import landscape
from playground.insight.loss_landscape.surface import Landscape
from playground.session import Session

EXAMPLE = {
    "dataset": "circle",
    "features": ["x1", "x2"],
    "hidden": [4] * 8,
    "activation": "relu",
    "layer_activations": [],
    "initialization": "he",
    "seed": 2,
}
"""A deep narrow network, for which skip connections make much of a difference (Li et al. 2017)."""

EXAMPLE_EPOCHS = 30
"""Epochs after which the difference is plain."""

MOST_EPOCHS = 300
"""Epochs that both networks are trained for at most."""


def skip_pair(
    settings: Mapping[str, Any], epochs: int, **choices: Any
) -> Generator[float, None, tuple[Landscape, ...]]:
    """Train two networks alike but for skip connections, and compute the landscape of each.

    Parameters
    ----------
    settings : dict
        Settings of the experiment; "skip" is replaced.
    epochs : int
        Epochs to train both for.
    **choices
        As for `landscape`.

    Yields
    ------
    float
        The share done.

    Returns
    -------
    tuple of Landscape
        Without and with skip connections.
    """
    surfaces = []
    for half, skip in enumerate((False, True)):
        session = Session(Experiment(**{**settings, "skip": skip}))
        for epoch in range(epochs):
            session.advance()
            yield (half + 0.5 * epoch / epochs) / 2
        computation = landscape.in_slices(session.network, *session.loss_arguments(), **choices)
        for share in computation.steps():
            yield (half + 0.5 + 0.5 * share) / 2
        surfaces.append(computation.run())
    return tuple(surfaces)
