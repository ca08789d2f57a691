"""An exercise: a starting experiment, what may be changed, what to reach, what to answer, as data.

It is written as a YAML file, ``*.exercise.yaml``, which ``exercise.schema.json`` describes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, cast

from playground import strict_json
from playground.exercises import (
    codes,
    goals,
    pictures,
    questions,
    rules,
    schema,
    variants,
    wording,
    yaml_file,
)
from playground.exercises.document import ExerciseError as ExerciseError
from playground.exercises.document import checked, read_code, read_document
from playground.exercises.questions import Question
from playground.exercises.schema import Problem, refusal, unknown
from playground.exercises.shapes import About, Condition, ExerciseData, Feedback, GoalData, Limits
from playground.experiment import Experiment, parse_permalink
from playground.experiment.data_setting_kinds import OwnPoints
from playground.experiment.setting_groups import OF_A_RUN
from playground.experiment.setting_kinds import Setting
from playground.strict_json import Json
from playground.text import text

VERSION_DIGITS = 8

CODE = "NNE"
"""What the code of an exercise begins with."""


class Goal(NamedTuple):
    """Something to reach.

    Attributes
    ----------
    condition : dict
        As in `goals.py`.
    points : int
        That it earns.
    when_stopped : bool
        Whether it counts only while nothing is trained.
    """

    condition: Condition
    points: int = 1
    when_stopped: bool = False

    @property
    def words(self) -> str:
        """The goal in plain words."""
        words = goals.describe(self.condition)
        return text("goal.when_stopped", goal=words) if self.when_stopped else words


@dataclass(frozen=True)
class Exercise:
    """One exercise; `from_yaml`, `from_code` and `from_data` make valid ones only.

    Attributes
    ----------
    data : dict
        The whole exercise as plain data.
    id, title, language : str
        Its name in results, its name for people, and the language of its texts.
    text : str
        The task, in Markdown.
    permalink : str
        The starting experiment.
    lock, hide : tuple of str
        Controls that keep their starting value: shown, or not shown.
    ranges : dict
        Name of a setting or of a sum -> limits, as in `rules.py`.
    vary : tuple of str
        Settings that each student gets another value of.
    images : dict
        Name -> data URL, for the texts.
    goals : tuple of Goal
    hints : tuple of str
        In Markdown, to be shown one by one on demand.
    questions : tuple of Question
    feedback : str
        When it is said whether answers are right: "at_once" or "after_hand_in".
    pass_mark : int
        Percent of the points that pass.
    about : dict
        What lists and teachers are told about it, as far as it is given: a "summary" in a sentence,
        "minutes", the exercises it "builds_on", what is "learned", the "misconception" it meets,
        by question what is "expected", and by their names in the data what "classes" are called.
    """

    data: ExerciseData = field(repr=False)
    id: str
    title: str
    language: str
    text: str
    permalink: str
    lock: tuple[str, ...]
    hide: tuple[str, ...]
    ranges: Mapping[str, Limits]
    goals: tuple[Goal, ...]
    hints: tuple[str, ...]
    questions: tuple[Question, ...]
    feedback: Feedback
    pass_mark: int
    vary: tuple[str, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict, repr=False)
    about: About = field(default_factory=About, repr=False)

    @classmethod
    def from_yaml(cls, source: str) -> "Exercise":
        """Return the exercise that a YAML text describes.

        Raises
        ------
        ExerciseError
            If it is not valid; each message begins with the line.
        """
        return _make(read_document(source, find_problems))

    @classmethod
    def from_data(cls, data: Json) -> "Exercise":
        """Return the exercise that plain data describes.

        Raises
        ------
        ExerciseError
            If it is not valid.
        """
        return _make(checked(data, find_problems))

    @classmethod
    def from_code(cls, code: str) -> "Exercise":
        """Return the exercise that `to_code` put into a code.

        Raises
        ------
        ExerciseError
            If it is no such code, a damaged one, or the exercise in it is not valid.
        """
        return cls.from_data(
            read_code(CODE, code, lambda reason: text("exercise.code", reason=reason))
        )

    def to_yaml(self) -> str:
        """Return the exercise as YAML."""
        return yaml_file.write(self.data)

    def to_code(self) -> str:
        """Return the exercise as a code that fits into a link."""
        return codes.encode(CODE, strict_json.write(self.data))

    def link(self) -> str:
        """Return the link that opens the exercise, in its language if it is in one only."""
        return f"exercise={self.to_code()}{wording.language_in_link(self.data)}"

    def start(self) -> Experiment:
        """Return the starting experiment, a new one at each call."""
        return Experiment.from_permalink(self.permalink)

    @cached_property
    def starting_settings(self) -> dict[str, object]:
        """The value of each setting at the start, by its name."""
        return self.start().settings()

    @property
    def fixed_settings(self) -> tuple[str, ...]:
        """Names of the settings that are locked, hidden or given to each student."""
        return rules.settings_of((*self.lock, *self.hide, *self.vary))

    def variant(self, student: str) -> "Exercise":
        """Return the exercise as a student gets it, given the name or number that was entered."""
        if not self.vary or not student:
            return self
        start = self.start()
        for name in self.vary:
            setattr(start, name, variants.own_seed(self.id, name, student))
        return replace(self, permalink=start.to_permalink())

    def in_language(self, code: str) -> "Exercise":
        """Return the exercise with its texts in a language, as far as they are there in it.

        Answers are the same in each language: an option is known by its text in the exercise's own.
        """
        known = wording.languages(self.data)
        if known == [self.language]:
            return self
        data = wording.in_language(self.data, code)
        return replace(
            self,
            title=data["title"],
            language=wording.closest(code, known),
            about=data.get("about", {}),
            text=data["text"],
            hints=tuple(data.get("hints", ())),
            questions=tuple(
                replace(own, text=one.text, labels=one.options)
                for own, one in zip(self.questions, _questions(data), strict=True)
            ),
        )

    @cached_property
    def version(self) -> str:
        """Eight letters that differ for every other exercise to be solved or answered.

        It depends on all that a result is judged by, save what is right and what it earns: a text
        or a key that is corrected does not make another exercise of it.
        """
        shared = OF_A_RUN - {*self.vary}
        judged = {
            "experiment": [
                part for part in self.permalink.split("&") if part.partition("=")[0] in shared
            ],
            "fixed": self.fixed_settings,
            "ranges": self.ranges,
            "goals": [(goal.condition, goal.when_stopped) for goal in self.goals],
            "questions": [
                (one.id, one.type, one.text, sorted(one.options), one.predict)
                for one in _questions(wording.in_language(self.data, self.data["language"]))
            ],
            **({"vary": sorted(self.vary)} if self.vary else {}),
        }
        content = json.dumps(judged, sort_keys=True).encode("ascii")
        return sha256(content).hexdigest()[:VERSION_DIGITS]

    @property
    def texts(self) -> list[str]:
        """Everything that is written in Markdown, in all its languages."""
        spoken = [self.in_language(code) for code in wording.languages(self.data)]
        return [words for one in spoken for words in one._markdown]

    @property
    def _markdown(self) -> list[str]:
        return [self.text, *self.hints, *(one.text for one in self.questions)]

    @property
    def points(self) -> int:
        """Points of all goals and questions together."""
        return sum(goal.points for goal in self.goals) + sum(one.points for one in self.questions)

    @property
    def runs_needed(self) -> int:
        """How many runs from different seeds its goals look at."""
        return max((goals.runs_needed(goal.condition) for goal in self.goals), default=1)


def find_problems(data: Json) -> list[Problem]:
    """Return what is wrong with the plain data of an exercise.

    What the schema sees comes first; only where that is nothing, what only the house can know.

    Parameters
    ----------
    data : dict, list, str, int, float, bool or None

    Returns
    -------
    list of Problem
    """
    if found := schema.problems(data, "exercise"):
        return found
    everything = cast(ExerciseData, data)
    if found := wording.problems(everything):
        return found
    valid = cast(ExerciseData, wording.in_language(everything, everything["language"]))
    start, found = read_experiment(valid["experiment"])
    found += rules.problems(valid)
    found += pictures.problems(valid.get("images", {}))
    for i, goal in enumerate(valid.get("goals", ())):
        found += goals.problems(goal, ("goals", i))
    for i, question in enumerate(valid.get("questions", ())):
        found += questions.problems(question, ("questions", i))
    return found or [
        *rules.start_problems(valid, start),
        *_repeated_questions(valid),
        *_unasked(valid),
        *_without_class(valid, start),
        *_pointless(valid),
    ]


def _make(valid: Json) -> Exercise:
    everything = cast(ExerciseData, valid)
    data = wording.in_language(everything, everything["language"])
    return Exercise(
        data=everything,
        id=data["id"],
        title=data["title"],
        language=data["language"],
        text=data["text"],
        permalink=read_experiment(data["experiment"])[0].to_permalink(),
        lock=rules.locked(data.get("lock", [])),
        hide=tuple(data.get("hide", ())),
        ranges=data.get("ranges", {}),
        goals=tuple(goal_of(goal) for goal in data.get("goals", ())),
        hints=tuple(data.get("hints", ())),
        questions=_questions(data),
        feedback=data.get("feedback", "at_once"),
        pass_mark=data.get("pass_mark", 100),
        vary=tuple(data.get("vary", ())),
        images=data.get("images", {}),
        about=data.get("about", {}),
    )


def _questions(data: Mapping[str, Any]) -> tuple[Question, ...]:
    return tuple(Question.from_data(one) for one in data.get("questions", ()))


def goal_of(data: GoalData) -> Goal:
    """Return the goal that an exercise spells."""
    of_the_goal = ("points", "when_stopped")
    condition = {name: part for name, part in data.items() if name not in of_the_goal}
    return Goal(cast(Condition, condition), data.get("points", 1), data.get("when_stopped", False))


def read_experiment(given: dict[str, Json] | str) -> tuple[Experiment, list[Problem]]:
    """Return the starting experiment that an exercise gives, and what is wrong with it.

    Parameters
    ----------
    given : dict or str
        Settings by their names, or a link.

    Returns
    -------
    experiment : Experiment
        Without what is wrong.
    found : list of Problem
    """
    if isinstance(given, str):
        experiment, messages = parse_permalink(given)
        return experiment, [Problem(("experiment",), message) for message in messages]
    experiment = Experiment()
    names = experiment.declarations()
    found = [unknown(("experiment", name), names) for name in given if name not in names]
    for name in filter(given.__contains__, names):
        found += _set(experiment, names[name], given[name])
    if not experiment.fits_link:
        found.append(Problem(("experiment", "points"), text("exercise.points")))
    return experiment, found


def _set(experiment: Experiment, declared: Setting[Any, Any], value: Json) -> list[Problem]:
    """Give the experiment a value; points of one's own are written as a link spells them."""
    try:
        if isinstance(declared, OwnPoints) and isinstance(value, str):
            experiment.points = declared.read(value)
        else:
            setattr(experiment, declared.name, value)
    except ValueError:
        return [refusal(("experiment", declared.name), declared.allowed(), value)]
    return []


def _repeated_questions(data: ExerciseData) -> list[Problem]:
    names = [question["id"] for question in data.get("questions", ())]
    return [
        Problem(("questions", i, "id"), text("exercise.repeated", name=name))
        for i, name in enumerate(names)
        if name in names[:i]
    ]


def _unasked(data: ExerciseData) -> list[Problem]:
    names = [question["id"] for question in data.get("questions", ())]
    expected = data.get("about", {}).get("expected", {})
    return [unknown(("about", "expected", name), names) for name in expected if name not in names]


def _without_class(data: ExerciseData, start: Experiment) -> list[Problem]:
    called, names = data.get("about", {}).get("classes", {}), start.class_names
    return [unknown(("about", "classes", name), names) for name in called if name not in names]


def _pointless(data: ExerciseData) -> list[Problem]:
    points = [one.points for one in _questions(data)]
    if data.get("goals") or any(points):
        return []
    return [Problem((), text("exercise.pointless"))]
