"""Checks a result by recomputation: what its weights really reach, whatever it claims.

The data is drawn again from its settings and the submitted weights are evaluated on it, which gives
the same numbers on every computer, but for last digits that no verdict depends on (`goals.met`).
Two things cannot be seen in weights: how many epochs they took, and that several runs began from
different seeds. A goal that asks for one of these counts as met if training again, from each seed
for as many epochs as claimed, comes to these weights or meets it too. Where it does not, the goal
is *unconfirmed*: settings may have been changed during the run, or a high learning rate lets
computers drift apart, or the claim is not true. It is also unconfirmed where training again would
take too long (`workload`), which the page says beforehand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from playground.exercises import answers as given
from playground.exercises import library
from playground.exercises.evidence import evidence_as_stored
from playground.exercises.exercise import Exercise
from playground.exercises.goals import met, needs_training
from playground.exercises.result import Result, ResultError, Run, shared_permalink
from playground.exercises.retraining import (
    epochs_of,
    is_at_start,
    is_feasible,
    is_untrained,
    train_again,
)
from playground.exercises.rules import WEIGHTS, violations
from playground.exercises.scoring import goal_points, missing_answers, score, verdicts
from playground.exercises.shapes import Answer, ClaimName, Evidence, Verdict
from playground.exercises.workload import most_epochs
from playground.experiment import Experiment
from playground.number_format import grouped, rounded
from playground.session import Session
from playground.steps import Steps, to_the_end
from playground.text import listed, text

CLAIM_TOLERANCE = 1e-4
"""How far off a claim may be, relative if above 1: it is rounded to six digits, and earlier
versions measured it before the weights were rounded to single precision."""


@dataclass(frozen=True)
class Report:
    """What a check has found.

    Attributes
    ----------
    violations : tuple of str
        A sentence for each lock or range that is broken; then no goal earns points.
    goals : tuple of bool or None
        Whether each goal is met; None if that could not be confirmed.
    given : dict
        Identifier of a question -> answer, of those that can be compared with the exercise.
    answers : dict
        Identifier of a question -> whether its answer is right, None if there is none.
    evidence : dict
        What the last run really reaches.
    false_claims : tuple of str
        A sentence for each claim that the weights do not bear out.
    remarks : tuple of str
        A sentence for each other thing that is worth a look.
    are_epochs_confirmed : bool or None
        Whether training again comes to the weights of every run; None if that was not tried.
    points : int
        Earned.
    score : int
        Points in percent of those of the exercise, rounded down.
    passed : bool
        Whether the score reaches the pass mark.
    """

    violations: tuple[str, ...]
    goals: tuple[Verdict, ...]
    given: Mapping[str, Answer]
    answers: Mapping[str, bool | None]
    evidence: Evidence
    false_claims: tuple[str, ...]
    remarks: tuple[str, ...]
    are_epochs_confirmed: bool | None
    points: int
    score: int
    passed: bool


def check(exercise: Exercise, result: Result) -> Report:
    """Check a result against its exercise, as `check_in_steps` does."""
    return to_the_end(check_in_steps(exercise, result))


def check_in_steps(exercise: Exercise, result: Result) -> Steps[Report]:
    """Check a result against its exercise.

    Parameters
    ----------
    exercise : Exercise
    result : Result

    Returns
    -------
    Report

    Raises
    ------
    ResultError
        If the result is for another exercise, or its weights do not fit.
    """
    if result.exercise != exercise.id:
        raise ResultError(text("result.foreign", found=result.exercise, wanted=exercise.id))
    comparable = given.comparable(exercise, result.answers)
    broken = tuple(_violations(exercise, result))
    evidence = evidence_of_result(result)
    judged = yield from _judge_goals(exercise, result, evidence, is_allowed=not broken)
    by_goals = 0 if broken else goal_points(exercise, judged.goals)
    earned = score(exercise, by_goals, comparable.answers)
    return Report(
        violations=broken,
        goals=judged.goals,
        given=comparable.answers,
        answers=given.judge(exercise, comparable.answers),
        evidence=evidence,
        false_claims=tuple(_false_claims(result.claims, evidence)),
        remarks=(
            *_version_remarks(exercise, result),
            *comparable.remarks,
            *judged.remarks,
            *_answer_remarks(exercise, result),
        ),
        are_epochs_confirmed=judged.are_epochs_confirmed,
        points=earned.points,
        score=earned.percent,
        passed=earned.passed,
    )


def evidence_of_result(result: Result) -> Evidence:
    """Return the evidence of a result's runs by their weights; ResultError if they do not fit."""
    runs: list[Evidence] = []
    for session in restored_runs(result):
        evidence = evidence_as_stored(session, runs)
        runs = evidence["runs"]
    return evidence


def goals_met_at_start(exercise: Exercise) -> list[int]:
    """Return the positions of the goals that are met before a student has done anything."""
    evidence = evidence_as_stored(Session(exercise.start()))
    return [i for i, is_met in enumerate(verdicts(exercise, evidence)) if is_met]


class _Judged(NamedTuple):
    """Verdicts on all goals, and what there is to say about how they came about."""

    goals: tuple[Verdict, ...]
    remarks: tuple[str, ...]
    are_epochs_confirmed: bool | None = None


def _judge_goals(
    exercise: Exercise, result: Result, evidence: Evidence, is_allowed: bool
) -> Steps[_Judged]:
    """Judge each goal; where one cannot be seen in the weights, train again."""
    judged = verdicts(exercise, evidence)
    conditions = [goal.condition for goal in exercise.goals]
    doubtful = [i for i, is_met in enumerate(judged) if is_met and needs_training(conditions[i])]
    if not doubtful:
        untrue = [run for run in result.runs if not run.epochs and not is_untrained(result, run)]
        if untrue:
            return _Judged(judged, tuple(map(_other_weights, untrue)), are_epochs_confirmed=False)
    without = tuple(None if i in doubtful else one for i, one in enumerate(judged))
    shows_more = bool(doubtful) or (any(judged) and _are_weights_locked(exercise, result))
    if not (is_allowed and shows_more):
        # what earns nothing is not worth the work
        return _Judged(without, ())
    if not is_feasible(result):
        return _Judged(without, _too_long(result, doubtful))
    again = yield from train_again(result)
    remarks = list(map(_other_weights, again.others))
    goals = list(judged)
    if again.others:
        for i in doubtful:
            goals[i] = met(conditions[i], again.evidence) or None
            if goals[i] is None:
                remarks.append(text("grade.unconfirmed", number=i + 1))
    return _Judged(tuple(goals), tuple(remarks), are_epochs_confirmed=not again.others)


def _too_long(result: Result, doubtful: Sequence[int]) -> tuple[str, ...]:
    if not doubtful:
        return ()
    most, found = most_epochs(result.experiment), epochs_of(result)
    number = listed(str(i + 1) for i in doubtful)
    return (text("grade.too_long", number=number, found=grouped(found), most=grouped(most)),)


def _other_weights(run: Run) -> str:
    return text("grade.other_weights", epoch=grouped(run.epochs), seed=run.seed)


def _are_weights_locked(exercise: Exercise, result: Result) -> bool:
    """Tell whether weights of a result must come from training; only that again shows it."""
    return WEIGHTS in exercise.lock and any(run.epochs for run in result.runs)


def _false_claims(claims: Mapping[ClaimName, float], evidence: Evidence) -> Iterator[str]:
    for name, claimed in claims.items():
        real = evidence[name]
        if real is None or abs(claimed - real) > CLAIM_TOLERANCE * max(1, abs(real)):
            said = rounded(claimed, digits=6)
            found = text("link.nothing") if real is None else rounded(real, digits=6)
            metric = text(f"metric.{name}")
            yield text("result.claim", metric=metric, claimed=said, found=found)


def restored_runs(result: Result) -> Iterator[Session]:
    """Yield a session in the state of each run, in turn; ResultError if its weights do not fit."""
    session = _session(shared_permalink(result.experiment))
    for run in result.runs:
        try:
            session.restore(run.weights, run.epochs)
        except ValueError as error:
            raise ResultError(text("result.network", reason=error)) from None
        yield session


@lru_cache(maxsize=8)  # the largest take 20 MB each
def _session(permalink: str) -> Session:
    """Return a session to restore runs in; in a class many results have the same settings."""
    return Session(Experiment.from_permalink(permalink))


def _violations(exercise: Exercise, result: Result) -> Iterator[str]:
    """Yield a sentence for each rule that a result breaks, as its student got the exercise."""
    if exercise.vary and not result.student:
        yield text("rule.no_student")
    else:
        yield from violations(exercise.variant(result.student), result.experiment)
    if WEIGHTS in exercise.lock and not all(
        run.epochs or is_at_start(result, run) for run in result.runs
    ):
        yield text("rule.weights")


def _answer_remarks(exercise: Exercise, result: Result) -> Iterator[str]:
    """Say which answers are missing that have to be there, or were tried too often."""
    for question in missing_answers(exercise, result.answers):
        yield text("grade.no_answer", name=question.id)
    tries = result.effort.tries if result.effort else {}
    for question in exercise.questions:
        found = tries.get(question.id, 0)
        if question.tries is not None and found > question.tries:
            yield text("grade.tries", name=question.id, count=found, most=question.tries)


def _version_remarks(exercise: Exercise, result: Result) -> Iterator[str]:
    """Say that a result may have been made for another version of its exercise."""
    if result.exercise_version:
        if result.exercise_version != exercise.version:
            yield text("result.other_version")
    elif not library.has(exercise) and _has_positions(exercise, result.answers):
        yield text("result.by_position")


def _has_positions(exercise: Exercise, answers: Mapping[str, Answer]) -> bool:
    """Tell whether a choice is answered by the position of an option, as in earlier results."""
    choices = {question.id for question in exercise.questions if question.type == "choice"}
    return any(not isinstance(answers[name], str) for name in choices & answers.keys())
