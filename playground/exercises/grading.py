"""Grades many results: each gets a row, whatever it is, and the rows become a CSV file."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from playground.exercises import codes, library
from playground.exercises.checking import Report, check
from playground.exercises.exercise import Exercise
from playground.exercises.result import CODE, Result, ResultError, read_result
from playground.exercises.shapes import Answer, Metric, Row, Verdict
from playground.text import text

LARGEST_FILE = 5_000_000
"""Bytes of a file at most; the answers of a whole year to a quiz are smaller."""

BATCH = 50
"""Results that one process checks before it reports back."""

MEASURED: tuple[Metric, ...] = (
    "test_loss",
    "train_loss",
    "accuracy",
    "epochs",
    "layers",
    "neurons",
    "parameters",
)
"""What is reported of the evidence."""

COLUMNS = (
    "submission",
    "exercise",
    "status",
    "reason",
    "score",
    "points",
    "passed",
    "seed",
    *MEASURED,
)
"""First columns of the CSV file; after them come goals and answers."""

VERDICTS: dict[Verdict, str] = {True: "met", False: "not met", None: "unconfirmed"}
"""How a verdict on a goal is written."""

FORMULA = re.compile(r"""(^|[,;"])(\s*)([=+\-@＝＋－＠])""")  # noqa: RUF001 - Excel takes these too
"""Where a spreadsheet would begin to calculate: at the start of a cell, or of what it may take for
one if it separates cells by other characters."""


class Submission(NamedTuple):
    """One thing that was handed in: a name for it, and its text or why there is none."""

    name: str
    content: str
    reason: str = ""


Batches = Sequence[Sequence[Submission]]
Work = Callable[[Sequence[Submission]], list[Row]]
"""What grades a batch."""

Spread = Callable[[Work, Batches], Iterator[list[Row]]]
"""What has batches graded: on which computer, by how many processes."""


def find_submissions(paths: Iterable[Path]) -> Iterator[Submission]:
    """Yield everything that was handed in.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders of files. A text with codes of results in it, such as the answers to a
        quiz, holds one submission per code; any other file is one submission.

    Yields
    ------
    Submission
    """
    for path in paths:
        files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        for file in files:
            yield from _submissions_in(file)


def _submissions_in(file: Path) -> list[Submission]:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return [Submission(str(file), "", text("grade.unreadable", reason=error.strerror))]
    if len(raw) > LARGEST_FILE:
        return [Submission(str(file), "", text("grade.oversized", high=LARGEST_FILE))]
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Submission(str(file), "", text("grade.no_text"))]
    return _codes_in(content, file) or [Submission(str(file), content)]


def _codes_in(content: str, file: Path) -> list[Submission]:
    """Return the codes among other text; none if the whole text is one result, file or code."""
    text_only = content.strip()
    if text_only.startswith("{") or (text_only.startswith(CODE) and content.count(CODE) == 1):
        return []
    found = dict(codes.find(CODE, content))
    begun = [match.start() for match in re.finditer(rf"{CODE}\.", content)]
    # What begins like a code and is none is refused as such, not passed over.
    found |= {start: content[start : start + 20] for start in begun if start not in found}
    return [
        Submission(f"{file}:{content.count(chr(10), 0, start) + 1}", code)
        for start, code in sorted(found.items())
    ]


def grade(
    submissions: Sequence[Submission],
    exercises: Mapping[str, Exercise],
    run: Spread | None = None,
) -> Iterator[Row]:
    """Yield a row for each submission, in their order.

    Parameters
    ----------
    submissions : sequence of Submission
    exercises : dict
        Identifier -> Exercise; those of the library need not be given.
    run : callable, optional
        Takes a function and a list, and yields the function's value for each entry of the list, in
        order. `on_all_cores` by default.

    Yields
    ------
    dict
        Column -> value, with the columns of COLUMNS and "goal 1", "answer …" and so on. A
        submission that is not valid has "status" "refused" and a "reason".
    """
    batches = [submissions[i : i + BATCH] for i in range(0, len(submissions), BATCH)]
    for rows in (run or on_all_cores)(partial(_grade_batch, exercises), batches):
        yield from rows


def on_all_cores(work: Work, batches: Batches) -> Iterator[list[Row]]:
    """Yield the value of ``work`` for each batch, computed by one process per core."""
    if len(batches) <= 1:
        yield from map(work, batches)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(work, batches)


@contextmanager
def on_dask(address: str) -> Iterator[Spread]:
    """Give a function like `on_all_cores` that computes on a Dask cluster.

    Parameters
    ----------
    address : str
        Of the cluster's scheduler, such as "tcp://10.0.0.1:8786". Its workers need this package.

    Raises
    ------
    OSError
        If there is no scheduler at that address, or Dask is not installed.
    """
    try:
        from distributed import Client

        connected = Client(address, timeout=10)
    except ImportError:
        raise OSError(text("grade.no_dask")) from None
    except (OSError, ValueError) as error:
        raise OSError(text("grade.no_scheduler", address=address, reason=error)) from None
    with connected as client:

        def run(work: Work, batches: Batches) -> Iterator[list[Row]]:
            for future in client.map(work, batches, pure=False):
                yield future.result()

        yield run


def _grade_batch(exercises: Mapping[str, Exercise], submissions: Sequence[Submission]) -> list[Row]:
    return [grade_one(submission, exercises) for submission in submissions]


def grade_one(submission: Submission, exercises: Mapping[str, Exercise]) -> Row:
    """Return the row of one submission; see `grade`."""
    row: Row = {"submission": submission.name, "status": "refused", "reason": submission.reason}
    if submission.reason:
        return row
    try:
        result = read_result(submission.content)
        row["exercise"] = result.exercise
        exercise = _find_exercise(result.exercise, exercises)
        return {**row, **_report_row(exercise, result, check(exercise, result))}
    except ResultError as error:
        return {**row, "reason": str(error)}
    except Exception as error:  # one submission must not stop the others, whatever is wrong with it
        return {**row, "reason": text("grade.failed", error=f"{type(error).__name__}: {error}")}


def _find_exercise(name: str, exercises: Mapping[str, Exercise]) -> Exercise:
    try:
        return exercises[name] if name in exercises else library.exercise(name)
    except KeyError:
        raise ResultError(text("grade.no_exercise", name=name)) from None


def _report_row(exercise: Exercise, result: Result, report: Report) -> Row:
    remarks = [*report.violations, *report.false_claims, *report.remarks]
    return {
        "status": "look" if remarks else "graded",
        "reason": "; ".join(remarks),
        "score": report.score,
        "points": report.points,
        "passed": "yes" if report.passed else "no",
        "seed": result.runs[-1].seed,
        **{name: _number(report.evidence[name]) for name in MEASURED},
        **{f"goal {n}": VERDICTS[verdict] for n, verdict in enumerate(report.goals, 1)},
        **_answers(exercise, report.given, report.answers),
    }


def _answers(
    exercise: Exercise, answers: Mapping[str, Answer], judged: Mapping[str, bool | None]
) -> Row:
    given = [question for question in exercise.questions if question.id in answers]
    row: Row = {f"answer {question.id}": question.spell(answers[question.id]) for question in given}
    graded = [question for question in given if question.answer is not None]
    return row | {f"right {one.id}": "yes" if judged[one.id] else "no" for one in graded}


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"


def write_csv(rows: Sequence[Row], file: TextIO) -> None:
    """Write rows as CSV that a spreadsheet opens without running what students typed.

    Parameters
    ----------
    rows : sequence of dict
        As from `grade`.
    file : text file
        Open for writing with ``newline=""``.
    """
    others = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)
    writer = csv.DictWriter(file, [*COLUMNS, *others], restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})


def _cell(value: str | float) -> str | float:
    """Return a value that is plain text in every spreadsheet; numbers stay numbers."""
    if not isinstance(value, str) or re.fullmatch(r"-?[\d.]+(e[-+]?\d+)?", value, re.ASCII):
        return value
    visible = "".join(char if char.isprintable() else " " for char in value)
    return FORMULA.sub(r"\1\2'\3", visible)
