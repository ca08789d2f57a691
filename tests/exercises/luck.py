"""What exercises of the course give to somebody who understands nothing.

    python -m tests.exercises.luck [--walks 200] [NAME...]

prints a table: for each exercise and strategy the share of the points, and how often all of them.
Strategies are plain *Play* for 1,000 epochs, and random walks over whatever is not locked; each is
combined with the first, the last, the longest or a random option in every choice. Options are shown
to each student in another order, so the first, the last and a random one are right equally often.
Whoever is told at once that an option is wrong clicks the next one, as often as the question may be
answered.
"""

import argparse
from contextlib import suppress
from fractions import Fraction
from math import prod
from statistics import mean
from typing import NamedTuple

import numpy as np

from playground.exercises import library
from playground.exercises.rules import WEIGHTS, locked_controls
from playground.experiment import Experiment
from playground.experiment.list_setting_kinds import Choices
from playground.experiment.setting_choices import LEARNING_RATES, MAX_LAYERS, REGULARIZATION_RATES
from playground.experiment.setting_groups import OF_A_RUN
from playground.experiment.setting_kinds import Choice, Flag, Number, SettingError
from tests.exercises.student import Student

EPOCHS_OF_PLAY = 1000

PAUSES = (1, 5, 20, 50, 100, 200)
"""After how many epochs somebody may pause; with images, which learn in fewer, one of the first."""

MOST_NEURONS = 16
"""In a layer, as the page offers them."""

ACTIONS = 8
"""Actions of a walk; about half of them train."""

MOST_FULL = 0.05
"""How likely luck may earn all points."""


class Luck(NamedTuple):
    """What luck earns.

    Attributes
    ----------
    play : float
        Points of plain Play in percent of all, with the best of the ways to choose options.
    play_full : float
        How likely it gets all points, likewise.
    walks : float
        Mean points of the walks in percent.
    walks_full : float
        Share of the walks that get all points, with random options.
    goals : float
        Share of the walks that meet all goals.
    """

    play: float
    play_full: float
    walks: float
    walks_full: float
    goals: float


def luck(exercise, walks, rng):
    """Measure the luck in an exercise."""
    played = play(exercise)
    walked = [walk(exercise, rng) for _ in range(walks)]
    reached = mean(one.has_all_goals for one in walked)
    by_options = options(exercise)
    best = max(by_options.values())
    points = [one.assignment.best.points for one in walked]
    of = exercise.points
    return Luck(
        100 * (played.assignment.best.points + best.points) / of,
        float(best.full) if played.has_all_goals else 0.0,
        100 * (mean(points) + by_options["random"].points) / of,
        reached * float(by_options["random"].full),
        reached,
    )


class Chosen(NamedTuple):
    """What a way to choose options earns: how likely all points, and how many on average."""

    full: Fraction
    points: float


def options(exercise):
    """Return for each way to choose options what it earns."""
    ways = {"random": _at_random, "longest": _longest}
    return {
        name: Chosen(
            prod(
                (chance(exercise, one, way) for one in exercise.questions if one.points),
                start=Fraction(1),
            ),
            float(sum(chance(exercise, one, way) * one.points for one in exercise.questions)),
        )
        for name, way in ways.items()
    }


def chance(exercise, question, way):
    """Return how likely clicking earns the points of a question.

    Parameters
    ----------
    exercise : Exercise
    question : Question
    way : callable
        Returns how likely the right one is among so many options as are clicked.
    """
    if question.predict:
        return Fraction(1)
    if question.type == "text":  # any words are an answer; a wrong one there is not
        return Fraction(question.answer is None)
    if not question.options:
        return Fraction(0)
    count = len(question.options)
    tries = count if question.tries is None else min(question.tries, count)
    # what is judged only after handing in tells nobody to try again
    return way(question, tries if exercise.feedback == "at_once" else 1)


def _at_random(question, tries):
    """The first and the last ones of the shuffled options are as likely."""
    return Fraction(tries, len(question.options))


def _longest(question, tries):
    longest = sorted(question.options, key=len, reverse=True)[:tries]
    return Fraction(question.answer in longest)


def play(exercise):
    """Press *Play*, and pause after many epochs."""
    student = Student(exercise)
    if "play" not in exercise.hide:
        student.play(EPOCHS_OF_PLAY)
    return student


def walk(exercise, rng):
    """Do anything that is allowed, for a while."""
    student = Student(exercise)
    free = [name for name in OF_A_RUN if name not in exercise.fixed_settings]
    free = [name for name in Experiment.declarations() if name in free]
    has_play = "play" not in exercise.hide
    edits = WEIGHTS not in locked_controls(exercise)
    for _ in range(ACTIONS):
        if student.has_all_goals:
            break
        kind = rng.random()
        if has_play and kind < 0.5:
            is_slow = student.session.experiment.image_shape is not None
            student.play(int(rng.choice(PAUSES[:3] if is_slow else PAUSES)))
        elif free and kind < 0.9:
            name = str(rng.choice(free))
            with suppress(SettingError):  # the page offers nothing that does not fit the rest
                student.choose(**{name: another(name, student, rng)})
        elif edits and (not has_play or kind > 0.95):
            theta = student.session.network.theta.copy()
            theta[rng.integers(theta.size)] = rng.choice([-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3])
            student.set_parameters(theta)
        else:
            student.reset()
    return student


def another(name, student, rng):
    """Return a value for a setting as somebody might choose it."""
    experiment, limits = student.session.experiment, student.exercise.ranges.get(name, {})
    declared, now = Experiment.declarations()[name], getattr(experiment, name)
    if name == "hidden":
        return _other_layers(list(now), rng)
    if name == "learning_rate":
        return float(rng.choice(LEARNING_RATES[2:]))
    if name == "regularization_rate":
        return float(rng.choice(REGULARIZATION_RATES))
    if isinstance(declared, Choices):
        offered = limits.get("only", [*declared.objects][:7])
        toggled = set(now) ^ {str(rng.choice(offered))}
        return [one for one in declared.objects if one in toggled] or now
    if isinstance(declared, Choice):
        return str(rng.choice(limits.get("only", declared.objects)))
    if isinstance(declared, Flag):
        return not now
    if isinstance(declared, Number):
        low, high = declared.bounds
        return min(high, max(low, round(float(rng.uniform(low, high)), 1)))
    if name == "seed":
        return int(rng.integers(1, 1000))
    if getattr(declared, "bounds", None):
        low, high = declared.bounds
        return int(rng.integers(low, min(high, 1000) + 1))
    return now


def _other_layers(layers, rng):
    kind = rng.choice(["layer", "less", "more", "more", "fewer"])
    if not layers or (kind == "layer" and len(layers) < MAX_LAYERS):
        return [*layers, 2]
    at = rng.integers(len(layers))
    if kind == "less":
        return layers[:-1]
    layers[at] = min(MOST_NEURONS, max(1, layers[at] + (1 if kind == "more" else -1)))
    return layers


def main():
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--walks", type=int, default=200)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args()
    names = given.names or library.exercise_names()
    print("| exercise | Play, points | all | walks, points | all | goals |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name in names:
        one = luck(library.exercise(name), given.walks, np.random.default_rng(0))
        print(
            f"| `{name}` | {one.play:.0f} % | {100 * one.play_full:.1f} % | {one.walks:.0f} % "
            f"| {100 * one.walks_full:.1f} % | {100 * one.goals:.0f} % |",
            flush=True,
        )


if __name__ == "__main__":
    main()
