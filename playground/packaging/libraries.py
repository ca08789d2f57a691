"""Which files of the locked wheels go into the browser."""

import fnmatch
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

LIBRARIES = (
    "numpy",
    "bokeh",
    "panel",
    "param",
    "pyviz_comms",
    "jinja2",
    "markupsafe",
    "pyyaml",
    "packaging",
)
"""Those that the start needs, by their names in the lock file."""

KEEP = (
    "*.py",
    "*wasm32-emscripten.so",
    "*.dist-info/METADATA",
    "bokeh/core/_templates/*",
    "bokeh/_sri/3.9.2.json",
    "panel/package.json",
    "panel/_templates/*",
    "panel/template/*.html",
    "panel/layout/*.html",
    "panel/theme/css/*",
    "pyviz_comms/notebook.js",
    "pyviz_comms/labextension/package.json",
)
"""Python, WebAssembly, and the files that the libraries read when they are imported."""

DROP = (
    "*/tests/*",
    "numpy/f2py/*",
    "numpy/_core/include/*",
    "numpy/_pyinstaller/*",
    "numpy/polynomial/*",
    "numpy/distutils/*",
    "numpy/testing/*",
    "numpy/conftest.py",
    "bokeh/command/*",
    "bokeh/sampledata/*",
    "bokeh/sphinxext/*",
    "bokeh/server/django/*",
    "bokeh/client/*",
    "panel/auth.py",
    "panel/command/*",
    "panel/io/admin.py",
    "panel/io/convert.py",
    "panel/io/django.py",
    "panel/io/fastapi.py",
    "panel/io/jupyter_*",
    "panel/io/rest.py",
    "panel/io/server.py",
    "packaging/dependency_groups.py",
    "packaging/direct_url.py",
    "packaging/metadata.py",
    "packaging/pylock.py",
    "packaging/licenses/*",
    "numbergen/*",
    "_yaml/*",
    "fastjsonschema/__main__.py",
    "markdown_it/cli/*",
    "typings/*",
    "*.data/*",
)
"""Parts of them that cannot work in a browser or that nothing of ours can reach."""


def library_files(
    wheels: Mapping[str, Path], names: Iterable[str] = LIBRARIES
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of these libraries for site-packages."""
    for name in names:
        with zipfile.ZipFile(wheels[name]) as wheel:
            for path in sorted(wheel.namelist()):
                if is_wanted(path):
                    yield path, wheel.read(path)


def is_wanted(path: str) -> bool:
    """Whether a file of a wheel goes into the browser."""
    return _matches(path, KEEP) and not _matches(path, DROP)


def licence_files(
    wheels: Mapping[str, Path], names: Iterable[str] = LIBRARIES
) -> Iterator[tuple[str, bytes]]:
    """Yield these wheels' own licence files as ``library/file``."""
    for name in names:
        with zipfile.ZipFile(wheels[name]) as wheel:
            for path in sorted(wheel.namelist()):
                folder, _, file = path.rpartition("/")
                if ".dist-info" in folder and file.upper().startswith("LICEN"):
                    yield f"{name}/{file}", wheel.read(path)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)
