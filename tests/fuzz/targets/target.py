"""A way into the playground."""

from collections.abc import Callable
from typing import NamedTuple

LONGEST_SENTENCE = 3000
"""Characters of what is said about an input; lists of what is allowed take most of them."""


class Target(NamedTuple):
    """What is tried.

    Attributes
    ----------
    make : callable
        Takes a `random.Random` and returns an input: a text, bytes or what JSON can hold.
    check : callable
        Takes an input and raises an error if anything is not as it has to be.
    weight : int
        How often it is tried in a round.
    """

    make: Callable
    check: Callable
    weight: int = 1


def accepted(read, refusal=ValueError):
    """Return what a function reads, or None if it refuses that in sentences.

    Parameters
    ----------
    read : callable
        Takes nothing.
    refusal : type
        The one kind of error that may escape; it has "messages", or is one itself.
    """
    try:
        return read()
    except refusal as error:
        for message in getattr(error, "messages", [str(error)]):
            check_sentence(message)
        return None


def check_sentence(message):
    """Fail if a message could not be shown."""
    assert isinstance(message, str), message
    assert message.strip(), "the message is empty"
    assert len(message) <= LONGEST_SENTENCE, len(message)
    message.encode("utf-8")
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in message), message
