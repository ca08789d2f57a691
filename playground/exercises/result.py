"""A result: what a student hands in, as a small file or as a short code.

``result.schema.json`` describes the file. Results come from anywhere, so reading one is strict: it
gives a valid `Result` or raises a `ResultError` with a sentence, whatever it is given.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground import __version__, strict_json
from playground.exercises import codes, schema
from playground.exercises.shapes import Answer, ClaimName, EffortData, ResultData, RunData
from playground.experiment import Experiment, parse_permalink
from playground.experiment.setting_groups import OF_A_RUN
from playground.strict_json import Json
from playground.text import text

CODE = "NNR"
"""What the code of a result begins with."""

VERSION = 1
"""Of the format."""

LONGEST_RESULT = 4096
"""Characters of a result in a code at most, as many as SCORM 1.2 keeps for a learner; UTF-16 units,
since JavaScript counts so."""

LONGEST_FILE = 1_000_000
"""Characters of a result file at most; ten runs of the largest network need about half of it."""

WEIGHT_TYPE = np.dtype("<f4")


SHARED = OF_A_RUN - {"seed"}
"""Settings that the runs of a result have in common."""


class ResultError(ValueError):
    """Something that is not a valid result; the message is a sentence."""


@dataclass(frozen=True, eq=False)
class Run:
    """One run from one seed.

    Attributes
    ----------
    seed : int
        Of the initial weights.
    epochs : int
        Finished passes over the training data.
    weights : ndarray of float32, shape (P,)
        All parameters at the end, in the order of `Network.theta`.
    """

    seed: int
    epochs: int
    weights: NDArray[np.floating]


@dataclass(frozen=True)
class Effort:
    """What it took, as the page has counted.

    Attributes
    ----------
    tries : dict
        Identifier of a question with a right answer -> how often it was answered.
    hints : int
        Hints that were opened.
    seconds : int
        At work, without long pauses.
    epochs, runs : int or None
        Trained in all, those that were given up included; None in earlier results.
    """

    tries: Mapping[str, int] = field(default_factory=dict)
    hints: int = 0
    seconds: int = 0
    epochs: int | None = None
    runs: int | None = None


@dataclass(frozen=True, eq=False)
class Result:
    """What a student hands in.

    Attributes
    ----------
    exercise : str
        Identifier of the exercise.
    experiment : Experiment
        The settings of all runs; its seed is that of the last one.
    runs : tuple of Run
        From different seeds, the last one last.
    answers : dict
        Identifier of a question -> text of an option, number or text; earlier results have the
        position of an option.
    claims : dict
        "test_loss", "train_loss" and, in classification, "accuracy", as the page showed them.
    exercise_version : str
        `Exercise.version` of the exercise as it was worked on; empty in earlier results.
    effort : Effort or None
        None in earlier results.
    student : str
        The name or number that was entered, where the exercise varies by it.
    order : int
        By which shuffled options were shown, as `Question.shown_options` takes it; 0 in earlier
        results.
    """

    exercise: str
    experiment: Experiment
    runs: tuple[Run, ...]
    answers: Mapping[str, Answer]
    claims: Mapping[ClaimName, float]
    exercise_version: str = ""
    effort: Effort | None = None
    student: str = ""
    order: int = 0

    def to_data(self) -> ResultData:
        """Return the result as plain data, however long it may be.

        Raises
        ------
        ResultError
            If a link cannot hold the settings, or the weights are too large for single precision.
        """
        if not self.experiment.fits_link:
            raise ResultError(text("result.points"))
        data: ResultData = {
            "playground": VERSION,
            "exercise": self.exercise,
            "experiment": shared_permalink(self.experiment),
            "runs": [_run_data(run) for run in self.runs],
            "answers": dict(self.answers),
            "claims": {name: float(f"{number:.6g}") for name, number in self.claims.items()},
        }
        if self.exercise_version:
            data["exercise_version"] = self.exercise_version
        if self.student:
            data["student"] = self.student
        if self.order:
            data["order"] = self.order
        if self.effort:
            data["effort"] = _effort_data(self.effort)
        return data

    def to_json(self) -> str:
        """Return the result as JSON, however long it may be; errors are those of `to_data`."""
        return strict_json.write(self.to_data())

    def to_file(self) -> str:
        """Return the result as a file: as JSON that says which version of the playground wrote it.

        There is room in it for whatever can be trained. Errors are those of `to_data`.
        """
        return strict_json.write({**self.to_data(), "software_version": __version__})

    def to_code(self) -> str:
        """Return the result as a code that can be pasted.

        Raises
        ------
        ResultError
            If it is too long for that; and as `to_data`.
        """
        content = self.to_json()
        if (length := characters(content)) > LONGEST_RESULT:
            raise ResultError(text("result.long", found=length, high=LONGEST_RESULT))
        return codes.encode(CODE, content)


def read_result(content: str) -> Result:
    """Return the result that a file or a code holds.

    Parameters
    ----------
    content : str
        What `to_file`, `to_json` or `to_code` of a `Result` has written; anything else is
        refused.

    Raises
    ------
    ResultError
        If it is not a valid result.
    """
    if (length := characters(content)) > LONGEST_FILE:
        raise ResultError(text("result.oversized", found=length, high=LONGEST_FILE))
    content = content.strip()
    try:
        if content.startswith(CODE):
            content = codes.decode(CODE, content)
        data = strict_json.read(content)
    except ValueError as error:
        raise ResultError(text("result.invalid", reason=str(error).rstrip("."))) from None
    return from_data(data)


def from_data(data: Json) -> Result:
    """Return the result that plain data stands for, as `Result.to_data` writes it.

    Raises
    ------
    ResultError
        If it is not a valid result.
    """
    try:
        return _from_data(data)
    except ValueError as error:
        raise ResultError(text("result.invalid", reason=str(error).rstrip("."))) from None


def characters(content: str) -> int:
    """Return the length of a text as JavaScript and learning platforms count it."""
    return len(content.encode("utf-16-le", "surrogatepass")) // 2


def _from_data(found: Json) -> Result:
    if problems := schema.problems(found, "result"):
        raise ValueError(problems[0].message)
    data = cast(ResultData, found)
    experiment, messages = parse_permalink(data["experiment"])
    if messages or experiment.seed:
        raise ValueError(messages[0] if messages else text("result.seed"))
    runs = tuple(_read_run(run) for run in data["runs"])
    if len({run.seed for run in runs}) < len(runs):
        raise ValueError(text("result.same_seed"))
    experiment.seed = runs[-1].seed
    return Result(
        data["exercise"],
        experiment,
        runs,
        data["answers"],
        data["claims"],
        data.get("exercise_version", ""),
        Effort(**data["effort"]) if "effort" in data else None,
        data.get("student", ""),
        data.get("order", 0),
    )


def shared_permalink(experiment: Experiment) -> str:
    """Return the permalink of what all runs share: no seed, and nothing only the page needs."""
    parts = experiment.to_permalink().split("&")
    return "&".join(part for part in parts if part.partition("=")[0] in SHARED)


def stored_weights(theta: ArrayLike) -> NDArray[np.float32]:
    """Return a network's parameters (P,) as a result holds them: rounded to single precision.

    Those that are too large for it become infinite, and cannot be handed in.
    """
    with np.errstate(over="ignore"):
        return np.asarray(theta).astype(WEIGHT_TYPE)


def _effort_data(effort: Effort) -> EffortData:
    data: EffortData = {
        "tries": dict(effort.tries),
        "hints": effort.hints,
        "seconds": effort.seconds,
    }
    if effort.epochs is not None and effort.runs is not None:
        data["epochs"], data["runs"] = effort.epochs, effort.runs
    return data


def _run_data(run: Run) -> RunData:
    weights = stored_weights(run.weights)
    if not np.isfinite(weights).all():
        raise ResultError(text("result.diverged"))
    letters = base64.b64encode(weights.tobytes()).decode("ascii")
    return {"seed": run.seed, "epochs": run.epochs, "weights": letters}


def _read_run(data: RunData) -> Run:
    try:
        content = base64.b64decode(data["weights"], validate=True)
        weights = np.frombuffer(content, WEIGHT_TYPE)
    except (binascii.Error, ValueError):
        raise ValueError(text("result.weights")) from None
    if not np.isfinite(weights).all():
        raise ValueError(text("result.weights"))
    return Run(data["seed"], data["epochs"], weights)
