"""Which claims of the course hold from how many seeds.

python -m tests.exercises.claims_table [NAME...]
"""

import sys

from playground.exercises import library
from tests.exercises.scripts import SEEDS, holds, script, solve


def main():
    """Print a table of exercises, claims and seeds."""
    for name in sys.argv[1:] or library.exercise_names():
        exercise, plan = library.exercise(name), script(name)
        solved = [solve(exercise, seed).has_all_goals for seed in SEEDS]
        _show(name, "The solution reaches all goals.", solved, plan.get("solved", len(SEEDS)))
        for claim in plan.get("claims", ()):
            found = [holds(exercise, claim, seed) for seed in SEEDS]
            _show(name, claim["says"], found, claim["holds"])


def _show(name, says, found, wanted):
    mark = "" if sum(found) >= wanted else " !!"
    seeds = "".join("✓" if one else "✗" for one in found)
    print(f"| `{name}` | {says} | {seeds} | {sum(found)} ≥ {wanted}{mark} |", flush=True)


if __name__ == "__main__":
    main()
