"""A piece of the form as HTML, with the names of all texts that it shows."""

from typing import NamedTuple

from markupsafe import Markup

from playground.ui import actions, templates


class Piece(NamedTuple):
    """HTML, and the texts in it.

    Attributes
    ----------
    markup : Markup
    keys : dict of str to tuple
        The key of a text in the HTML -> what text it is and what it is about, such as "problem"
        and a path in the draft; "set" is what is in a field.
    """

    markup: Markup
    keys: dict


def render(name, **values):
    """Return the piece that a template makes of values.

    Beside them the template may name ``action``, which spells an action of `playground.ui.actions`,
    and ``key``, which does the same for the key of a text.
    """
    keys = {}

    def key(*named):
        spelled = actions.spell(*named)
        keys[spelled] = named
        return spelled

    return Piece(templates.render(name, key=key, action=actions.spell, **values), keys)
