"""Placeholders of a text: what Python and the page's scripts fill in alike."""

from string import Formatter

from playground.text.catalogues import Entry

DOUBLED = "{{", "}}"
"""Braces that only Python reads as braces."""


def forms(entry: Entry) -> list[str]:
    """Return a text, or all of its forms."""
    return [entry] if isinstance(entry, str) else [*entry.values()]


def placeholders(entry: Entry) -> set[str]:
    """Return the names in braces that a text, or any of its forms, has.

    Raises
    ------
    ValueError
        If a brace has no other one, is doubled, or holds more than a name.

    Examples
    --------
    >>> sorted(placeholders("The loss is {loss} in epoch {epoch}."))
    ['epoch', 'loss']
    """
    return {name for form in forms(entry) for name in _names(form)}


def can_be_filled(entry: Entry, english: Entry) -> bool:
    """Tell whether a text needs no other values than the English one, so that it can be shown."""
    try:
        return placeholders(entry) <= placeholders(english)
    except ValueError:
        return False


def _names(form: str) -> list[str]:
    if doubled := next((braces for braces in DOUBLED if braces in form), ""):
        raise ValueError(doubled)
    found = []
    for _, name, spec, conversion in Formatter().parse(form):
        if name is None:
            continue
        written = name + f"!{conversion}" * bool(conversion) + f":{spec}" * bool(spec)
        if written != name or not (name.isidentifier() and name.isascii()):
            raise ValueError(f"{{{written}}}")
        found.append(name)
    return found
