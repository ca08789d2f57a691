"""How the next training step changes a parameter, in words."""

from collections.abc import Iterator

import numpy as np

from playground.arrays import AnyFloats
from playground.engine import Trainer
from playground.number_format import number, plain, rounded
from playground.text import text


def step_text(trainer: Trainer, gradient: AnyFloats) -> str:
    """Write how a step on one sample makes a new weight of an old one.

    Parameters
    ----------
    trainer : Trainer
    gradient : ndarray, shape (P,)
        Of the loss of the sample, by all parameters.

    Returns
    -------
    str
        Some sentences with the numbers of the trainer in them.
    """
    rate = rounded(trainer.next_rate, digits=6)
    parts = [text("inspect_step.gradient"), *_clip(trainer, gradient)]
    momentum = plain(trainer.momentum)
    parts.append(text(f"inspect_step.{trainer.optimizer}", rate=rate, momentum=momentum))
    if trainer.regularization != "none" and trainer.regularization_rate:
        penalty = plain(trainer.regularization_rate)
        parts.append(text(f"inspect_step.{trainer.regularization}", rate=rate, penalty=penalty))
    if trainer.dropout:
        parts.append(text("inspect_step.dropout"))
    return " ".join(parts)


def _clip(trainer: Trainer, gradient: AnyFloats) -> Iterator[str]:
    if not trainer.clip:
        return
    norm, limit = float(np.linalg.norm(gradient)), plain(trainer.clip)
    kind = "clipped" if norm > trainer.clip else "unclipped"
    yield text(f"inspect_step.{kind}", norm=number(norm), limit=limit)
