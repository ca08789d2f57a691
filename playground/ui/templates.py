"""HTML of Jinja templates that lie beside the modules; whatever is put in is escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, ModuleLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from playground.text import direction, text

COMPILED = Path(__file__).with_name("compiled_templates")
"""Where the browser has the templates as modules: Jinja needs half a second to make them there."""


def render(name: str, **values: object) -> Markup:
    """Return the HTML that a template makes of values.

    Parameters
    ----------
    name : str
        Path of the template in the package, such as "assignment/task.html.jinja".
    **values
        What it may name, beside `text` and `direction`. Text is escaped, `Markup` is not.

    Raises
    ------
    jinja2.UndefinedError
        If the template names something else.
    """
    return Markup(environment().get_template(name).render(values))  # noqa: S704, it escapes


@cache
def environment() -> Environment:
    """Return what all templates have in common: where they are found, and that they escape."""
    made = Environment(
        loader=ModuleLoader(COMPILED) if COMPILED.is_dir() else PackageLoader("playground", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"text": text, "direction": direction}
    return made
