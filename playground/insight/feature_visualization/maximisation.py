"""Activation maximisation: gradient ascent on the input, to see what a unit answers to.

Erhan et al. (2009), "Visualizing Higher-Layer Features of a Deep Network", with the regularizers of
Yosinski et al. (2015), "Understanding Neural Networks Through Deep Visualization".
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from playground.arrays import AnyFloats, Bools, Floats
from playground.engine import Network
from playground.engine.network import quiet
from playground.engine.validation import finite, positive, whole_number
from playground.insight.checks import unit_of
from playground.insight.feature_visualization.regularizers import Preset, Regularizers
from playground.insight.feature_visualization.unit_response import Mapping, UnitResponse
from playground.insight.sliced import sliced


@dataclass(frozen=True, eq=False)
class Maximisation:
    """Where gradient ascent went.

    If there were several starts, each array has one more axis for them: the last of ``score`` and
    ``activation``, the middle one of ``path``.

    Attributes
    ----------
    path : ndarray, shape (steps + 1, inputs)
        The input at the start and after each step.
    score : ndarray, shape (steps + 1,)
        The unit's pre-activation there, which is what the ascent climbs.
    activation : ndarray, shape (steps + 1,)
        The unit's activation there.
    stalled : ndarray of bool, shape () or (starts,)
        Whether the gradient was exactly zero somewhere on the path, so that only the regularizers
        moved the input.
    """

    path: Floats
    score: AnyFloats
    activation: AnyFloats
    stalled: Bools

    def of_start(self, i: int) -> "Maximisation":
        """Return what came of the i-th of several starts."""
        return Maximisation(
            self.path[:, i], self.score[:, i], self.activation[:, i], np.asarray(self.stalled[i])
        )


class Ascent(Preset, total=False):
    """Parameters of `maximise` that say how to climb, whichever the unit, the start and the end."""

    step_size: float
    image_shape: tuple[int, int] | None
    bounds: tuple[float, float] | None


@sliced
def maximise(
    net: Network,
    layer: int,
    unit: int,
    start: ArrayLike,
    steps: int = 100,
    step_size: float = 0.05,
    l2_decay: float = 0.0,
    blur_radius: float = 0.0,
    blur_every: int = 4,
    norm_percentile: float = 0.0,
    contribution_percentile: float = 0.0,
    image_shape: tuple[int, int] | None = None,
    bounds: tuple[float, float] | None = None,
    inputs: Mapping | None = None,
) -> Generator[float, None, Maximisation]:
    """Change an input step by step so that one unit answers more and more strongly.

    What climbs is the unit's pre-activation z: its gradient does not vanish where the activation
    saturates or a ReLU is off. The activation climbs with it, save for softmax, whose units compete
    and for residual layers, which add other activations to f(z).

    Parameters
    ----------
    net : Network
        The network. It may go on training meanwhile: the one explored is a copy.
    layer : int
        The unit's layer; the first after the inputs is 1.
    unit : int
        The unit's index in its layer, from 0.
    start : array_like, shape (inputs,) or (starts, inputs)
        Where to start, from one place or from several at once.
    steps : int
        Number of steps, at least 1.
    step_size : float
        Length of a step as a multiple of the gradient, greater than 0.
    l2_decay : float
        Share of the input, 0 to 1, that is lost in each step, lest few large values dominate.
    blur_radius : float
        Standard deviation in pixels of a Gaussian blur against high frequencies; 0 for none.
    blur_every : int
        The blur happens at every so many steps.
    norm_percentile : float
        Inputs whose size is under this percentile, 0 to 100, of all are set to 0 in each step.
    contribution_percentile : float
        Inputs whose contribution, the size of x ∂z/∂x, is under this percentile of all become 0.
    image_shape : tuple of int, optional
        Rows and columns of the image that the inputs are, needed for the blur.
    bounds : tuple of float, optional
        The least and the largest valid input; after each step others are moved to the nearer one.
    inputs : callable, optional
        Turns places (n, d) into inputs of the network (n, inputs). The ascent then takes place
        among these places, for instance points of the plane, of which the network gets features.
        It must be smooth; it is differentiated numerically.

    Returns
    -------
    Maximisation

    Raises
    ------
    ValueError
        If there is no such unit, a number is out of its range, a parameter of the network is not
        finite, the unit's gradient is zero at every start, or a step leads to infinity.
    """
    layer, unit = unit_of(net, layer, unit)
    x = _starts(start, net.shape[0] if inputs is None else None)
    whole_number("steps", steps, minimum=1)
    positive("step_size", step_size)
    regularize = Regularizers(
        l2_decay, blur_radius, blur_every, norm_percentile, contribution_percentile, image_shape
    )
    limit = _limiter(bounds)
    respond = UnitResponse(net.copy(), layer, unit, inputs, len(x))
    path, answers = [x], [respond(x)]
    if not answers[0].gradient.any():
        raise ValueError(
            f"unit {unit} of layer {layer} does not answer to changes of its input: "
            "the gradient is zero at the start"
        )
    for step in range(1, steps + 1):
        gradient = answers[-1].gradient
        x = limit(regularize(_climb(x, step_size, gradient), gradient, step))
        path.append(finite(f"the input after step {step}", x))
        answers.append(respond(x))
        yield step / steps
    scores, activations, gradients = map(np.stack, zip(*answers, strict=True))
    stalled = np.logical_not(gradients.any(axis=2).all(axis=0))
    several = Maximisation(np.stack(path), scores, activations, stalled)
    return several if np.ndim(start) == 2 else several.of_start(0)


def _starts(start: ArrayLike, width: int | None) -> Floats:
    """Return the starts as finite rows (n, d), where d is ``width`` if that is given."""
    x = np.atleast_2d(np.asarray(start, dtype=float))
    if x.ndim != 2 or x.size == 0 or width not in (None, x.shape[1]):
        inputs = "inputs" if width is None else width
        raise ValueError(
            f"start must have shape ({inputs},) or (starts, {inputs}), got {np.shape(start)}"
        )
    return finite("start", x)


@quiet
def _climb(x: Floats, step_size: float, gradient: AnyFloats) -> Floats:
    return x + step_size * gradient


def _limiter(bounds: tuple[float, float] | None) -> Callable[[Floats], Floats]:
    """Return a function that moves inputs into the bounds."""
    if bounds is None:
        return lambda x: x
    low, high = bounds
    if not low < high:
        raise ValueError(f"bounds must be (low, high) with low < high, got {bounds!r}")
    return lambda x: np.clip(x, low, high)


def random_starts(
    count: int, inputs: int, seed: int = 0, low: float = 0.0, high: float = 1.0
) -> Floats:
    """Return starts (count, inputs) for `maximise`, uniform between ``low`` and ``high``.

    Raises
    ------
    ValueError
        If ``count`` is less than 1.
    """
    whole_number("count", count, minimum=1)
    return np.random.default_rng(seed).uniform(low, high, (count, inputs))
