"""A piece of the form as HTML, with the names of all texts that it shows."""

from typing import NamedTuple

from markupsafe import Markup

from playground.ui import actions, templates
from playground.ui.actions import Part

Named = tuple[Part, ...]
"""What text it is and what it is about, such as "problem" and a path in the draft."""


class Piece(NamedTuple):
    """HTML, and the texts in it.

    Attributes
    ----------
    markup : Markup
    keys : dict of str to tuple
        The key of a text in the HTML -> what text it is; "set" is what is in a field.
    """

    markup: Markup
    keys: dict[str, Named]


def render(name: str, **values: object) -> Piece:
    """Return the piece that a template makes of values.

    Beside them the template may name ``action``, which spells an action of `playground.ui.actions`,
    and ``key``, which does the same for the key of a text.
    """
    keys: dict[str, Named] = {}

    def key(verb: str, *about: Part) -> str:
        spelled = actions.spell(verb, *about)
        keys[spelled] = (verb, *about)
        return spelled

    return Piece(templates.render(name, key=key, action=actions.spell, **values), keys)
