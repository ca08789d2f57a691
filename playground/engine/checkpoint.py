"""Checkpoint: what training needs, besides the parameters, to go on as if it had not stopped."""

from typing import NamedTuple

import numpy as np

from playground.arrays import Bools, Floats


class GeneratorState(NamedTuple):
    """Where a random number generator (PCG64) is in the stream that its seed determines.

    Attributes
    ----------
    position : int
        Its state of 128 bits.
    spare : int or None
        The half of a drawn number, of 32 bits, that is used up by the next draw.
    """

    position: int
    spare: int | None


class Checkpoint(NamedTuple):
    """The state of a trainer between two batches.

    Attributes
    ----------
    epoch : int
        Epochs that were finished.
    batches : int
        Batches of the next epoch that were trained on already.
    batch_size : int
        Samples per batch of the epoch that these belong to.
    optimizer : str
        Name of the optimizer whose memory it is.
    memory : tuple of ndarray
        The optimizer's running means, (P,) each.
    steps : int
        Steps that its memory is of, if it counts them.
    dead : ndarray
        True at the parameters that "l1" has removed, (P,) bool.
    orders : GeneratorState
        What draws the orders of the samples, as it was before the next epoch.
    dropout : GeneratorState
        What draws the units to leave out.
    """

    epoch: int
    batches: int
    batch_size: int
    optimizer: str
    memory: tuple[Floats, ...]
    steps: int
    dead: Bools
    orders: GeneratorState
    dropout: GeneratorState


def state_of(rng: np.random.Generator) -> GeneratorState:
    """Return where a generator is."""
    found = rng.bit_generator.state
    return GeneratorState(
        found["state"]["state"], found["uinteger"] if found["has_uint32"] else None
    )


def set_state(rng: np.random.Generator, state: GeneratorState) -> None:
    """Take a generator of the same seed to where it was."""
    found = rng.bit_generator.state
    rng.bit_generator.state = {
        **found,
        "state": {**found["state"], "state": state.position},
        "has_uint32": int(state.spare is not None),
        "uinteger": state.spare or 0,
    }
