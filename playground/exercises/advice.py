"""What is unfortunate about a valid exercise, for those who check or write one."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from playground.engine import parameter_count
from playground.exercises import formulas, goals, library, markdown, variants
from playground.exercises.checking import goals_met_at_start
from playground.exercises.exercise import Exercise
from playground.exercises.questions import LARGEST_ANSWER, LONGEST_ANSWER, ORDERS, Question
from playground.exercises.result import LONGEST_RESULT, Result, Run, characters
from playground.exercises.shapes import Answer
from playground.exercises.workload import most_epochs
from playground.experiment import Experiment
from playground.experiment.setting_choices import MAX_EPOCHS
from playground.number_format import grouped
from playground.text import text


class Advice(NamedTuple):
    """Something to be said about an exercise.

    Attributes
    ----------
    message : str
        A sentence.
    is_fault : bool
        Whether the exercise should not be handed out as it is.
    """

    message: str
    is_fault: bool


def advice(exercise: Exercise) -> list[Advice]:
    """Return what there is to say about an exercise, faults first."""
    return [
        *(Advice(message, is_fault=True) for message in _faults(exercise)),
        *(Advice(message, is_fault=False) for message in _hints(exercise)),
    ]


def longest_result(exercise: Exercise, experiment: Experiment) -> int:
    """Return how many characters a result of an exercise may have with the settings of a run."""
    theta = np.full(parameter_count(experiment.network_shape), 1 / 3, np.float32)
    runs = tuple(Run(seed, MAX_EPOCHS, theta) for seed in range(exercise.runs_needed))
    answers = {question.id: _longest_answer(question) for question in exercise.questions}
    student = "x" * variants.LONGEST_NAME if exercise.vary else ""
    result = Result(
        exercise.id,
        experiment,
        runs,
        answers,
        {},
        exercise.version,
        student=student,
        order=ORDERS - 1,
    )
    return characters(result.to_json())


def _faults(exercise: Exercise) -> Iterator[str]:
    for i in goals_met_at_start(exercise):
        yield text("advice.met_at_start", goal=exercise.goals[i].words)
    most = most_epochs(exercise.start())
    for one in exercise.goals:
        if (least := goals.least_epochs(one.condition)) > most:
            yield text("advice.too_long", goal=one.words, least=grouped(least), most=grouped(most))
    written = [markdown.parts(source) for source in exercise.texts]
    yield from formulas.problems(tex for one in written for tex in one.formulas)
    for name in dict.fromkeys(name for one in written for name in one.images):
        if name not in exercise.images:
            yield text("advice.no_image", name=name)


def _hints(exercise: Exercise) -> Iterator[str]:
    if exercise.runs_needed > 1 and "seed" in exercise.fixed_settings:
        yield text("advice.one_seed")
    if (length := longest_result(exercise, exercise.start())) > LONGEST_RESULT:
        yield text("advice.no_code", length=grouped(length), high=grouped(LONGEST_RESULT))
    if exercise.images:
        yield text("advice.images", length=grouped(len(exercise.to_code())))
    if exercise.id in library.exercise_names() and not library.has(exercise):
        yield text("advice.course_name", name=exercise.id)


def _longest_answer(question: Question) -> Answer:
    if question.type == "text":
        return "x" * LONGEST_ANSWER
    return max(question.options, key=len) if question.options else LARGEST_ANSWER
