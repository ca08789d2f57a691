"""The browser's Python: its version, which the lock file says, and where it looks for files."""

from playground.packaging.lock import read_lock

VERSION = read_lock()["pyodide"].python

TAG = VERSION.replace(".", "")
"""The version as file names have it."""

SITE_PACKAGES = f"/lib/python{VERSION}/site-packages"
"""Where libraries are."""

STDLIB = f"/lib/python{TAG}.zip"
"""Where Pyodide puts the standard library."""
