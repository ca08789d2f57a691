"""Tries random and damaged inputs for some minutes, or one of them again: ``--help``."""

import argparse
import logging
import sys
import time
from pathlib import Path

from tests.fuzz.run import again, fuzz, megabytes
from tests.fuzz.targets import TARGETS

FOLDER = Path(__file__).parents[1] / "output/fuzz"


def main():
    """Run, print what was found, and return the exit code."""
    parser = argparse.ArgumentParser(prog="build.py fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=0, help="others give other inputs")
    parser.add_argument("--only", action="append", choices=TARGETS, help="may be repeated")
    parser.add_argument("--again", metavar="FILE", help="a failing input that was saved")
    options = parser.parse_args()
    logging.disable()  # what is refused there is no finding
    sys.stdout.reconfigure(errors="backslashreplace")
    if options.again:
        again(options.again)
        print("It passes now.")
        return 0
    findings = fuzz(
        options.seed,
        seconds=60 * options.minutes,
        names=options.only or tuple(TARGETS),
        note=lambda failure: print(f"FAILED {failure.save(FOLDER)}\n{failure.error}", flush=True),
    )
    for name, count in findings.tried.items():
        print(f"{count:9,} {name}")
    print(f"{sum(findings.tried.values()):9,} in all, seed {options.seed}")
    for place, count in findings.repeated.items():
        print(f"failed {count} times: {' '.join(map(str, place))}")
    for cost, name, number in findings.costly[:20]:
        print(f"costly: {name} {number} took {cost}")
    print(f"{time.process_time():.0f} s of processor time, {megabytes():.0f} MB of memory at most")
    return 1 if findings.failed else 0


if __name__ == "__main__":
    sys.exit(main())
