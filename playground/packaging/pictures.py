"""Photographs the built page and its drawers, to be looked at beside the former pictures."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup
from playwright.sync_api import Page, ViewportSize

from playground.experiment import DIGITS, INPUT_KINDS, PLANE, Experiment
from playground.experiment.control_names import DRAWERS
from playground.packaging.bench.visits import new_context, open_page
from playground.packaging.server import served
from playground.text import text

SIZES = ((1440, 900), (1280, 720), (1024, 768), (390, 844))
"""Windows of a desk, a projector, a tablet and a phone, in pixels."""

LINKS = {
    PLANE: "dataset=spiral&hidden=8,6&features=x1,x2,sin_x1,sin_x2",
    DIGITS: Experiment(**INPUT_KINDS[DIGITS].suitable_settings).to_permalink(),
}
"""What the page shows, by the kind of input."""

THEMES = ("light", "dark")
EPOCHS = 60
FORMER = "former"

AT_REST = """async () => {
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
  await window.playground.state();
  await painted();
  await window.playground.state();
  await painted();
}"""
"""Wait until Python has answered twice what came before, and the screen shows it."""


PAGE = Markup(
    "<!doctype html><meta charset=utf-8><title>{title}</title>"
    "<style>body{{font:14px system-ui;margin:24px}}img{{width:48%;margin-right:1%;"
    "border:1px solid;vertical-align:top}}</style>"
    "<h1>{title}: now, and before where it has changed</h1>{rows}"
)
ROW = Markup("<h2>{}</h2><p>{}</p>")
IMAGE = Markup('<a href="{}"><img loading=lazy src="{}" alt=""></a>')


class Shot(NamedTuple):
    """What is photographed: a name for the file, the link of the page, and the open drawer."""

    name: str
    link: str
    drawer: str = ""


def shots() -> list[Shot]:
    """Return all that is photographed: for points and for digits the page and its drawers."""
    found = []
    for kind, link in LINKS.items():
        drawers = [name for name in DRAWERS if name not in INPUT_KINDS[kind].hidden_parts]
        found += [Shot(kind, link), *(Shot(f"{kind}-{name}", link, name) for name in drawers)]
    return [*found, Shot("exercise", "exercise=one-neuron")]


def photograph(
    dist: Path, folder: Path, only: Sequence[str] = (), sizes: Sequence[tuple[int, int]] = SIZES
) -> Path:
    """Photograph the built page, keep the former pictures, and write a page that shows both.

    Parameters
    ----------
    dist
        The built page.
    folder
        Where the pictures go.
    only
        Names of what is photographed, as `shots` calls it; empty for everything.
    sizes
        Widths and heights of the windows.

    Returns
    -------
    Path
        The page with all pictures.
    """
    chosen = [shot for shot in shots() if not only or shot.name in only]
    with served(dist) as address, new_context() as context:
        page = open_page(context, address)
        for shot in chosen:
            _arrange(page, shot)
            for name, picture in _pictures(page, shot, sizes):
                keep(folder, name, picture)
    index = folder / "index.html"
    index.write_text(index_page(folder), encoding="utf-8")
    return index


def _arrange(page: Page, shot: Shot) -> None:
    page.evaluate("link => window.playground.load(link)", shot.link)
    page.evaluate(AT_REST)
    if not shot.link.startswith("exercise="):
        page.evaluate("n => window.playground.step(n)", EPOCHS)
    if shot.drawer:
        page.click(f".drawers [data-drawer={shot.drawer}]")
        page.wait_for_selector(f".drawers [data-drawer={shot.drawer}][aria-expanded=true]")
    page.evaluate(AT_REST)
    page.get_by_role("button", name=text("progress.cancel"), exact=True).wait_for(state="hidden")


def _pictures(
    page: Page, shot: Shot, sizes: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, bytes]]:
    for width, height in sizes:
        page.set_viewport_size(ViewportSize(width=width, height=height))
        for theme in THEMES:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            page.evaluate(AT_REST)
            if shot.drawer:
                page.locator("#drawer").scroll_into_view_if_needed()
            yield f"{shot.name}-{width}x{height}-{theme}.png", page.screenshot()
    page.emulate_media(color_scheme="light")


def keep(folder: Path, name: str, picture: bytes) -> None:
    """Save a picture; where it differs from the one of before, that is put aside."""
    path, former = folder / name, folder / FORMER / name
    former.parent.mkdir(parents=True, exist_ok=True)
    former.unlink(missing_ok=True)
    if path.is_file() and path.read_bytes() != picture:
        path.replace(former)
    path.write_bytes(picture)


def index_page(folder: Path) -> str:
    """Return the page that shows the pictures of a folder, and those put aside."""
    pictures = [path.name for path in sorted(folder.glob("*.png"))]
    rows = [ROW.format(name, _images(folder, name)) for name in pictures]
    return PAGE.format(title=text("page.title"), rows=Markup().join(rows))


def _images(folder: Path, name: str) -> Markup:
    former = f"{FORMER}/{name}"
    shown = [name, former] if (folder / former).is_file() else [name]
    return Markup().join(map(IMAGE.format, shown, shown))
