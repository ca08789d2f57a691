"""The page around the application: one HTML file, rendered from a template ahead of time."""

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from playground import __version__
from playground.data import digits_credit
from playground.experiment import DIGITS, INPUT_KINDS, MAX_LAYERS, PLANE, Experiment
from playground.experiment.control_names import DRAWER_GROUPS, hides
from playground.experiment.permalink import KEYS
from playground.page.marking import mark, marked
from playground.text import FALLBACK_LANGUAGE, catalogue, language_of, template, text
from playground.text.catalogues import language_names
from playground.views.markers import CLASS_MARKERS, SHAPES
from playground.views.network.edges import MOST_LINES
from playground.views.network.geometry import FEATURE_X, OUTPUT_X
from playground.views.palette import CLASS_FILLS, CLASS_INK, INK, STYLE_COLORS

STATIC = Path(__file__).parents[2] / "static"

SECURITY_POLICY = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self'",
    "connect-src 'self' blob: data:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "base-uri 'none'",
    "form-action 'none'",
)
"""What the page may load and run: its own files, also unpacked ones, and WebAssembly.

Bokeh writes inline styles.
"""

SCRIPT_GROUPS = ("status.", "error.", "page.", "feature.", "tour.", "recording.")
"""Groups of texts that the page's scripts use."""


KEYS_OF_THE_PAGE = {
    "?": "help",
    "P": "play",
    "N": "step",
    "R": "reset",
    "W": "describe",
    "T": "tone",
    "Esc": "escape",
    "←↑↓→": "walk",
    "↑↓": "change",
}
"""Keys of the page, and the name of what each does: those that work everywhere are in ``help.js``,
those of the network in ``network.js`` and ``editor-keys.js``."""


def render(
    host: str,
    compact: bool = False,
    modules: Sequence[str] = (),
    document: str = "",
    folder: str = "",
) -> str:
    """Render the page.

    Parameters
    ----------
    host : str
        "pyodide" for the built page, which loads its files from beside it; "server" for a template
        that Panel's server fills in, which serves the same files as ``page/``.
    compact : bool
        Whether it is the built page for a frame of another page: less is shown, and the other page
        may steer it.
    modules : sequence of str
        Names in the folder of what the built page's first script imports: fetched at once.
    document : str
        Address of the pack with what the built page shows, which is fetched at once, too.
    folder : str
        Where the built page's own scripts and style sheets are, with a slash at its end.

    Returns
    -------
    str
        The HTML, or for "server" a Jinja template of it.
    """
    environment = Environment(
        loader=FileSystemLoader(STATIC),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    is_built = host == "pyodide"
    page = environment.get_template("page.html").render(
        host=host,
        folder=folder,
        compact=compact,
        modules=modules,
        document=document,
        text=mark if is_built else text,
        known_languages=known_languages(),
        version=f"\N{LEFT-TO-RIGHT ISOLATE}{__version__}\N{POP DIRECTIONAL ISOLATE}",
        language=FALLBACK_LANGUAGE,
        unstarted=_unstarted(),
        texts=Markup(_script_texts()),  # noqa: S704, JSON without "<"
        experiment=Experiment(),
        link_keys=KEYS,
        keys=KEYS_OF_THE_PAGE,
        security_policy="; ".join(SECURITY_POLICY),
        layers=range(MAX_LAYERS),
        drawer_groups=DRAWER_GROUPS,
        unused=INPUT_KINDS[PLANE].hidden_parts,
        hides=_hides,
        geometry={"feature": FEATURE_X, "output": OUTPUT_X},
        colors={"either": STYLE_COLORS, **INK},
        class_marks=[*zip(map(SHAPES.get, CLASS_MARKERS), CLASS_FILLS, CLASS_INK, strict=True)],
        credit=digits_credit().replace("https://", ""),
        images=INPUT_KINDS[DIGITS].images,
        most_lines=MOST_LINES[DIGITS],
    )
    return marked(page) if is_built else page


def known_languages() -> str:
    """Return the languages of the page as its first script reads them, such as "ar=rtl=العربية"."""
    heads = [language_of(code) for code in language_names()]
    return "|".join(f"{one.code}={one.direction}={one.name}" for one in heads)


def _unstarted() -> list[tuple[str, str, str]]:
    """Return code, direction and words of each language for a page whose scripts may not run."""
    policy = "; ".join(SECURITY_POLICY)
    return [
        (code, language_of(code).direction, template("error.unstarted", code).format(policy=policy))
        for code in language_names()
        if code != FALLBACK_LANGUAGE
    ]


def _hides(drawer: str, *others: str) -> str:
    return " ".join((*hides(drawer), *others))


def _script_texts() -> str:
    texts = {
        key: value
        for key, value in catalogue(FALLBACK_LANGUAGE).items()
        if key.startswith(SCRIPT_GROUPS)
    }
    return json.dumps(texts).replace("<", "\\u003c")
