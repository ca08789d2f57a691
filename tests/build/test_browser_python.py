"""The browser's Python has the version that the lock file says, here and in the page."""

import json
import tarfile

from playground.packaging import browser_python
from playground.packaging.downloads import WHEEL_TARGET, fetch
from playground.packaging.libraries import is_wanted
from playground.packaging.lock import read_lock


def test_it_is_the_python_of_the_locked_pyodide(project):
    part = read_lock()["pyodide"]
    (file,) = fetch([part], project / ".cache/downloads", node=None).values()
    with tarfile.open(file) as archive:
        info = json.load(archive.extractfile("package/pyodide-lock.json"))["info"]
    assert info["python"].rpartition(".")[0] == part.python


def test_its_folders_and_the_wheels_for_it_have_its_version():
    assert f"python{browser_python.VERSION}/" in browser_python.SITE_PACKAGES
    assert f"/lib/python{browser_python.TAG}.zip" == browser_python.STDLIB
    assert browser_python.VERSION in WHEEL_TARGET


def test_the_page_is_told_where_libraries_are(dist):
    manifest = json.loads((dist / "runtime.json").read_text(encoding="utf-8"))
    assert manifest["python"]["sitePackages"] == browser_python.SITE_PACKAGES


def test_of_bokehs_digests_those_of_the_locked_version_are_kept():
    version = read_lock()["bokeh"].version
    assert is_wanted(f"bokeh/_sri/{version}.json")
    assert not is_wanted("bokeh/_sri/2.0.0.json")
