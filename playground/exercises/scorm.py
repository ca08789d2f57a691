"""Packs an exercise into a zip file for learning platforms: with the whole page, or a frame for it.

What the page tells the platform can be forged by anyone who opens the browser's console; that lies
in the design of SCORM.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from playground.exercises.scorm_manifest import Standard, manifest
from playground.text import direction, text

if TYPE_CHECKING:
    from playground.exercises.exercise import Exercise

LAUNCH = "launch.html"
"""What the platform opens: it leads on to the page, with the exercise in the link, and tells it
that a platform should answer; or it shows the page in a frame, and is asked by it."""

LAUNCHES: Mapping[Standard, str] = {"1.2": "scorm", "2004": "scorm2004"}
"""How the page is told by which standard a package was made."""

FRAME_SCRIPTS = "build-*/slim-package/*.js"
"""Where the built page has the scripts of a small package."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip, so that equal exercises give equal packages."""

COMPRESSED = (".pack",)
"""Kinds of files that compression would not make smaller."""

LAUNCH_PAGE = Markup("""<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={link}">
<title>{title}</title>
<p><a href="{link}">{title}</a></p>
</html>
""")

FRAME_PAGE = Markup("""<!doctype html>
<html lang="{language}" dir="{direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; \
style-src 'unsafe-inline'; frame-src {origin}; base-uri 'none'; form-action 'none'">
<title>{title}</title>
<style>
html, body {{ height: 100%; margin: 0; }}
body {{ display: flex; flex-direction: column; font: 1rem/1.5 system-ui, sans-serif; }}
p {{ margin: 1rem; }}
iframe {{ flex: 1; border: 0; }}
</style>
<p id="problem" role="alert" hidden>{problem}</p>
<noscript><p>{no_script}</p></noscript>
<iframe title="{title}" data-page="{link}" data-launch="{launch}"
allow="clipboard-write; fullscreen"></iframe>
<script type="module" src="slim-package.js"></script>
</html>
""")


class ScormError(Exception):
    """A package cannot be made; the message is a sentence."""


def write_package(
    exercise: "Exercise", page: Path, target: Path, standard: Standard = "1.2"
) -> None:
    """Write the package of an exercise with the whole page, which works without a network.

    Parameters
    ----------
    exercise : Exercise
    page : Path
        Folder of the built page.
    target : Path
        The zip file. Its folder is made if there is none.
    standard : Standard

    Raises
    ------
    ScormError
        If the folder holds no built page.
    """
    files = page_files(page)
    _write(exercise, launch_page(exercise, standard), files, target, standard)


def write_slim_package(
    exercise: "Exercise", address: str, page: Path, target: Path, standard: Standard = "1.2"
) -> None:
    """Write the package of an exercise that shows the page in a frame, from its own address.

    Parameters
    ----------
    exercise : Exercise
    address : str
        Of the page's folder on the web, where it must be whenever the exercise is opened.
    page : Path
        Folder of the built page, of which the package gets a few scripts.
    target : Path
        The zip file. Its folder is made if there is none.
    standard : Standard

    Raises
    ------
    ScormError
        If the folder holds no built page, or the address is none.
    """
    files = frame_scripts(page)
    _write(exercise, frame_page(exercise, address, standard), files, target, standard)


def page_files(page: Path) -> dict[str, Path]:
    """Return all files of the built page by their names in a package; ScormError if it is none."""
    if not (page / "index.html").is_file():
        raise ScormError(text("scorm.no_page", folder=page))
    paths = sorted(path for path in page.rglob("*") if path.is_file())
    return {path.relative_to(page).as_posix(): path for path in paths}


def frame_scripts(page: Path) -> dict[str, Path]:
    """Return the scripts of a small package, as `page_files` does."""
    files = {path.name: path for path in sorted(page.glob(FRAME_SCRIPTS))}
    if not files:
        raise ScormError(text("scorm.no_page", folder=page))
    return files


def launch_page(exercise: "Exercise", standard: Standard = "1.2") -> str:
    """Return the HTML of the file that the platform opens, where the package has the page."""
    return LAUNCH_PAGE.format(
        language=exercise.language,
        direction=direction(exercise.language),
        link=f"index.html?launch={LAUNCHES[standard]}#{exercise.link()}",
        title=exercise.title,
    )


def frame_page(exercise: "Exercise", address: str, standard: Standard = "1.2") -> str:
    """Return the HTML of the file that the platform opens, where the page is elsewhere.

    Raises
    ------
    ScormError
        If the address is none of a folder on the web.
    """
    page = _page_address(address)
    return FRAME_PAGE.format(
        language=exercise.language,
        direction=direction(exercise.language),
        title=exercise.title,
        origin=_origin(page),
        page=page,
        link=f"{page}index.html?launch=frame#{exercise.link()}",
        launch=LAUNCHES[standard],
        problem=Markup.escape(text("scorm.silent", address="{address}")).format(
            address=Markup('<a href="{0}" target="_blank">{0}</a>').format(page)
        ),
        no_script=text("scorm.no_script"),
    )


def _page_address(address: str) -> str:
    """Return the address of the page's folder, ending in a slash; ScormError if it is none."""
    plain = address.strip().partition("#")[0].partition("?")[0]
    try:
        parts = urlsplit(plain)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        _origin(plain)
    except ValueError:
        is_address = False
    if not is_address or parts.username or any(char in plain for char in " \t\r\n;,'\"<>\\"):
        raise ScormError(text("scorm.no_address", found=address))
    folder = plain.removesuffix("index.html").removesuffix("embed.html")
    return folder if folder.endswith("/") else f"{folder}/"


def _origin(address: str) -> str:
    """Return the origin of an address, in the ASCII that policies want."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.encode('idna').decode()}"


def _write(
    exercise: "Exercise",
    launch: str,
    files: Mapping[str, Path],
    target: Path,
    standard: Standard,
) -> None:
    own = {
        "imsmanifest.xml": manifest(exercise, [LAUNCH, *files], standard),
        LAUNCH: launch.encode("utf-8"),
    }
    write_zip(target, own, files)


def write_zip(target: Path, own: Mapping[str, bytes], files: Mapping[str, Path]) -> None:
    """Write a zip file of contents and of files by their names; its folder is made, too."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as package:
        for name, content in own.items():
            _add(package, name, content)
        for name, path in files.items():
            _add(package, name, path.read_bytes())


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    is_small = name.endswith(COMPRESSED)
    info.compress_type = zipfile.ZIP_STORED if is_small else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    package.writestr(info, content)
