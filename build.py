"""Build, serve, test and measure the playground: ``python build.py --help``.

Needs nothing but Python 3.11: it makes itself a virtual environment in ``.venv/`` first and goes
on in there.
"""

import argparse
import sys
from pathlib import Path

from playground.packaging import environment

PROJECT = Path(__file__).resolve().parent
DEFAULT_PORT = 8000
LARGEST_PORT = 65_535


def main() -> int:
    """Run one command and return the process's exit code."""
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="make dist/, a folder any static host can serve")
    serve = commands.add_parser("serve", help="build, then serve dist/ on this machine")
    serve.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 for any free one")
    test = commands.add_parser(
        "test",
        help="check style and types, run tests; more arguments go to pytest",
        allow_abbrev=False,  # what pytest calls --fa… is meant for pytest
    )
    amount = test.add_mutually_exclusive_group()
    amount.add_argument(
        "--fast",
        action="store_const",
        const="fast",
        dest="amount",
        default="usual",
        help="neither build the page nor look at it, nor train for long",
    )
    amount.add_argument(
        "--course",
        action="store_const",
        const="whole",
        dest="amount",
        help="try each exercise of the course from many seeds and in the page, too: many minutes",
    )
    bench = commands.add_parser("bench", help="build, then measure the page in Chromium")
    bench.add_argument("--runs", type=_whole, default=5, help="how often; the table has medians")
    bench.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PART",
        help="measure this part only: start, play, wait, long, slow, lines or memory",
    )
    bench.add_argument("--against", type=Path, metavar="DIST", help="measure this in turns, too")
    bench.add_argument("--check", action="store_true", help="fail if a goal is missed")
    bench.add_argument("-o", "--output", type=Path, default=PROJECT / "tests/output/bench.json")
    pictures = commands.add_parser(
        "pictures", help="build, then photograph the page and its drawers"
    )
    pictures.add_argument("names", nargs="*", help="photograph these only, such as plane-inspect")
    pictures.add_argument("-o", "--output", type=Path, default=PROJECT / "tests/output/pictures")
    soak = commands.add_parser("soak", help="build, then play for long and change settings")
    soak.add_argument("--minutes", type=float, default=10)
    soak.add_argument("--seed", type=int, default=0)
    soak.add_argument("--steady", action="store_true", help="leave the settings alone")
    commands.add_parser(
        "fuzz",
        help="try random and damaged inputs: fuzz --help",
        add_help=False,
        allow_abbrev=False,
    )
    options, rest = parser.parse_known_args()
    if rest and options.command not in ("test", "fuzz"):
        parser.error(f"unknown arguments: {' '.join(rest)}")

    environment.enter(PROJECT)
    # Only inside the environment are the libraries that these need.
    from playground.packaging import commands as run

    actions = {
        "build": lambda: run.build(PROJECT),
        "serve": lambda: run.serve(PROJECT, options.port),
        "test": lambda: run.test(PROJECT, rest, options.amount),
        "bench": lambda: run.bench(
            PROJECT,
            options.runs,
            options.output,
            only=options.only,
            against=options.against,
            check=options.check,
        ),
        "pictures": lambda: run.pictures(PROJECT, options.output, options.names),
        "fuzz": lambda: run.fuzz(PROJECT, rest),
        "soak": lambda: run.soak(PROJECT, options.minutes, options.seed, options.steady),
    }
    return actions[options.command]()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"must be a whole number up to {LARGEST_PORT}, got {text}")
    return int(text)


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, got {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
