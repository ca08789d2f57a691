"""Fields of a form as HTML: each has a name in sight and a place for what is wrong with it.

What is entered comes back by `playground.live` under the key that is given here.
"""

from html import escape

from playground.text import text


def key_of(path):
    """Spell the path of a field in a draft, as "goals/0/points"."""
    return "/".join(map(str, path))


def path_of(key):
    """Return the path that `key_of` spelled."""
    return tuple(int(step) if step.isdecimal() else step for step in key.split("/"))


def problem_key(path):
    """Return the key of the text that says what is wrong at a path."""
    return f"problem {key_of(path)}"


def line(path, label, css="", mode="text", placeholder=""):
    """Return a field for a line of text."""
    key = key_of(path)
    hint = f' placeholder="{escape(placeholder)}"' if placeholder else ""
    return _labelled(
        path,
        label,
        f'<input data-key="{key}" data-live inputmode="{mode}" autocomplete="off"'
        f'{hint} aria-describedby="{_problem_id(path)}">',
        css,
    )


def number(path, label, css="number", placeholder=""):
    """Return a field for a number."""
    return line(path, label, css, "decimal", placeholder)


def lines(path, label, rows):
    """Return a field for several lines of text."""
    key = key_of(path)
    return _labelled(
        path,
        label,
        f'<textarea data-key="{key}" data-live rows="{rows}" '
        f'aria-describedby="{_problem_id(path)}"></textarea>',
    )


def select(action, label, options, chosen, css=""):
    """Return a list to choose from.

    Parameters
    ----------
    action : str
        What comes back, with the value that was chosen.
    label : str
    options : dict
        Value -> its name for people.
    chosen : str
    css : str
        Classes.
    """
    items = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(name)}</option>"
        for value, name in options.items()
    )
    return (
        f'<label class="entry {css}"><span>{escape(label)}</span>'
        f'<select data-choose="{escape(action)}">{items}</select></label>'
    )


def tick(action, label, is_ticked, css="", is_seen=True):
    """Return a box to tick, whose name may be for screen readers only."""
    name = escape(label)
    shown = f"<span>{name}</span>" if is_seen else f'<span class="unseen">{name}</span>'
    checked = " checked" if is_ticked else ""
    return (
        f'<label class="tick-entry {css}"><input type="checkbox" '
        f'data-choose="{escape(action)}"{checked}>{shown}</label>'
    )


def radio(action, value, label, is_chosen):
    """Return one of several buttons of which one is chosen."""
    checked = " checked" if is_chosen else ""
    return (
        f'<label class="tick-entry"><input type="radio" name="{escape(action)}" '
        f'value="{escape(value)}" data-choose="{escape(action)}"{checked}>'
        f"<span>{escape(label)}</span></label>"
    )


def button(action, label, css=""):
    """Return a push button."""
    return f'<button type="button" class="{css}" data-enter="{action}">{escape(label)}</button>'


def remove_button(path, what):
    """Return a small button that takes an entry out."""
    label = escape(text("author.remove", what=what))
    return (
        f'<button type="button" class="remove" data-enter="remove {key_of(path)}" '
        f'aria-label="{label}" title="{label}">&times;</button>'
    )


def problem(path):
    """Return the place for what is wrong at a path."""
    return (
        f'<p class="problem" id="{_problem_id(path)}" data-key="{problem_key(path)}" '
        'role="status"></p>'
    )


def _problem_id(path):
    return f"problem-{'-'.join(map(str, path))}"


def _labelled(path, label, control, css=""):
    return (
        f'<div class="entry {css}"><label><span>{escape(label)}</span>{control}</label>'
        f"{problem(path)}</div>"
    )
