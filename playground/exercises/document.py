"""Reads the YAML files of exercises and lessons and says line by line what is wrong with them."""

import re
from collections.abc import Callable

from playground import strict_json
from playground.exercises import codes, yaml_file
from playground.exercises.schema import Problem
from playground.exercises.shapes import Lines, Path
from playground.strict_json import Json
from playground.text import text

LONGEST_FILE = 150_000
"""Characters of a file at most."""


FindProblems = Callable[[Json], list[Problem]]
"""Says what is wrong with plain data."""


class ExerciseError(ValueError):
    """An exercise or lesson that is not valid.

    Parameters
    ----------
    messages : list of str
        One sentence for each thing that is wrong; kept as an attribute.
    """

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


def read_document(source: str, find_problems: FindProblems) -> Json:
    """Return the plain data of a YAML text.

    Parameters
    ----------
    source : str
    find_problems : callable
        Takes plain data and returns a list of Problem.

    Raises
    ------
    ExerciseError
        If there is a problem; each message begins with its line.
    """
    if len(source) > LONGEST_FILE:
        raise ExerciseError([text("exercise.long", found=len(source), high=LONGEST_FILE)])
    try:
        data, lines = yaml_file.read(source)
    except yaml_file.YamlError as error:
        raise ExerciseError([text("exercise.line", line=error.line, problem=error)]) from None
    return checked(data, find_problems, lines)


def read_code(kind: str, code: str, refusal: Callable[[str], str]) -> Json:
    """Return the plain data that a code holds.

    Parameters
    ----------
    kind : str
        What the code begins with.
    code : str
    refusal : callable
        Makes the reason why it cannot be read a sentence.

    Raises
    ------
    ExerciseError
        If it is no such code, or a damaged one.
    """
    try:
        return strict_json.read(codes.decode(kind, code))
    except ValueError as error:
        raise ExerciseError([refusal(str(error).rstrip("."))]) from None


def has_field(source: str, name: str) -> bool:
    """Tell whether a YAML text has a field of a name; one that is too long is not looked at."""
    if len(source) > LONGEST_FILE:
        return False
    if source.lstrip().startswith("{"):
        try:
            data, _ = yaml_file.read(source)
        except yaml_file.YamlError:
            return False
        return isinstance(data, dict) and name in data
    # reading all of it takes a while in a browser
    return re.search(rf"""^["']?{name}["']?[ \t]*:""", source, re.MULTILINE) is not None


def checked(data: Json, find_problems: FindProblems, lines: Lines | None = None) -> Json:
    """Return plain data if there is no problem with it.

    Raises
    ------
    ExerciseError
        If there is one; each message begins with its line if `lines` are given, which
        `yaml_file.read` returns.
    """
    problems = find_problems(data)
    if problems and lines is None:
        raise ExerciseError([problem.message for problem in problems])
    if problems and lines is not None:
        numbered = sorted((_line(path, lines), message) for path, message in problems)
        raise ExerciseError([text("exercise.line", line=n, problem=m) for n, m in numbered])
    return data


def _line(path: Path, lines: Lines) -> int:
    """Return the line of a value, or that of what should hold it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]
