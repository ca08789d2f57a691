"""What another program answered, kept as JSON, so that it need not be there to be compared with."""

import json

DIGITS = 15
"""Digits that are kept of every number: rounding changes it by 5e-16 of its size at most."""


def save(path, document):
    """Write a dictionary of answers, each case in a line of its own, so that changes can be read.

    Cases are the entries of lists and dictionaries in it that are dictionaries themselves.
    """
    parts = (f"{json.dumps(name)}: {_lines(part)}" for name, part in _rounded(document).items())
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def load(path):
    """Read what `save` has written."""
    return json.loads(path.read_text(encoding="utf-8"))


def _rounded(value):
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    return value


def _lines(part):
    if isinstance(part, dict) and all(isinstance(case, dict) for case in part.values()):
        cases = (f"{json.dumps(name)}: {json.dumps(case)}" for name, case in part.items())
        return "{\n  " + ",\n  ".join(cases) + "\n}"
    if isinstance(part, list) and all(isinstance(case, dict) for case in part):
        return "[\n  " + ",\n  ".join(map(json.dumps, part)) + "\n]"
    return json.dumps(part)
