"""Two states of a network compared on the plane, and its answers sample by sample."""

import numpy as np

from playground.arrays import AnyFloats, Floats, Numbers


def margin(maps: AnyFloats) -> list[Floats]:
    """Return maps that are 0 where the answer turns from one class to another.

    Parameters
    ----------
    maps : ndarray, shape (outputs, n, n)
        What the outputs answer over the plane: one by its sign, of several the largest.

    Returns
    -------
    list of ndarray, shape (n, n)
        One map; of several outputs how far each is ahead of the best of the others.
    """
    if len(maps) == 1:
        return [maps[0].astype(float)]
    others = [np.delete(maps, k, axis=0).max(axis=0) for k in range(len(maps))]
    return [(one - other).astype(float) for one, other in zip(maps, others, strict=True)]


def change(before: AnyFloats, now: AnyFloats) -> Floats:
    """Return how the answer has changed at each point, from -1 to 1.

    Of one output half the difference, since it goes from -1 to 1; of several, which are
    probabilities, the share that has moved (the total variation), without a sign.
    """
    difference = now.astype(float) - before
    whole = difference[0] / 2 if len(now) == 1 else np.abs(difference).sum(axis=0) / 2
    clipped: Floats = np.clip(whole, -1, 1)
    return clipped


def sample_errors(outputs: AnyFloats, y: Numbers) -> Floats:
    """Return how far each answer is from its label, (n,): 0 is right.

    Of one output the distance to the label; of several, which are probabilities, what the right
    class lacks of 1.
    """
    if outputs.shape[1] == 1:
        distance: Floats = np.abs(outputs[:, 0] - y)
        return distance
    lacks: Floats = 1 - outputs[np.arange(len(y)), np.asarray(y, int)].astype(float)
    return lacks
