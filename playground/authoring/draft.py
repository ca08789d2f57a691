"""A draft of an exercise: all that was entered, however unfinished, and the exercise it makes.

A draft is plain data, so it can be kept from visit to visit, and loses nothing by being wrong: what
was typed as a number stays text until the exercise is made of it. A field is named by its path,
such as ``("goals", 0, "rows", 1, "number")``.
"""

import re
from copy import deepcopy
from typing import Literal, cast

from playground import strict_json
from playground.authoring import wordings
from playground.authoring.document import data_of, fields_of
from playground.authoring.fields import (
    Data,
    DraftState,
    Path,
    Places,
    QuestionFields,
    Step,
    Words,
    empty_state,
)
from playground.authoring.shape import DraftError, check
from playground.exercises import yaml_file
from playground.exercises.exercise import Exercise, find_problems, read_experiment
from playground.exercises.schema import field
from playground.experiment import Experiment
from playground.text import text

ControlList = Literal["lock", "hide", "vary"]
"""Lists of controls."""


LONGEST_FILE = 300_000
"""Characters of a file with a draft at most."""

YAML_VERSION = re.compile(r"^version:", re.MULTILINE)


class Draft:
    """What is being written.

    Parameters
    ----------
    state : DraftState, optional
        As `to_json` wrote it; by default that of an empty draft.

    Attributes
    ----------
    state : DraftState
        Plain data.
    moved : tuple
        Path of the entry that was moved last, and "up" or "down"; empty after any other change.
    """

    def __init__(self, state: DraftState | None = None) -> None:
        self.state = state or empty_state()
        self.moved: tuple[()] | tuple[Path, str] = ()

    @classmethod
    def from_exercise(cls, exercise: Exercise) -> "Draft":
        """Return the draft that makes an exercise again."""
        return cls(fields_of(exercise.data))

    @classmethod
    def from_json(cls, content: str) -> "Draft":
        """Return the draft that `to_json` wrote.

        Raises
        ------
        DraftError
            If it is none.
        """
        try:
            return cls(check(strict_json.read(content)))
        except DraftError:
            raise
        except ValueError as error:
            raise DraftError(str(error).rstrip(".")) from None

    @classmethod
    def from_file(cls, content: str) -> "Draft | None":
        """Return the draft in a file; None if it is none: a draft has a version, no exercise has.

        Raises
        ------
        DraftError
            If it was to be a draft.
        """
        if content.lstrip().startswith("{"):
            return cls.from_json(content) if _has_version(content) else None
        if len(content) > LONGEST_FILE or not YAML_VERSION.search(content):
            return None
        try:
            return cls(check(yaml_file.read(content)[0]))
        except yaml_file.YamlError as error:
            raise DraftError(text("exercise.line", line=error.line, problem=error)) from None

    def to_yaml(self) -> str:
        """Return the draft as YAML."""
        return yaml_file.write(self.state)

    def copy(self) -> "Draft":
        """Return a draft of the same content with another title, and no name yet."""
        copied = Draft.from_json(self.to_json())
        copied.state["id"] = ""
        for code in (wordings.OWN, *self.state["languages"]):
            if title := wordings.said(self.state["title"], code).strip():
                named = text("author.copy_of", title=title)
                copied.state["title"] = wordings.with_words(copied.state["title"], code, named)
        return copied

    @property
    def title(self) -> str:
        """The title in the exercise's own language."""
        return wordings.said(self.state["title"]).strip()

    def speak(self, code: str, is_spoken: bool) -> None:
        """Have fields for the texts in another language, or no longer; what is in them stays."""
        known = self.state["languages"]
        self.state["languages"] = wordings.with_language(known, code, is_spoken)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet, whatever the start is."""
        empty = empty_state()
        empty["experiment"] = self.state["experiment"]
        return self.state == empty

    def to_json(self) -> str:
        """Return the draft as JSON."""
        return strict_json.write(self.state)

    def get(self, path: Path) -> object:
        """Return what is at a path: a text, a flag, a list or a mapping.

        The path of a text gives it in the exercise's own language.

        Raises
        ------
        LookupError
            If there is nothing.
        """
        place, code = wordings.split(path, self.state["languages"])
        if code is not None:
            return wordings.said(self._words(place), code)
        if wordings.is_text(place[:-1]):
            raise LookupError(f"the draft is not in the language of {path}")
        found: object = self.state
        for step in place:
            found = _at(found, step)
        return found

    def set(self, path: Path, value: object) -> None:
        """Take what was entered in a field."""
        place, code = wordings.split(path, self.state["languages"])
        if code is not None:
            value = wordings.with_words(self._words(place), code, str(value))
        holder, step = self.get(place[:-1]), place[-1]
        if place[0] == "about" and value == "" and isinstance(holder, dict):
            holder.pop(step, None)
        elif isinstance(holder, dict) and isinstance(step, str):
            holder[step] = value
        else:
            self.entries(place[:-1])[int(step)] = value

    def _words(self, path: Path) -> Words:
        """Return a text in all its languages; of what is said about an exercise none has to be."""
        found = self.get(path[:-1])
        if path[0] == "about" and isinstance(found, dict):
            return cast(Words, found.get(str(path[-1]), ""))
        return cast(Words, _at(found, path[-1]))

    def add(self, path: Path, entry: object) -> Path:
        """Add an entry to a list and return its path."""
        entries = self.entries(path)
        entries.append(entry)
        return (*path, len(entries) - 1)

    def duplicate(self, path: Path) -> None:
        """Put a copy of an entry behind it; its name in results is to be another one."""
        entries = self.entries(path[:-1])
        copied = deepcopy(entries[int(path[-1])])
        if isinstance(copied, dict) and "id" in copied:
            copied["id"] = ""
        entries.insert(int(path[-1]) + 1, copied)

    def move(self, path: Path, way: Literal["up", "down"]) -> None:
        """Let an entry change places with the one before or behind it, if there is one."""
        entries, old = self.entries(path[:-1]), int(path[-1])
        new = old - 1 if way == "up" else old + 1
        if 0 <= new < len(entries):
            entries[old], entries[new] = entries[new], entries[old]
            self.moved = ((*path[:-1], new), way)

    def remove(self, path: Path) -> None:
        """Take an entry out of its list; the right option stays the right one."""
        *holder, name, gone = path
        del self.entries(path[:-1])[int(gone)]
        if name == "options":
            self._keep_right((*holder,), int(gone))

    def _keep_right(self, path: Path, gone: int) -> None:
        question = cast(QuestionFields, self.get(path))
        others = [str(i) for i in range(len(question["options"]) + 1) if i != gone]
        is_left = question["right"] in others
        question["right"] = str(others.index(question["right"])) if is_left else ""

    def entries(self, path: Path) -> list[object]:
        """Return the list at a path; LookupError if there is none."""
        found = self.get(path)
        if not isinstance(found, list):
            raise LookupError(f"the draft has no list at {path}")
        return found

    def tick(self, name: ControlList, control: str, is_ticked: bool) -> None:
        """Put a control into a list of controls, or take it out."""
        names = [one for one in self.state[name] if one != control]
        self.state[name] = [*names, control] if is_ticked else names

    def take_start(self, experiment: Experiment) -> None:
        """Make an experiment's settings the starting ones: those that are not the usual ones."""
        usual = Experiment().settings()
        self.state["experiment"] = {
            name: declared.write(value) if name == "points" else value
            for name, declared in Experiment.declarations().items()
            if (value := getattr(experiment, name)) != usual[name]
        }

    def start(self) -> Experiment:
        """Return the starting experiment; what is wrong with it is left out."""
        return read_experiment(self.state["experiment"])[0]

    def document(self) -> tuple[Data, Places]:
        """Return the exercise as plain data, valid or not, and where its parts were entered."""
        return data_of(self.state)

    def problems(self) -> list[tuple[Path, str]]:
        """Return what is wrong: a list of (path of the field, sentence).

        Where a problem belongs to no field, the path is that of the closest that holds it, at last
        the empty one.
        """
        data, places = self.document()
        return [
            (_place(path, places), sentence(path, message)) for path, message in find_problems(data)
        ]

    def exercise(self) -> Exercise:
        """Return the exercise; ExerciseError if there is a problem with it."""
        return Exercise.from_data(self.document()[0])


def _has_version(content: str) -> bool:
    try:
        data = strict_json.read(content)
    except ValueError:
        return False
    return isinstance(data, dict) and "version" in data


def _place(path: Path, places: Places) -> Path:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, path)


def sentence(path: Path, message: str) -> str:
    """Return what is said of a problem; leave out where a problem is, which the form shows."""
    sentence = message.removeprefix(field(path)).lstrip()
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _at(part: object, step: Step) -> object:
    if isinstance(part, dict) and isinstance(step, str):
        found: object = part[step]
        return found
    if isinstance(part, list) and isinstance(step, int):
        return part[step]
    raise LookupError(f"there is nothing at {step!r}")
