"""Actions as data: what a button or a field of live text asks for, as JSON in its attribute.

An action is a verb and what it is about, such as ``["remove", ["goals", 0]]``. It comes back from
the page as it was written there, and is checked all the same.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeGuard

from playground import strict_json

LONGEST = 2000
"""Characters of an action at most."""

Step = str | int
"""Where a path goes next: a name, or an index from zero."""

Part = Step | tuple[Step, ...]
"""What an action is about: a name, an index, or a path."""

STEPS = (str, int)
"""What a path is made of."""

log = logging.getLogger(__name__)


class ActionError(Exception):
    """An action that there is not, or not for this."""


class Action(NamedTuple):
    """What can be asked for by a verb.

    Attributes
    ----------
    method : callable
        Takes what `perform` is given, then what the action is about.
    kinds : tuple of type
        What it has to be about: names (str), indices from zero (int) and paths (tuple of both).
    """

    method: Callable[..., Any]
    kinds: tuple[type, ...] = ()


def spell(verb: str, *about: Part) -> str:
    """Return an action as JSON."""
    return json.dumps([verb, *about], separators=(",", ":"))


def read(source: str) -> tuple[str, tuple[Part, ...]]:
    """Return the verb of an action and a tuple of what it is about.

    Raises
    ------
    ActionError
        If the text is not what `spell` writes.
    """
    try:
        action = json.loads(source) if _is_readable(source) else None
    except (TypeError, ValueError):
        action = None
    if not isinstance(action, list) or not action or not isinstance(action[0], str):
        raise ActionError(f"an action must be a list that begins with a verb, got {source!r:.80}")
    return action[0], tuple(map(_read_part, action[1:]))


def perform(actions: Mapping[str, Action], source: str, *given: object) -> str | None:
    """Do what an action says; one that is refused leaves all as it is, and an error in the log.

    Parameters
    ----------
    actions : dict of str to Action
        By their verbs.
    source : str
        What came from the page.
    *given
        For the action's method, before what it is about.

    Returns
    -------
    verb : str or None
        Of what was done; None if it was refused.
    """
    try:
        verb, about = read(source)
        if verb not in actions:
            raise ActionError(f"the action must be one of {', '.join(actions)}, got {verb!r}")
        method, kinds = actions[verb]
        if tuple(map(type, about)) != kinds:
            wanted = ", ".join(kind.__name__ for kind in kinds)
            raise ActionError(f"{verb} must be about ({wanted}), got {about}")
        method(*given, *about)
    except ActionError as error:
        log.error("Refused: %s.", error)
        return None
    return verb


def _is_readable(source: str) -> bool:
    return len(source) <= LONGEST and not strict_json.is_too_deep(source)


def _read_part(part: object) -> Part:
    if isinstance(part, list) and all(map(_is_step, part)):
        return tuple(part)
    if _is_step(part):
        return part
    raise ActionError(f"an action must be about names, indices and paths, got {part!r}")


def _is_step(part: object) -> TypeGuard[Step]:
    if type(part) not in STEPS or part == "":
        return False
    return isinstance(part, str) or (isinstance(part, int) and part >= 0)
