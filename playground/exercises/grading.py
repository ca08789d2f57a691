"""Grades many results: each gets a row, whatever it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256

from playground.exercises import library
from playground.exercises.checking import Report, check_in_steps
from playground.exercises.exercise import Exercise
from playground.exercises.goals import comparable, targets
from playground.exercises.grades_table import MEASURED
from playground.exercises.questions import Question
from playground.exercises.result import Result, ResultError, read_result
from playground.exercises.retraining import is_untrained
from playground.exercises.shapes import Answer, Metric, Row, Verdict
from playground.exercises.submissions import Submission
from playground.steps import Steps, to_the_end
from playground.text import language, set_language, text

BATCH = 50
"""Results that one process checks before it reports back."""

USUAL_DIGITS, ALL_DIGITS = 6, 17
"""Digits of a number that was measured: usually, and those that tell any two numbers apart."""

VERDICTS: dict[Verdict, str] = {True: "met", False: "not met", None: "unconfirmed"}
"""How a verdict on a goal is written."""

CONFIRMED = {True: "yes", False: "no", None: ""}
"""How it is written whether training again comes to the weights."""

Batches = Sequence[Sequence[Submission]]
Work = Callable[[Sequence[Submission]], list[Row]]
"""What grades a batch."""

Spread = Callable[[Work, Batches], Iterator[list[Row]]]
"""What has batches graded: on which computer, by how many processes."""


def _one_by_one(work: Work, batches: Batches) -> Iterator[list[Row]]:
    return map(work, batches)


def grade(
    submissions: Sequence[Submission],
    exercises: Mapping[str, Exercise],
    run: Spread = _one_by_one,
) -> Iterator[Row]:
    """Yield a row for each submission, in their order.

    Parameters
    ----------
    submissions : sequence of Submission
    exercises : dict
        Identifier -> Exercise; those of the library need not be given.
    run : callable, optional
        Takes a function and a list, and yields the function's value for each entry of the list, in
        order, such as `spreading.on_all_cores`.

    Yields
    ------
    dict
        Column -> value, with the columns of COLUMNS and "goal 1", "answer …" and so on. A
        submission that is not valid has "status" "refused" and a "reason".
    """
    work = partial(_grade_batch, exercises, language().code)
    batches = [submissions[i : i + BATCH] for i in range(0, len(submissions), BATCH)]
    for rows in run(work, batches):
        yield from rows


def _grade_batch(
    exercises: Mapping[str, Exercise], spoken: str, submissions: Sequence[Submission]
) -> list[Row]:
    set_language(spoken)  # another process, or computer, begins in English
    return [grade_one(submission, exercises) for submission in submissions]


def grade_one(submission: Submission, exercises: Mapping[str, Exercise]) -> Row:
    """Return the row of one submission; see `grade`."""
    return to_the_end(grade_in_steps(submission, exercises))


def unchecked(submission: Submission, reason: str) -> Row:
    """Return the row of a submission that nothing is known of but why it was not checked."""
    return {
        "submission": submission.name,
        "status": "refused",
        "reason": reason,
        **_origin(submission),
    }


def grade_in_steps(submission: Submission, exercises: Mapping[str, Exercise]) -> Steps[Row]:
    """Return the row of one submission after steps between which other things can be done."""
    row = unchecked(submission, submission.reason)
    if submission.reason:
        return row
    try:
        result = read_result(submission.content)
        row["exercise"] = result.exercise
        exercise = find_exercise(result.exercise, exercises)
        report = yield from check_in_steps(exercise, result)
        return {**row, **_report_row(exercise, result, report, submission.remark)}
    except ResultError as error:
        return {**row, "reason": str(error)}
    except Exception as error:  # one submission must not stop the others, whatever is wrong with it
        return {**row, "reason": text("grade.failed", error=f"{type(error).__name__}: {error}")}


def _origin(submission: Submission) -> Row:
    """Return what is known of where a submission comes from."""
    name, number = submission.student
    known = {"student": name, "student_id": number, "time": submission.time}
    beside = {f"column {heading}": cell for heading, cell in submission.columns.items()}
    return {column: value for column, value in {**known, **beside}.items() if value}


def find_exercise(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    """Return an exercise, one of those given or of the library; ResultError if there is none."""
    try:
        return exercises[name] if name in exercises else library.exercise(name)
    except KeyError:
        raise ResultError(text("grade.no_exercise", name=name)) from None


def _report_row(exercise: Exercise, result: Result, report: Report, said: str) -> Row:
    remarks = [*report.violations, *report.false_claims, *report.remarks]
    return {
        **({"entered name": result.student} if result.student else {}),
        "status": "look" if remarks else "graded",
        "reason": "; ".join(filter(None, [*remarks, said])),
        "score": report.score,
        "points": report.points,
        "passed": "yes" if report.passed else "no",
        "version": result.exercise_version,
        "seed": result.runs[-1].seed,
        "runs": len(result.runs),
        "epochs_confirmed": CONFIRMED[report.are_epochs_confirmed],
        **{name: _number(report.evidence[name], _targets(exercise, name)) for name in MEASURED},
        **{f"goal {n}": VERDICTS[verdict] for n, verdict in enumerate(report.goals, 1)},
        "weights": _fingerprint(result),
        **_effort(result),
        **_answers(exercise, report.given, report.answers),
    }


def _answers(
    exercise: Exercise, answers: Mapping[str, Answer], judged: Mapping[str, bool | None]
) -> Row:
    given = [question for question in exercise.questions if question.id in answers]
    row: Row = {f"answer {one.id}": _answer(one, answers[one.id]) for one in given}
    graded = [question for question in given if question.answer is not None]
    return row | {f"right {one.id}": "yes" if judged[one.id] else "no" for one in graded}


def _answer(question: Question, answer: Answer) -> Answer:
    """Return an answer as a person reads it; one to a question for a number stays a number."""
    found = question.read(answer)
    return found if isinstance(found, int | float) else question.spell(answer)


def _effort(result: Result) -> Row:
    if result.effort is None:
        return {}
    tries, seconds = sum(result.effort.tries.values()), result.effort.seconds
    row: Row = {"tries": tries, "hints": result.effort.hints, "minutes": round(seconds / 60)}
    if result.effort.epochs is not None and result.effort.runs is not None:
        row |= {"all_epochs": result.effort.epochs, "all_runs": result.effort.runs}
    return row


def _fingerprint(result: Result) -> str:
    """Return eight letters that are the same for the same trained weights; empty without any."""
    if all(is_untrained(result, run) for run in result.runs):
        return ""
    weights = b"".join(run.weights.tobytes() for run in result.runs)
    return sha256(weights).hexdigest()[:8]


def _targets(exercise: Exercise, metric: Metric) -> list[float]:
    """Return all numbers that the goals of an exercise compare a metric with."""
    return [number for goal in exercise.goals for number in targets(goal.condition, metric)]


def _number(number: float | None, apart: Sequence[float]) -> str:
    """Write a number as shortly as it can be told from those it must not be taken for.

    As on the page, what has not reached a goal does not look as if it had. What is counted has all
    of its digits.
    """
    if number is None:
        return ""
    if isinstance(number, int):
        return str(number)
    written = (f"{number:.{digits}g}" for digits in range(USUAL_DIGITS, ALL_DIGITS))
    sides = [_side(number, other) for other in apart]
    for one in written:
        if [_side(float(one), other) for other in apart] == sides:
            return one
    return repr(number)


def _side(number: float, other: float) -> int:
    found, wanted = comparable(number), comparable(other)
    return int(found > wanted) - int(found < wanted)
