"""A refusal: the sentence that says why something was not done, with its reason for scripts."""

from typing import Literal

Reason = Literal["prediction", "name", "button", "rule"]
"""A prediction has to be made first, or a name be given; the exercise has locked or hidden the
button; a rule of the exercise would be broken."""


class Refusal(str):
    """A sentence for the user about what was asked for and not done.

    Parameters
    ----------
    sentence : str
    reason : Reason

    Attributes
    ----------
    reason : Reason
        The same for scripts, which cannot read sentences.
    """

    reason: Reason

    def __new__(cls, sentence: str, reason: Reason) -> "Refusal":
        """Make a text that has a reason."""
        made = super().__new__(cls, sentence)
        made.reason = reason
        return made
