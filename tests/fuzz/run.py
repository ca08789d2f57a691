"""Tries inputs by their numbers: each is made of the seed, its target and its number alone."""

import json
import random
import sys
import time
import traceback
from base64 import b64decode, b64encode
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.fuzz.targets import TARGETS

try:
    import resource
except ImportError:  # on Windows
    resource = None

SLOW = 1.0
"""Seconds of processor time that one input may take; the usual one takes a few thousandths."""

HUNGRY = 200
"""Megabytes by which one input may raise the largest memory that was in use so far."""


@dataclass
class Findings:
    """What came of it.

    Attributes
    ----------
    tried : Counter
        Inputs by the names of targets.
    failed : dict
        Where an error came from -> the first input that caused it, as `Failure`.
    repeated : Counter
        How often each of them came again.
    costly : list of (str, name, number)
        Inputs that took longer than `SLOW` or more memory than `HUNGRY`, and how much.
    """

    tried: Counter = field(default_factory=Counter)
    failed: dict = field(default_factory=dict)
    repeated: Counter = field(default_factory=Counter)
    costly: list = field(default_factory=list)


@dataclass(frozen=True)
class Failure:
    """An input that a target did not take as it should."""

    target: str
    seed: int
    number: int
    input: object
    error: str

    def save(self, folder):
        """Write it into a folder and return the path of the file."""
        is_bytes = isinstance(self.input, bytes)
        content = {
            "target": self.target,
            "seed": self.seed,
            "number": self.number,
            "bytes" if is_bytes else "input": (
                b64encode(self.input).decode() if is_bytes else self.input
            ),
            "error": self.error,
        }
        name = sha256(f"{self.target}{self.seed}{self.number}".encode()).hexdigest()[:12]
        path = folder / f"{self.target}-{name}.json"
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="ascii")
        return path


def fuzz(seed, rounds=None, seconds=None, names=tuple(TARGETS), note=lambda _: None):
    """Try inputs until there were so many rounds, or so many seconds are over.

    Parameters
    ----------
    seed : int
    rounds : int, optional
        In each round every target is tried as often as its weight says.
    seconds : float, optional
    names : sequence of str
        Of `TARGETS`.
    note : callable
        Is told each new failure.

    Returns
    -------
    Findings
    """
    findings, end = Findings(), None if seconds is None else time.monotonic() + seconds
    number = 0
    while (rounds is None or number < rounds) and (end is None or time.monotonic() < end):
        for name in names:
            for part in range(TARGETS[name].weight):
                _try(findings, name, seed, number * TARGETS[name].weight + part, note)
        number += 1
    return findings


def make(name, seed, number):
    """Return an input of a target."""
    return TARGETS[name].make(random.Random(f"{seed} {name} {number}"))


def again(path):
    """Try a saved input once more; its error escapes."""
    saved = json.loads(Path(path).read_text(encoding="ascii"))
    source = b64decode(saved["bytes"]) if "bytes" in saved else saved["input"]
    TARGETS[saved["target"]].check(source)


def _try(findings, name, seed, number, note):
    source = make(name, seed, number)
    findings.tried[name] += 1
    start, before = time.process_time(), megabytes()
    try:
        TARGETS[name].check(source)
    except Exception as error:
        place = _place(name, error)
        findings.repeated[place] += 1
        if place not in findings.failed:
            described = "".join(traceback.format_exception(error))
            findings.failed[place] = Failure(name, seed, number, source, described)
            note(findings.failed[place])
    seconds, more = time.process_time() - start, megabytes() - before
    if seconds > SLOW:
        findings.costly.append((f"{seconds:.1f} s", name, number))
    if more > HUNGRY:
        findings.costly.append((f"{more:.0f} MB", name, number))


def megabytes():
    """Return the largest memory that was in use so far; 0 where the system does not say."""
    if resource is None:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _place(name, error):
    """Return where an error came from, to tell kinds of failure apart."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/playground/" in frame.filename] or frames
    return name, type(error).__name__, ours[-1].filename, ours[-1].lineno, frames[-1].lineno
