"""Which files of the locked wheels go into the browser."""

import fnmatch
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from playground.packaging.lock import read_lock
from playground.packaging.replacements import replaced

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
    f"bokeh/_sri/{read_lock()['bokeh'].version}.json",
    "latex2mathml/unimathsymbols.txt",
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
    "numpy/fft/*",
    "numpy/lib/recfunctions.py",
    "numpy/lib/_user_array_impl.py",
    "numpy/linalg/lapack_lite*",
    "numpy/ma/*",
    "numpy/random/_examples/*",
    "numpy/random/_philox*",
    "numpy/random/_pickle.py",
    "numpy/random/_sfc64*",
    "numpy/random/mtrand*",
    "numpy/testing/*",
    "numpy/conftest.py",
    "numpy/ctypeslib.py",
    "bokeh/command/*",
    "bokeh/sampledata/*",
    "bokeh/sphinxext/*",
    "bokeh/application/handlers/*",
    "bokeh/io/webdriver.py",
    "bokeh/server/*",
    "bokeh/client/*",
    "jinja2/ext.py",
    "jinja2/sandbox.py",
    "panel/auth.py",
    "panel/chat/*",
    "panel/command/*",
    "panel/compiler.py",
    "panel/interact.py",
    "panel/io/admin.py",
    "panel/io/application.py",
    "panel/io/compile.py",
    "panel/io/convert.py",
    "panel/io/django.py",
    "panel/io/fastapi.py",
    "panel/io/handlers.py",
    "panel/io/jupyter_*",
    "panel/io/reload.py",
    "panel/io/rest.py",
    "panel/io/server.py",
    "panel/pane/vtk/*",
    "panel/pipeline.py",
    "panel/template/*",
    "packaging/dependency_groups.py",
    "packaging/direct_url.py",
    "packaging/metadata.py",
    "packaging/pylock.py",
    "packaging/_manylinux.py",
    "packaging/_musllinux.py",
    "packaging/_parser.py",
    "packaging/_tokenizer.py",
    "packaging/licenses/*",
    "packaging/markers.py",
    "packaging/ranges.py",
    "packaging/_ranges.py",
    "packaging/requirements.py",
    "packaging/specifiers.py",
    "packaging/tags.py",
    "packaging/utils.py",
    "param/ipython.py",
    "numbergen/*",
    "_yaml/*",
    "fastjsonschema/__main__.py",
    "latex2mathml/__main__.py",
    "markdown_it/cli/*",
    "typings/*",
    "*.data/*",
)
"""Parts of them that cannot work in a browser or that nothing of ours can reach."""


CHANGES = {
    "bokeh/__init__.py": {
        "import importlib.metadata as importlib_metadata": "",
        'importlib_metadata.version("bokeh")': f'"{read_lock()["bokeh"].version}"',
        "del importlib_metadata": "",
    },
    "latex2mathml/__init__.py": {
        "from importlib import metadata": "",
        'metadata.version("latex2mathml")': f'"{read_lock()["latex2mathml"].version}"',
    },
    # the browser's standard library has no xml.sax
    "latex2mathml/converter.py": {"from xml.sax.saxutils import": "from html import"},
}
"""What is said otherwise in modules, since it would import too much."""


def library_files(
    wheels: Mapping[str, Path], names: Iterable[str] = LIBRARIES
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of these libraries for site-packages."""
    for name in names:
        with zipfile.ZipFile(wheels[name]) as wheel:
            for path in sorted(wheel.namelist()):
                if is_wanted(path):
                    yield path, replaced(path, wheel.read(path), CHANGES.get(path, {}))


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
