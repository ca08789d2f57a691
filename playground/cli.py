"""The command line for teachers: check, link and package exercises, grade results."""

import argparse
import errno
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from tqdm import tqdm

from playground import __version__
from playground.exercises import library
from playground.exercises.advice import advice
from playground.exercises.comparison import note_common
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.grades_table import DECIMALS, SEPARATORS, Dialect, write_csv
from playground.exercises.grading import grade
from playground.exercises.lesson import Lesson, exercises_in, lesson_in
from playground.exercises.pieces import legible
from playground.exercises.scorm import ScormError, write_package, write_slim_package
from playground.exercises.scorm_lesson import write_lesson_package
from playground.exercises.scorm_manifest import STANDARDS
from playground.exercises.spreading import on_all_cores, on_dask
from playground.exercises.submissions import find_submissions
from playground.text import FALLBACK_LANGUAGE, language, languages, set_language, text
from playground.translation.commands import add_commands
from playground.translation.reading import TranslationError

Document = TypeVar("Document")

Command = Callable[[argparse.Namespace], int]
"""Carries out a command and returns the exit code."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : list of str, optional
        Those of the process by default.

    Returns
    -------
    int
        The exit code: 0, or 1 if something is wrong; what it is has been printed.
    """
    options = _parser().parse_args(arguments)
    run: Command = options.run
    before = language().code
    try:
        set_language(getattr(options, "spoken", before))
        return run(options)
    except (ExerciseError, ScormError, TranslationError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(_in_words(error), file=sys.stderr)
    finally:
        set_language(before)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="playground", description=text("cli.description"))
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    exercise = commands.add_parser("exercise", help=text("cli.exercise"))
    of_exercise = exercise.add_subparsers(required=True, metavar="COMMAND")
    command = _command(of_exercise, "check", _check, text("cli.check"))
    command.add_argument("files", nargs="+", metavar="FILE", help=text("cli.files"))
    command = _command(of_exercise, "link", _link, text("cli.link"))
    command.add_argument("file", metavar="FILE", help=text("cli.file"))
    command.add_argument("--page", default="index.html", help=text("cli.page"))
    command = _command(of_exercise, "scorm", _scorm, text("cli.scorm"))
    command.add_argument("file", metavar="FILE", help=text("cli.file"))
    command.add_argument("-o", "--output", required=True, type=Path, help=text("cli.package"))
    command.add_argument("--dist", default=Path("dist"), type=Path, help=text("cli.dist"))
    command.add_argument("--standard", choices=STANDARDS, default="1.2", help=text("cli.standard"))
    command.add_argument("--slim", metavar="ADDRESS", help=text("cli.slim"))
    translate = commands.add_parser("translate", help=text("cli.translate"))
    add_commands(translate.add_subparsers(required=True, metavar="COMMAND"))
    command = _command(commands, "grade", _grade, text("cli.grade"))
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=text("cli.paths"))
    command.add_argument("--csv", required=True, type=Path, help=text("cli.csv"))
    command.add_argument("--exercise", action="append", default=[], help=text("cli.own"))
    command.add_argument(
        "--separator", choices=SEPARATORS, default="comma", help=text("cli.separator")
    )
    command.add_argument("--decimal", choices=DECIMALS, default="point", help=text("cli.decimal"))
    command.add_argument(
        "--language",
        dest="spoken",
        choices=languages(),
        default=FALLBACK_LANGUAGE,
        help=text("cli.spoken"),
    )
    command.add_argument("--dask", metavar="ADDRESS", help=text("cli.dask"))
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Command,
    help_text: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.set_defaults(run=run)
    return command


def _check(options: argparse.Namespace) -> int:
    """Say of each file whether it holds a valid exercise."""
    return max(_check_file(name) for name in options.files)


def _check_file(name: str) -> int:
    try:
        found = [one for exercise in _find_all(name) for one in advice(exercise)]
    except ExerciseError as error:
        print(error)
        return 1
    is_faulty = any(one.is_fault for one in found)
    if not is_faulty:
        print(text("cli.valid", file=legible(name)))
    for one in found:
        print(text("cli.advice", file=legible(name), advice=one.message))
    return int(is_faulty)


def _link(options: argparse.Namespace) -> int:
    """Print the link that opens the page with an exercise."""
    print(f"{options.page}#{_address(options.file)}")
    return 0


def _address(name: str) -> str:
    """Return what opens an exercise, or a lesson, in a link."""
    if _is_of_library(name):
        return f"exercise={name}"
    if Path(name).is_file() and (lesson := _read(Path(name), lesson_in)):
        return lesson.link()
    return _find(name).link()


def _scorm(options: argparse.Namespace) -> int:
    """Write a package for a learning platform, which takes files that end in ".zip" only."""
    if Path(options.file).is_file() and (lesson := _read(Path(options.file), lesson_in)):
        return _scorm_lesson(lesson, options)
    exercise, target = _find(options.file), options.output
    if target.suffix.lower() != ".zip":
        target = target / f"{exercise.id}.zip"
    if options.slim is None:
        write_package(exercise, options.dist, target, options.standard)
    else:
        write_slim_package(exercise, options.slim, options.dist, target, options.standard)
    for one in advice(exercise):
        print(one.message, file=sys.stderr)
    print(text("cli.written", file=legible(target)))
    return 0


def _scorm_lesson(lesson: Lesson, options: argparse.Namespace) -> int:
    target: Path = options.output
    if target.suffix.lower() != ".zip":
        target = target / f"{lesson.id}.zip"
    write_lesson_package(lesson, options.dist, target, options.standard, options.slim)
    print(text("cli.written", file=legible(target)))
    return 0


def _grade(options: argparse.Namespace) -> int:
    """Write a table with a row for each thing that was handed in."""
    for path in options.paths:
        path.stat()
    _refuse_pipe(options.csv)
    # rather now than after an hour of grading
    options.csv.open("a").close()
    exercises = _own_exercises(options.exercise)
    submissions = list(find_submissions(options.paths, options.csv))
    with on_dask(options.dask) if options.dask else nullcontext(on_all_cores) as run:
        graded = grade(submissions, exercises, run)
        rows = list(tqdm(graded, total=len(submissions), unit=text("cli.unit")))
    note_common(rows, exercises)
    with options.csv.open("w", newline="", encoding="utf-8-sig") as file:
        write_csv(rows, file, Dialect(SEPARATORS[options.separator], DECIMALS[options.decimal]))
    refused = sum(row["status"] == "refused" for row in rows)
    print(text("cli.graded", count=len(rows), refused=refused, file=legible(options.csv)))
    return 0


def _own_exercises(names: Sequence[str]) -> dict[str, Exercise]:
    """Return the exercises in files by their identifiers."""
    files: dict[str, str] = {}
    exercises: dict[str, Exercise] = {}
    for name in names:
        for exercise in _find_all(name):
            if exercise.id in files and exercises[exercise.id] != exercise:
                one, other = legible(files[exercise.id]), legible(name)
                raise ExerciseError([text("cli.same_id", one=one, other=other, name=exercise.id)])
            files[exercise.id], exercises[exercise.id] = name, exercise
    return exercises


def _refuse_pipe(path: Path) -> None:
    """Refuse what would be waited for without end."""
    if path.is_fifo():
        raise FileExistsError(errno.EEXIST, text("grade.no_file"), str(path))


def _is_of_library(name: str) -> bool:
    return not Path(name).exists() and name in library.exercise_names()


def _find(name: str) -> Exercise:
    """Return the exercise in a file, or the one of the library with this identifier."""
    if _is_of_library(name):
        return library.exercise(name)
    alike = get_close_matches(name, library.exercise_names(), 1)
    if alike and not Path(name).exists():
        raise ExerciseError([text("cli.no_exercise", name=legible(name), alike=alike[0])])
    return _read(Path(name), Exercise.from_yaml)


def _find_all(name: str) -> list[Exercise]:
    """Return the exercises in the file of a lesson, or the one in any other."""
    return _read(Path(name), exercises_in) if Path(name).is_file() else [_find(name)]


def _read(file: Path, read: Callable[[str], Document]) -> Document:
    """Return what a file holds; the errors of a wrong one begin with the file's name."""
    name = legible(file)
    try:
        _refuse_pipe(file)
        return read(file.read_text(encoding="utf-8-sig"))
    except ExerciseError as error:
        raise ExerciseError([f"{name}: {message}" for message in error.messages]) from None
    except UnicodeDecodeError:
        raise ExerciseError([f"{name}: {text('grade.no_text')}"]) from None
    except OSError as error:
        raise ExerciseError([_in_words(error)]) from None


def _in_words(error: OSError) -> str:
    """Say which file the system does not give, and why."""
    if isinstance(error, FileNotFoundError):
        return text("cli.no_file", file=legible(error.filename))
    return f"{legible(error.filename)}: {error.strerror}" if error.filename else str(error)
