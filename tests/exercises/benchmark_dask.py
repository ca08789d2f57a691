"""Measures ``playground grade --dask``: ``python tests/exercises/benchmark_dask.py 100000 1 2``.

So many results are written as files into a folder for the time, and graded by a cluster on this
machine with one worker, then with two; of each run the time, the memory of the command itself and a
digest of the table are printed. With ``--kill`` a worker is killed after ten seconds of each run.
"""

import argparse
import hashlib
import os
import resource
import signal
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
from distributed import LocalCluster

from playground.cli import main as playground
from playground.exercises import library
from playground.exercises.evidence import evidence_of
from playground.exercises.result import Result, Run
from playground.session import Session

EXERCISES = ("one-neuron", "three-neurons", "waves-for-the-spiral")
"""None of their goals needs the network to be trained again."""

KILL_AFTER = 10.0
"""Seconds."""


def write_results(folder, count):
    """Write results whose weights differ a little from those of every other."""
    rng = np.random.default_rng(0)
    sessions = [Session(library.exercise(name).start()) for name in EXERCISES]
    for number in range(count):
        name = EXERCISES[number % len(EXERCISES)]
        session = sessions[number % len(EXERCISES)]
        theta = session.network.theta + rng.normal(0, 0.01, session.network.theta.size)
        theta = theta.astype(np.float32)
        runs = (Run(session.experiment.seed, 100, theta),)
        evidence = evidence_of(session.measured(theta))
        claims = {name: evidence[name] for name in ("train_loss", "test_loss", "accuracy")}
        result = Result(name, session.experiment, runs, {}, claims)
        place = folder / f"{number // 1000:03d}"
        place.mkdir(exist_ok=True)
        (place / f"student-{number:06d}.json").write_text(result.to_json(), encoding="utf-8")


def kill_one(cluster):
    os.kill(cluster.workers[0].pid, signal.SIGKILL)
    print("a worker was killed", flush=True)


def measure(folder, workers, kills):
    """Grade a folder with so many workers, and print the figures."""
    out = folder.parent / f"{workers}.csv"
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:
        timer = threading.Timer(KILL_AFTER, kill_one, [cluster])
        if kills:
            timer.start()
        start = time.perf_counter()
        code = playground(
            ["grade", str(folder), "--csv", str(out), "--dask", cluster.scheduler_address]
        )
        seconds = time.perf_counter() - start
        timer.cancel()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    table = out.read_bytes()
    digest = hashlib.sha256(table).hexdigest()[:16]
    print(f"{workers} workers: {seconds:.0f} s, code {code}, {megabytes} MB, {digest}", flush=True)
    # What is refused unread takes no time, and so measures nothing.
    assert b'"refused"' not in table


def main():
    """Write results, grade them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("workers", type=int, nargs="+")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "results")
        folder.mkdir()
        write_results(folder, options.count)
        for workers in options.workers:
            measure(folder, workers, options.kill)


if __name__ == "__main__":
    main()
