"""Python's standard library for the browser: compiled, without what cannot work there."""

import fnmatch
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from playground.packaging.browser_python import STDLIB
from playground.packaging.bytecode import Compiler

DROP = (
    "_pyrepl/*",
    "ctypes/macholib/*",
    "curses/*",
    "dbm/*",
    "ensurepip/*",
    "idlelib/*",
    "lib2to3/*",
    "multiprocessing/*",
    "pydoc_data/*",
    "tkinter/*",
    "tomllib/*",
    "turtledemo/*",
    "venv/*",
    "unittest/*",
    "wsgiref/*",
    "xml/dom/*",
    "xml/sax/*",
    "xmlrpc/*",
    "asyncio/windows_*",
    "email/_header_value_parser.py",
    "email/contentmanager.py",
    "email/headerregistry.py",
    "email/policy.py",
    "http/cookiejar.py",
    "http/server.py",
    "logging/config.py",
    "logging/handlers.py",
    "_ios_support.py",
    "_android_support.py",
    "_apple_support.py",
    "_pydatetime.py",
    "_pydecimal.py",
    "_pyio.py",
    "_pylong.py",
    "argparse.py",
    "bdb.py",
    "cmd.py",
    "code.py",
    "compileall.py",
    "configparser.py",
    "doctest.py",
    "filecmp.py",
    "fileinput.py",
    "ftplib.py",
    "imaplib.py",
    "mailbox.py",
    "mailcap.py",
    "modulefinder.py",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "plistlib.py",
    "poplib.py",
    "pstats.py",
    "pyclbr.py",
    "pydoc.py",
    "sched.py",
    "shelve.py",
    "smtplib.py",
    "socketserver.py",
    "symtable.py",
    "tabnanny.py",
    "tarfile.py",
    "this.py",
    "trace.py",
    "tracemalloc.py",
    "turtle.py",
    "wave.py",
    "zipapp.py",
)
"""Terminals, desktop windows, processes, servers, mail, debuggers, slow twins of C modules."""

ENCODINGS = (
    "__init__",
    "aliases",
    "ascii",
    "*_codec",
    "*_escape",
    "charmap",
    "cp437",
    "cp850",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1254",
    "cp1256",
    "idna",
    "latin_1",
    "mac_roman",
    "punycode",
    "utf_*",
)
"""What is kept of the package of text encodings."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can give a file."""


def compiled_stdlib(archive: Path, compiler: Compiler) -> bytes:
    """Return the standard library as an uncompressed zip archive of bytecode."""
    files = {name: content for name, content in _read(archive) if is_wanted(name)}
    return _write(compiler.compile(files, STDLIB))


def divided_stdlib(archive: bytes, used: Collection[str]) -> tuple[bytes, bytes]:
    """Return two standard libraries: the modules among the used paths, and the others."""
    files = dict(_read(io.BytesIO(archive)))
    start = {name: file for name, file in files.items() if f"{STDLIB}/{name}" in used}
    rest = {name: file for name, file in files.items() if name not in start}
    return _write(start), _write(rest)


def is_wanted(name: str) -> bool:
    """Whether a file of the standard library goes into the browser."""
    folder, _, file = name.rpartition("/")
    if folder == "encodings":
        return any(fnmatch.fnmatchcase(file, f"{kept}.py") for kept in ENCODINGS)
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in DROP)


def _read(archive: Path | BinaryIO) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as source:
        for name in source.namelist():
            if not name.endswith("/"):
                yield name, source.read(name)


def _write(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, EPOCH), content)
    return buffer.getvalue()
