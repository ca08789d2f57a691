"""Scripts of the course: how each exercise is solved, and which claims its text makes.

There is a file for each exercise in the folder ``course``. Its fields are

* ``solution``: steps, each with what is done in this order: ``set`` (settings), ``weights`` (all
  parameters by hand, in the order of `Network.theta`), ``train`` (epochs), ``seeds`` (the last
  training again from so many other initial weights);
* ``tries``: with how many initial weights a student may try the solution, one unless given;
* ``solved``: from how many of the ten seeds 0 to 9 it earns all points, all unless given;
* ``claims``: each with what it ``says``, steps as above in ``do``, what then has to hold (``then``,
  a condition as in a goal, or ``shows``, a name in `claims.SHOWN`), and in how many of the ten
  seeds at least it does (``holds``).
"""

from functools import cache
from pathlib import Path

from playground.exercises import yaml_file
from playground.exercises.evidence import evidence_as_stored
from playground.exercises.goals import met
from tests.exercises.claims import SHOWN
from tests.exercises.student import Student

FOLDER = Path(__file__).with_name("course")

SEEDS = range(10)


@cache
def script(name):
    """Return the script of an exercise."""
    return yaml_file.read((FOLDER / f"{name}.yaml").read_text("utf-8"))[0]


def right_answers(exercise):
    """Return an answer to each question, the right one where there is one."""
    return {
        question.id: "Because." if question.type == "text" else question.answer
        for question in exercise.questions
        if question.type == "text" or question.answer is not None
    }


def follow(student, steps):
    """Do the steps; an AssertionError names what the exercise does not allow."""
    for step in steps:
        if "set" in step:
            assert student.choose(**step["set"]), step
        if "weights" in step:
            student.set_parameters(step["weights"])
        student.play(step.get("train", 0))
        for _ in range(step.get("seeds", 0)):
            student.choose(seed=student.session.experiment.seed + 1)
            student.play(step["train"])


def solve(exercise, seed):
    """Return a student who has followed the solution, with the tries that it allows."""
    plan = script(exercise.id)
    for attempt in range(plan.get("tries", 1)):
        student = Student(exercise, seed + 100 * attempt)
        follow(student, plan["solution"])
        if student.has_all_goals:
            break
    return student


def holds(exercise, claim, seed):
    """Tell whether a claim holds for the initial weights of a seed.

    What it does may be more than the exercise allows a student.
    """
    free = type(exercise).from_data(
        {name: part for name, part in exercise.data.items() if name not in ("lock", "ranges")}
    )
    student = Student(free, seed)
    follow(student, claim.get("do", ()))
    if "then" in claim and not met(claim["then"], evidence_as_stored(student.session)):
        return False
    return "shows" not in claim or bool(SHOWN[claim["shows"]](student.session))
