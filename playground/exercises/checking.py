"""Checks a result by recomputation: what its weights really reach, whatever it claims.

The data is drawn again from its settings and the submitted weights are evaluated on it, which gives
the same numbers on every computer. Two things cannot be seen in weights: how many epochs they took,
and that several runs began from different seeds. A goal that asks for one of these counts as met if
training again, from each seed for as many epochs as claimed, meets it too. Where it does not, the
goal is *unconfirmed*: settings may have been changed during the run, or a high learning rate lets
computers drift apart, or the claim is not true.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from playground.exercises.evidence import evidence_of
from playground.exercises.exercise import Exercise
from playground.exercises.goals import mentions, met
from playground.exercises.result import Result, ResultError, shared_permalink
from playground.exercises.rules import violations
from playground.exercises.schema import refusal
from playground.exercises.scoring import answer_points, goal_points, score, verdicts
from playground.exercises.shapes import Answer, ClaimName, Condition, Evidence, Verdict
from playground.experiment import Experiment
from playground.number_format import rounded
from playground.session import Session
from playground.text import text

CLAIM_TOLERANCE = 1e-4
"""How far off a claim may be, relative if above 1: it is rounded to six digits, and the weights are
rounded to single precision."""

NOT_IN_WEIGHTS = ("epochs", "runs")
"""Parts of goals that only training again can confirm."""

MOST_EPOCHS = 5000
"""Epochs that are trained again at most, in all runs of a result together."""


@dataclass(frozen=True)
class Report:
    """What a check has found.

    Attributes
    ----------
    violations : tuple of str
        A sentence for each lock or range that is broken; then no goal earns points.
    goals : tuple of bool or None
        Whether each goal is met; None if that could not be confirmed.
    answers : dict
        Identifier of a question -> whether its answer is right, None if there is none.
    evidence : dict
        What the last run really reaches.
    false_claims : tuple of str
        A sentence for each claim that the weights do not bear out.
    points : int
        Earned.
    score : int
        Points in percent of those of the exercise, rounded down.
    passed : bool
        Whether the score reaches the pass mark.
    """

    violations: tuple[str, ...]
    goals: tuple[Verdict, ...]
    answers: Mapping[str, bool | None]
    evidence: Evidence
    false_claims: tuple[str, ...]
    points: int
    score: int
    passed: bool


def check(exercise: Exercise, result: Result) -> Report:
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
        If the result is for another exercise, or its weights or answers do not fit.
    """
    if result.exercise != exercise.id:
        raise ResultError(text("result.foreign", found=result.exercise, wanted=exercise.id))
    answers = judge_answers(exercise, result.answers)
    broken = tuple(violations(exercise, result.experiment))
    evidence = evidence_of_result(result)
    goals = _judge_goals(exercise, result, evidence)
    by_goals = 0 if broken else goal_points(exercise, goals)
    earned = score(exercise, by_goals + answer_points(exercise, result.answers))
    return Report(
        violations=broken,
        goals=goals,
        answers=answers,
        evidence=evidence,
        false_claims=tuple(_false_claims(result.claims, evidence)),
        points=earned.points,
        score=earned.percent,
        passed=earned.passed,
    )


def evidence_of_result(result: Result) -> Evidence:
    """Return the evidence of a result's runs by their weights; ResultError if they do not fit."""
    return _evidence(_restored(result))


def goals_met_at_start(exercise: Exercise) -> list[int]:
    """Return the positions of the goals that are met before a student has done anything."""
    evidence = evidence_of(Session(exercise.start()))
    return [i for i, is_met in enumerate(verdicts(exercise, evidence)) if is_met]


def judge_answers(exercise: Exercise, answers: Mapping[str, Answer]) -> dict[str, bool | None]:
    """Tell of each question whether its answer is right, None if there is none.

    Raises
    ------
    ResultError
        If there is an answer to no question of the exercise, or one that is no answer to it.
    """
    questions = {question.id: question for question in exercise.questions}
    for name, answer in answers.items():
        if name not in questions:
            raise ResultError(text("result.no_question", name=name))
        if not questions[name].accepts(answer):
            allowed = questions[name].allowed()
            raise ResultError(refusal(("answers", name), allowed, answer).message)
    return {
        name: question.is_right(answers[name]) if name in answers else None
        for name, question in questions.items()
    }


def _judge_goals(exercise: Exercise, result: Result, evidence: Evidence) -> tuple[Verdict, ...]:
    """Return a verdict on each goal; where one cannot be seen in the weights, train again."""
    conditions = [goal.condition for goal in exercise.goals]
    judged = list(verdicts(exercise, evidence))
    doubtful = [i for i, met_so_far in enumerate(judged) if met_so_far and _hidden(conditions[i])]
    if doubtful:
        epochs = sum(run.epochs for run in result.runs)
        again = _evidence(_trained_again(result)) if epochs <= MOST_EPOCHS else None
        for i in doubtful:
            judged[i] = True if again and met(conditions[i], again) else None
    return tuple(judged)


def _hidden(condition: Condition) -> bool:
    return any(mentions(condition, name) for name in NOT_IN_WEIGHTS)


def _false_claims(claims: Mapping[ClaimName, float], evidence: Evidence) -> Iterator[str]:
    for name, claimed in claims.items():
        real = evidence[name]
        if real is None or abs(claimed - real) > CLAIM_TOLERANCE * max(1, abs(real)):
            said = rounded(claimed, digits=6)
            found = text("link.nothing") if real is None else rounded(real, digits=6)
            metric = text(f"metric.{name}")
            yield text("result.claim", metric=metric, claimed=said, found=found)


def _restored(result: Result) -> Iterator[Session]:
    """Yield a session in the state of each run, in turn."""
    session = _session(shared_permalink(result.experiment))
    for run in result.runs:
        try:
            session.restore(run.weights, run.epochs)
        except ValueError as error:
            raise ResultError(text("result.network", reason=error)) from None
        yield session


@lru_cache(maxsize=16)
def _session(permalink: str) -> Session:
    """Return a session to restore runs in; in a class many results have the same settings."""
    return Session(Experiment.from_permalink(permalink))


def _trained_again(result: Result) -> Iterator[Session]:
    """Yield a session trained as each run claims to be."""
    for run in result.runs:
        settings = {**result.experiment.settings(), "seed": run.seed}
        session = Session(Experiment(**settings))
        session.advance(run.epochs)
        yield session


def _evidence(sessions: Iterable[Session]) -> Evidence:
    """Return the evidence of several runs, the last one last."""
    runs: list[Evidence] = []
    for session in sessions:
        evidence = evidence_of(session, runs)
        runs = evidence["runs"]
    return evidence
