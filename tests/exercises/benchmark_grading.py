"""Measures how many results are graded per second: ``python tests/exercises/benchmark_grading.py``.

Ten thousand results, or as many as the argument says, of an exercise of the course are made in
memory, graded on all cores and counted.
"""

import os
import sys
import time

import numpy as np

from playground.exercises import library
from playground.exercises.grading import grade
from playground.exercises.result import Result, Run
from playground.exercises.submissions import Submission
from playground.session import Session

COUNT = 10_000
EXERCISES = ("one-neuron", "three-neurons", "waves-for-the-spiral")
"""None of their goals needs the network to be trained again."""


def make_submission(number, session, name):
    """Return a result whose weights differ a little from those of every other."""
    rng = np.random.default_rng(number)
    theta = session.network.theta + rng.normal(0, 0.01, session.network.theta.size)
    session.restore(theta, 100)
    runs = (Run(number, 100, theta.astype(np.float32)),)
    claims = {"train_loss": session.train_loss, "test_loss": session.test_loss}
    return Submission(str(number), Result(name, session.experiment, runs, {}, claims).to_json())


def main(count):
    """Make results, grade them, print the figures."""
    sessions = {name: Session(library.exercise(name).start()) for name in EXERCISES}
    names = [EXERCISES[number % len(EXERCISES)] for number in range(count)]
    submissions = [make_submission(n, sessions[name], name) for n, name in enumerate(names)]
    start = time.perf_counter()
    rows = list(grade(submissions, {}))
    seconds = time.perf_counter() - start
    refused = sum(row["status"] == "refused" for row in rows)
    print(f"{len(rows)} results ({refused} refused) in {seconds:.1f} s on {os.cpu_count()} cores")
    print(f"{len(rows) / seconds:.0f} results per second")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
