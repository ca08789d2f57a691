"""Exercises and lessons as YAML texts and codes: reads them, and says what is wrong by line."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import ClassVar, Self

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


class Document(ABC):
    """An exercise or a lesson; `from_yaml`, `from_data` and `from_code` make valid ones only.

    Attributes
    ----------
    data : dict
        All of it as plain data.
    """

    CODE: ClassVar[str]
    """What its code begins with."""

    data: object

    @classmethod
    def from_yaml(cls, source: str) -> Self:
        """Return what a YAML text describes.

        Raises
        ------
        ExerciseError
            If it is not valid; each message begins with the line.
        """
        return cls._made(read_document(source, cls._problems))

    @classmethod
    def from_data(cls, data: Json) -> Self:
        """Return what plain data describes; ExerciseError if it is not valid."""
        return cls._made(checked(data, cls._problems))

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Return what `to_code` put into a code.

        Raises
        ------
        ExerciseError
            If it is no such code, a damaged one, or what is in it is not valid.
        """
        return cls.from_data(read_code(cls.CODE, code, cls._refusal))

    def to_yaml(self) -> str:
        """Return it as YAML."""
        return yaml_file.write(self.data)

    def to_code(self) -> str:
        """Return it as a code that fits into a link."""
        return self._code

    @cached_property
    def _code(self) -> str:
        return codes.encode(self.CODE, strict_json.write(self.data))

    @staticmethod
    @abstractmethod
    def _refusal(reason: str) -> str:
        """Say in a sentence why a code cannot be read."""

    @classmethod
    @abstractmethod
    def _problems(cls, data: Json) -> list[Problem]:
        """Return what is wrong with plain data."""

    @classmethod
    @abstractmethod
    def _made(cls, valid: Json) -> Self:
        """Make it of plain data in which nothing is wrong."""


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
