"""A record: what is kept of the work on an exercise from visit to visit, as a short JSON text.

    {"version": 1, "points": 2, "of": 3, "done": false, "begun": true, "hints": 1,
     "now": {…}, "best": {…}, "parameters": "…", "training": {…}}

"now" and "best" are results as `exercises.result` describes them; "best" is missing where it is the
same. "parameters" are those of the run in double precision, and "training" is what else it needs to
go on as if it had not been left (`session.training_state`); both are missing where there is no room
for them, and in records of earlier versions. Whoever uses the browser can change a record, and
another exercise of the same name may have left it: reading one is strict, and what it claims to
have reached is computed anew.
"""

from dataclasses import replace
from typing import NamedTuple

from playground import strict_json
from playground.exercises.answers import comparable
from playground.exercises.checking import evidence_of_result
from playground.exercises.result import (
    LONGEST_RESULT,
    Result,
    ResultError,
    characters,
    from_data,
    stored_weights,
)
from playground.exercises.rules import violations
from playground.experiment.setting_kinds import is_whole
from playground.session import training_state
from playground.text import text

VERSION = 1

LONGEST_RECORD = 100_000
"""Characters at most; the largest networks in ten runs need about half of it."""

MOST_POINTS = 100_000

FIELDS = {
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
    """A text that is no record of an exercise; the message is a sentence."""


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
    has_handed_in : bool
    remarks : tuple of str
        A sentence for each answer that no longer fits the exercise, and was left out.
    """

    has_begun: bool
    hints: int
    now: Result
    best: Result
    present: training_state.RunState | None = None
    has_handed_in: bool = False
    remarks: tuple[str, ...] = ()


def write(assignment, room=LONGEST_RECORD):
    """Return the record of an assignment.

    Parameters
    ----------
    assignment : Assignment
    room : int
        Characters from which on it does without the state of training.

    Raises
    ------
    ResultError
        If its network cannot be written down.
    """
    now, best = assignment.result(assignment.now), assignment.result(assignment.best)
    data = {
        "version": VERSION,
        "points": assignment.points,
        "of": assignment.exercise.points,
        "done": assignment.is_done,
        "begun": assignment.has_begun,
        "hints": assignment.hints,
        "now": now.to_data(),
    }
    if assignment.has_handed_in:
        data["handed_in"] = True
    if assignment.best is not assignment.now:
        data["best"] = replace(best, answers={}, effort=None).to_data()
    exact = strict_json.write({**data, **_present_data(assignment.present)})
    return exact if characters(exact) <= room else strict_json.write(data)


def write_short(assignment):
    """Return the record as a learning platform takes it: the best state alone if both are too long.

    A platform keeps `LONGEST_RESULT` characters, which a result may fill by itself; then the record
    is longer, and the platform's adapter says that it cannot be kept.
    """
    record = write(assignment, LONGEST_RESULT)
    if characters(record) <= LONGEST_RESULT:
        return record
    data = strict_json.read(record)
    best = data.pop("best", data["now"])
    return strict_json.write({**data, "now": {**best, "answers": data["now"]["answers"]}})


def read(content, exercise):
    """Return the record of an exercise.

    Raises
    ------
    RecordError
        If it is no valid record, or breaks the rules of the exercise.
    """
    data = _read(content)
    try:
        now = from_data(data["now"])
        answers, remarks = comparable(exercise, now.answers)
        now = replace(now, answers=answers)
        best = from_data(data["best"]) if "best" in data else now
        for result in (now, best):
            _check(result, exercise)
        present = _read_present(data, now.runs[-1]) if "training" in data else None
    except ResultError as error:
        raise RecordError(text("record.invalid", reason=str(error).rstrip("."))) from None
    hints = min(data["hints"], len(exercise.hints))
    has_handed_in = data.get("handed_in") is True
    return Record(data["begun"], hints, now, best, present, has_handed_in, remarks)


def summarize(content):
    """Return how far a record says the work has come; RecordError if it is none."""
    data = _read(content)
    return Summary(data["points"], data["of"], data["done"])


def _read(content):
    if len(content) > LONGEST_RECORD:
        raise RecordError(text("record.long", found=len(content), high=LONGEST_RECORD))
    try:
        data = strict_json.read(content)
    except ValueError as error:
        raise RecordError(text("record.invalid", reason=str(error).rstrip("."))) from None
    if not isinstance(data, dict) or not all(fits(data.get(name)) for name, fits in FIELDS.items()):
        raise RecordError(text("record.invalid", reason=text("record.fields")))
    return data


def _present_data(present):
    if present.checkpoint is None:
        return {}
    return {
        "parameters": training_state.doubles(present.theta),
        "training": training_state.to_data(present.checkpoint),
    }


def _read_present(data, run):
    """Return what a run goes on from; it has to be the run whose weights are kept, but exact."""
    try:
        theta = training_state.read_doubles(f"{data.get('parameters')}")
        checkpoint = training_state.from_data(data["training"], run.epochs, theta.size)
    except ValueError:
        raise ResultError(text("record.fields")) from None
    if stored_weights(theta).tobytes() != run.weights.tobytes():
        raise ResultError(text("record.fields"))
    return training_state.RunState(theta, checkpoint)


def _check(result, exercise):
    if result.exercise != exercise.id:
        raise ResultError(text("result.foreign", found=result.exercise, wanted=exercise.id))
    broken = violations(exercise, result.experiment)
    if broken:
        raise ResultError(broken[0])
    evidence_of_result(result)
