"""A record: what is kept of the work on an exercise from visit to visit, as a short JSON text.

    {"version": 1, "points": 2, "of": 3, "done": false, "begun": true, "hints": 1,
     "now": {…}, "best": {…}, "parameters": "…", "training": {…}, "curve": {…},
     "handed_in": true, "gone_on": true}

"now" and "best" are results as `exercises.result` describes them; "best" is missing where it is the
same. "parameters" are those of the run in double precision, and "training" is what else it needs to
go on as if it had not been left (`session.training_state`); "curve" has its losses. They are
missing where there is no room for them, and in records of earlier versions. "handed_in" is there
once the student has done so, "gone_on" if there was more work after that. Whoever uses the browser
can change a record, and another exercise of the same name may have left it: reading one is strict,
and what it claims to have reached is computed anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from playground import strict_json
from playground.assignment import kept_curve
from playground.assignment.assignment import Assignment
from playground.exercises.answers import comparable
from playground.exercises.checking import evidence_of_result
from playground.exercises.exercise import Exercise
from playground.exercises.result import (
    Result,
    ResultError,
    Run,
    characters,
    from_data,
    stored_weights,
)
from playground.exercises.rules import violations
from playground.experiment.setting_kinds import is_whole
from playground.frame import Curve
from playground.session import training_state
from playground.text import text

VERSION = 1

LONGEST_RECORD = 100_000
"""Characters at most; the largest networks in ten runs need about half of it."""

MOST_POINTS = 100_000

FIELDS: Mapping[str, Callable[[object], bool]] = {
    "version": lambda value: is_whole(value, (VERSION, VERSION)),
    "points": lambda value: is_whole(value, (0, MOST_POINTS)),
    "of": lambda value: is_whole(value, (1, MOST_POINTS)),
    "done": lambda value: isinstance(value, bool),
    "begun": lambda value: isinstance(value, bool),
    "hints": lambda value: is_whole(value, (0, MOST_POINTS)),
    "now": lambda value: isinstance(value, dict),
}
"""What each field that a record has to have must be."""


class RecordError(ValueError):
    """A text that is no record of an exercise; the message says why, as part of a sentence."""


class Summary(NamedTuple):
    """How far the work on an exercise has come, as its record says."""

    points: int
    of: int
    is_done: bool


class Record(NamedTuple):
    """The work on an exercise.

    Attributes
    ----------
    has_begun : bool
    hints : int
    now, best : Result
        What the session was at, and the best so far; `now` has the answers.
    present : RunState or None
        What its run goes on from, if there was room for it.
    has_handed_in, has_gone_on : bool
    remarks : tuple of str
        A sentence for each answer that no longer fits the exercise, and was left out.
    curve : Curve or None
        Losses of the present run, as far as they were kept.
    """

    has_begun: bool
    hints: int
    now: Result
    best: Result
    present: training_state.RunState | None = None
    has_handed_in: bool = False
    has_gone_on: bool = False
    remarks: tuple[str, ...] = ()
    curve: Curve | None = None


def write(assignment: Assignment, longest: int = LONGEST_RECORD) -> str:
    """Return the record of an assignment, with as much as there is room for.

    What can be missing is the state of training, points of the loss curve, and then the present
    state: the best one is kept alone. That may be too long by itself; then so is the record.

    Parameters
    ----------
    assignment : Assignment
    longest : int
        Characters that are kept at most: `LONGEST_RESULT` by a learning platform of SCORM 1.2.

    Raises
    ------
    ResultError
        If its network cannot be written down.
    """
    best = assignment.result(assignment.best)
    parts: dict[str, object] = {"now": assignment.result(assignment.now).to_data()}
    if assignment.best is not assignment.now:
        parts["best"] = replace(best, answers={}, effort=None).to_data()
    content = _write(assignment, parts)
    if characters(content) > longest:
        return _write(assignment, {"now": best.to_data()})
    exact = {**parts, **_present_data(assignment.present)}
    if characters(longer := _write(assignment, exact)) <= longest:
        parts, content = exact, longer
    has_curve = assignment.now.attempts[-1].run.epochs > 0
    for points in kept_curve.POINTS if has_curve else ():
        curve = kept_curve.to_data(assignment.curve, points)
        if characters(longer := _write(assignment, {**parts, "curve": curve})) <= longest:
            return longer
    return content


def _write(assignment: Assignment, parts: Mapping[str, object]) -> str:
    data = {
        "version": VERSION,
        "points": assignment.points,
        "of": assignment.exercise.points,
        "done": assignment.is_done,
        "begun": assignment.has_begun,
        "hints": assignment.hints,
        **({"handed_in": True} if assignment.has_handed_in else {}),
        **({"gone_on": True} if assignment.has_gone_on else {}),
        **parts,
    }
    return strict_json.write(data)


def put_back(kept: Record, assignment: Assignment) -> None:
    """Give an assignment all that was kept of it apart from the student's name and the run."""
    assignment.order = kept.now.order
    assignment.answers = dict(kept.now.answers)
    assignment.hints = kept.hints
    assignment.has_handed_in = kept.has_handed_in
    if kept.now.effort:
        assignment.tries = dict(kept.now.effort.tries)
        assignment.seconds = kept.now.effort.seconds
        assignment.epochs = kept.now.effort.epochs or 0
        assignment.runs = kept.now.effort.runs or 0


def read(content: str, exercise: Exercise) -> Record:
    """Return the record of an exercise.

    Raises
    ------
    RecordError
        If it is no valid record, or breaks the rules of the exercise.
    """
    data = _read(content)
    try:
        now = from_data(data["now"])
        exercise = exercise.variant(now.student)
        answers, remarks = comparable(exercise, now.answers)
        now = replace(now, answers=answers)
        best = from_data(data["best"]) if "best" in data else now
        for result in (now, best):
            _check(result, exercise)
        present = _read_present(data, now.runs[-1]) if "training" in data else None
    except ResultError as error:
        raise RecordError(str(error).rstrip(".")) from None
    return Record(
        has_begun=data["begun"],
        hints=min(data["hints"], len(exercise.hints)),
        now=now,
        best=best,
        present=present,
        has_handed_in=data.get("handed_in") is True,
        has_gone_on=data.get("gone_on") is True,
        remarks=tuple(remarks),
        curve=kept_curve.from_data(data.get("curve"), now.runs[-1].epochs),
    )


def summarize(content: str) -> Summary:
    """Return how far a record says the work has come; RecordError if it is none."""
    data = _read(content)
    return Summary(data["points"], data["of"], data["done"])


def _read(content: str) -> dict[str, Any]:
    if len(content) > LONGEST_RECORD:
        raise RecordError(text("record.long", found=len(content), high=LONGEST_RECORD))
    try:
        data = strict_json.read(content)
    except ValueError as error:
        raise RecordError(str(error).rstrip(".")) from None
    if not isinstance(data, dict) or not all(fits(data.get(name)) for name, fits in FIELDS.items()):
        raise RecordError(text("record.fields"))
    return data


def _present_data(present: training_state.RunState) -> dict[str, object]:
    if present.checkpoint is None:
        return {}
    return {
        "parameters": training_state.doubles(present.theta),
        "training": training_state.to_data(present.checkpoint),
    }


def _read_present(data: Mapping[str, Any], run: Run) -> training_state.RunState:
    """Return what a run goes on from; it has to be the run whose weights are kept, but exact."""
    try:
        theta = training_state.read_doubles(f"{data.get('parameters')}")
        checkpoint = training_state.from_data(data["training"], run.epochs, theta.size)
    except ValueError:
        raise ResultError(text("record.fields")) from None
    if stored_weights(theta).tobytes() != run.weights.tobytes():
        raise ResultError(text("record.fields"))
    return training_state.RunState(theta, checkpoint)


def _check(result: Result, exercise: Exercise) -> None:
    if result.exercise != exercise.id:
        raise ResultError(text("result.foreign", found=result.exercise, wanted=exercise.id))
    broken = violations(exercise, result.experiment)
    if broken:
        raise ResultError(broken[0])
    evidence_of_result(result)
