"""A saved run as a JSON file: the experiment, the parameters of the network and the losses so far.

    {"format": "neural-network-playground", "version": 1, "software_version": "0.2.0",
     "experiment": {"dataset": "spiral", "hidden": "4,2", …},
     "epoch": 120,
     "parameters": [0.25, …],
     "history": {"epoch": [0, …], "train_loss": [0.5, …], "test_loss": [0.5, …]},
     "training": {"optimizer": "sgd", …}}

Settings are spelled as in a permalink; own data is one of them, and one that is missing has its
default. Parameters are in the order of `Network.theta`. Every number reads back exactly. "training"
is what else training needs to go on as if it had not stopped (`training_state`); it is missing if
the run had diverged. "software_version" says for people what wrote the file; files of version 0.1.0
have neither. A file is untrusted: what does not fit is refused as a whole.
"""

import re
from collections.abc import Collection
from typing import NamedTuple, Protocol

import numpy as np

from playground import __version__, strict_json
from playground.arrays import Floats
from playground.engine import Checkpoint
from playground.experiment.experiment import Experiment
from playground.experiment.setting_kinds import SettingError, excerpt, is_whole
from playground.frame import Curve
from playground.number_format import grouped, limit, rounded
from playground.session import training_state
from playground.session.history import CURVE_CAPACITY
from playground.session.session import LARGEST, Session
from playground.strict_json import Json
from playground.text import text

FORMAT = "neural-network-playground"
VERSION = 1

MAX_SIZE = 2_000_000
"""Bytes of a file at most; own data of 10,000 points takes about a quarter."""

MAX_EPOCH = 10**9
"""Epochs at most."""

FIELDS = ("format", "version", "experiment", "epoch", "parameters", "history")

SOFTWARE_VERSION = re.compile(r"[0-9]+(\.[0-9a-z]+)*", re.ASCII)
"""How the playground's own version is written, in at most `LONGEST_VERSION` characters."""

LONGEST_VERSION = 40


class Declaration(Protocol):
    """What reading a setting takes of its declaration."""

    @property
    def name(self) -> str:
        """Name of the setting."""

    def allowed(self) -> str:
        """Say in words which values are valid."""

    def read(self, spelling: str) -> object:
        """Return the value that a text spells."""

    def accept(self, value: object) -> object:
        """Return a valid value in its one form."""


class Saved(NamedTuple):
    """What a file holds.

    Attributes
    ----------
    experiment : Experiment
        The settings.
    epoch : int
        Finished passes over the training data.
    theta : ndarray, shape (P,)
        The network's parameters.
    curve : Curve or None
        The losses up to this epoch, if they are known.
    checkpoint : Checkpoint or None
        The state of training, if the file holds it.
    """

    experiment: Experiment
    epoch: int
    theta: Floats
    curve: Curve | None
    checkpoint: Checkpoint | None = None


def write(session: Session) -> str:
    """Return the text of a file that holds a session as it is shown at present.

    Parameters
    ----------
    session : Session

    Returns
    -------
    str
    """
    values = session.experiment.settings()
    declarations = session.experiment.declarations()
    curve = session.curve_so_far
    checkpoint = session.checkpoint()
    training = {} if checkpoint is None else {"training": training_state.to_data(checkpoint)}
    return strict_json.write(
        {
            "format": FORMAT,
            "version": VERSION,
            "software_version": __version__,
            "experiment": {
                name: declared.write(values[name])
                for name, declared in declarations.items()
                if values[name] is not None
            },
            "epoch": session.epoch,
            "parameters": session.network.theta.tolist(),
            "history": {
                "epoch": curve.epoch.astype(int).tolist(),
                "train_loss": curve.train_loss.tolist(),
                "test_loss": curve.test_loss.tolist(),
            },
            **training,
        }
    )


def read(source: bytes | str) -> Saved:
    """Read a file, whatever it holds.

    Parameters
    ----------
    source : bytes or str
        The content of the file.

    Returns
    -------
    Saved

    Raises
    ------
    ValueError
        If this is not a file that `write` could have written; the message says in a sentence what
        is wrong with it.
    """
    fields = strict_json.read(_decode(source))
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise ValueError(text("savefile.format"))
    _whole("version", fields.get("version"), (VERSION, VERSION), str(VERSION))
    _check_software_version(fields.pop("software_version", __version__))
    training = fields.pop("training", None)
    _group("file", fields, FIELDS, required=True)
    experiment = _read_experiment(fields["experiment"])
    whole = text("allowed.whole", low=0, high=limit(MAX_EPOCH))
    epoch = _whole("epoch", fields["epoch"], (0, MAX_EPOCH), whole)
    theta = _numbers("parameters", fields["parameters"], -LARGEST)
    saved = Saved(experiment, epoch, theta, _read_curve(fields["history"], epoch))
    return _tried(saved, training)


def _decode(source: bytes | str) -> str:
    if len(source) > MAX_SIZE:
        raise ValueError(text("savefile.large", size=grouped(MAX_SIZE)))
    try:
        return source if isinstance(source, str) else source.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(text("savefile.encoding")) from None


def _check_software_version(found: Json) -> None:
    if (
        not isinstance(found, str)
        or len(found) > LONGEST_VERSION
        or not SOFTWARE_VERSION.fullmatch(found)
    ):
        raise _refusal("software_version", text("schema.software_version"), found)


def _group(
    part: str, found: Json, known: Collection[str], required: bool = False
) -> dict[str, Json]:
    """Return a part of the file that has no other names than those known, and all if required."""
    if not isinstance(found, dict):
        raise _refusal(part, text("savefile.group"), found)
    unknown = [name for name in found if name not in known]
    if unknown:
        raise ValueError(text("savefile.unknown", part=part, name=excerpt(unknown[0])))
    missing = [name for name in known if required and name not in found]
    if missing:
        raise ValueError(text("savefile.missing", part=part, name=missing[0]))
    return found


def _whole(name: str, found: Json, bounds: tuple[int, int], allowed: str) -> int:
    if not isinstance(found, int) or not is_whole(found, bounds):
        raise _refusal(name, allowed, found)
    return found


def _read_experiment(spellings: Json) -> Experiment:
    declarations = Experiment.declarations()
    group = _group("experiment", spellings, declarations)
    return Experiment(**{name: _read_setting(declarations[name], group[name]) for name in group})


def _read_setting(declared: Declaration, spelling: Json) -> object:
    if not isinstance(spelling, str):
        raise SettingError(declared.name, declared.allowed(), spelling)
    try:
        return declared.accept(declared.read(spelling))
    except SettingError:
        raise
    except ValueError:
        raise SettingError(declared.name, declared.allowed(), spelling) from None


def _read_curve(columns: Json, epoch: int) -> Curve:
    group = _group("history", columns, Curve._fields, required=True)
    curve = Curve(*(_numbers(name, group[name], 0) for name in Curve._fields))
    lengths = {len(column) for column in curve}
    if len(lengths) > 1 or max(lengths) > CURVE_CAPACITY:
        raise ValueError(text("savefile.history", most=CURVE_CAPACITY))
    epochs = curve.epoch
    if (epochs % 1 != 0).any() or (np.diff(epochs) <= 0).any() or (epochs > epoch).any():
        raise ValueError(text("savefile.epochs"))
    return curve


def _read_training(data: Json, epoch: int, parameters: int) -> Checkpoint:
    try:
        return training_state.from_data(data, epoch, parameters)
    except training_state.TrainingStateError as error:
        raise ValueError(text("savefile.training", name=error)) from None


def _numbers(name: str, values: Json, lowest: float) -> Floats:
    """Return a list of numbers between `lowest` and `LARGEST` as an array."""
    if not isinstance(values, list):
        raise _refusal(name, text("savefile.numbers"), values)
    for value in values:
        if not _is_between(value, lowest, LARGEST):
            allowed = text("allowed.range", low=rounded(lowest), high=rounded(LARGEST))
            raise _refusal(name, allowed, value)
    return np.array(values, dtype=float)


def _is_between(value: Json, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _tried(saved: Saved, training: Json) -> Saved:
    """Restore the run once beside the present one: it has to fit its network, and be finite."""
    session = Session(saved.experiment)
    count, found = session.network.theta.size, saved.theta.size
    if found != count:
        raise ValueError(text("savefile.count", count=count, found=found))
    if training is not None:
        saved = saved._replace(checkpoint=_read_training(training, saved.epoch, count))
    try:
        session.restore(saved.theta, saved.epoch, saved.curve, saved.checkpoint)
    except ValueError:
        raise ValueError(text("savefile.training", name="batches")) from None
    if not session.is_finite:
        raise ValueError(text("savefile.infinite"))
    return saved


def _refusal(name: str, allowed: object, found: Json) -> ValueError:
    return ValueError(
        text("savefile.wrong", name=name, allowed=allowed, found=excerpt(repr(found)[:200]))
    )
