"""The state of training in a file: a checkpoint as plain data.

    {"optimizer": "adam", "steps": 75, "memory": "…", "dead": "…", "batches": 0, "batch_size": 10,
     "orders": "2c1f…", "dropout": "99e0…:7a01"}

"memory" holds the optimizer's running means one after the other, as `doubles`; "dead" a bit for
each parameter in base64, empty if none is dead. The state of a generator is in hexadecimal digits,
with what is left of a drawn number behind a colon.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from playground.arrays import Bools, Floats
from playground.engine import OPTIMIZERS, Checkpoint, GeneratorState
from playground.strict_json import Json

MOST = 10**15
"""The largest whole number."""

DOUBLE = np.dtype("<f8")

GENERATOR = re.compile(r"([0-9a-f]{1,32})(?::([0-9a-f]{1,8}))?", re.ASCII)


class RunState(NamedTuple):
    """What a run goes on from: its parameters (P,), and the state of training if that is known."""

    theta: Floats
    checkpoint: Checkpoint | None


class TrainingStateError(ValueError):
    """Plain data that is no state of training; the message is the name of the wrong part."""


def to_data(checkpoint: Checkpoint) -> dict[str, Json]:
    """Return a checkpoint as plain data; its epoch is left to the file around it."""
    dead = np.packbits(checkpoint.dead).tobytes() if checkpoint.dead.any() else b""
    return {
        "optimizer": checkpoint.optimizer,
        "steps": checkpoint.steps,
        "memory": doubles(np.concatenate([np.empty(0), *checkpoint.memory])),
        "dead": base64.b64encode(dead).decode("ascii"),
        "batches": checkpoint.batches,
        "batch_size": checkpoint.batch_size,
        "orders": _spell_generator(checkpoint.orders),
        "dropout": _spell_generator(checkpoint.dropout),
    }


def from_data(data: Json, epoch: int, parameters: int) -> Checkpoint:
    """Return the checkpoint that plain data stands for.

    Parameters
    ----------
    data : Json
        What `to_data` has returned, or anything else.
    epoch : int
        Epochs that were finished.
    parameters : int
        Length P of the network's parameter vector.

    Raises
    ------
    TrainingStateError
        If it is not valid, or of another network.
    """
    if not isinstance(data, dict):
        raise TrainingStateError("training")
    optimizer = _text(data, "optimizer")
    if optimizer not in OPTIMIZERS:
        raise TrainingStateError("optimizer")
    return Checkpoint(
        epoch=epoch,
        batches=_whole(data, "batches", 0),
        batch_size=_whole(data, "batch_size", 1),
        optimizer=optimizer,
        memory=_memory(data, len(OPTIMIZERS[optimizer](1).memory), parameters),
        steps=_whole(data, "steps", 0),
        dead=_dead(data, parameters),
        orders=_generator(data, "orders"),
        dropout=_generator(data, "dropout"),
    )


def doubles(values: Floats) -> str:
    """Write numbers as text: little-endian float64 in base64."""
    return base64.b64encode(values.astype(DOUBLE).tobytes()).decode("ascii")


def read_doubles(spelled: str) -> Floats:
    """Return the numbers that `doubles` has written; ValueError for anything else."""
    values = np.frombuffer(base64.b64decode(spelled, validate=True), DOUBLE).astype(float)
    if not np.isfinite(values).all():
        raise ValueError("numbers must be finite")
    return values


def _text(data: Mapping[str, Json], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str):
        raise TrainingStateError(name)
    return found


def _whole(data: Mapping[str, Json], name: str, lowest: int) -> int:
    found = data.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not lowest <= found <= MOST:
        raise TrainingStateError(name)
    return found


def _memory(data: Mapping[str, Json], moments: int, parameters: int) -> tuple[Floats, ...]:
    try:
        values = read_doubles(_text(data, "memory")).reshape(moments, parameters)
    except ValueError:  # binascii.Error is one
        raise TrainingStateError("memory") from None
    return tuple(values)


def _dead(data: Mapping[str, Json], parameters: int) -> Bools:
    if not (spelled := _text(data, "dead")):
        return np.zeros(parameters, bool)
    try:
        content = base64.b64decode(spelled, validate=True)
    except binascii.Error:
        raise TrainingStateError("dead") from None
    if len(content) != -(-parameters // 8):
        raise TrainingStateError("dead")
    return np.unpackbits(np.frombuffer(content, np.uint8), count=parameters).astype(bool)


def _spell_generator(state: GeneratorState) -> str:
    return f"{state.position:x}" + ("" if state.spare is None else f":{state.spare:x}")


def _generator(data: Mapping[str, Json], name: str) -> GeneratorState:
    match = GENERATOR.fullmatch(_text(data, name))
    if match is None:
        raise TrainingStateError(name)
    position, spare = match.groups()
    return GeneratorState(int(position, 16), None if spare is None else int(spare, 16))
