"""Python's standard library for the browser: compiled, without what cannot work there."""

import fnmatch
import io
import zipfile
from pathlib import Path

from playground.packaging.bytecode import Compiler

LOCATION = "/lib/python313.zip"
"""Where Pyodide puts it."""

DROP = (
    "_pyrepl/*",
    "curses/*",
    "dbm/*",
    "ensurepip/*",
    "idlelib/*",
    "lib2to3/*",
    "multiprocessing/*",
    "pydoc_data/*",
    "tkinter/*",
    "turtledemo/*",
    "venv/*",
    "wsgiref/*",
    "xmlrpc/*",
    "ftplib.py",
    "imaplib.py",
    "mailbox.py",
    "poplib.py",
    "smtplib.py",
    "turtle.py",
)
"""Terminals, desktop windows, processes, servers and mail."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can give a file."""


def compiled_stdlib(archive: Path, compiler: Compiler) -> bytes:
    """Return the standard library as an uncompressed zip archive of bytecode."""
    with zipfile.ZipFile(archive) as source:
        names = (name for name in source.namelist() if not name.endswith("/"))
        files = {name: source.read(name) for name in names if not _is_dropped(name)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in compiler.compile(files, LOCATION).items():
            target.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return buffer.getvalue()


def _is_dropped(name: str) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in DROP)
