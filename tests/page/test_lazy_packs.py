"""Packs are fetched once, when they are needed, and a failure is said and can be made good."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from playground.drawers.drawers import PACKS as DRAWER_PACKS
from playground.experiment.control_names import DRAWERS
from playground.packaging.lazy_packs import PACKS, pack_of
from playground.page.lazy_packs import RENEWED, Packs


@pytest.fixture
def host():
    """What a host of the application sees: the names it has to fetch, and the complaints."""
    return Host()


class Host:
    def __init__(self):
        self.asked, self.complaints, self.calls = [], [], []
        self.packs = Packs(self.complaints.append)
        self.packs.fetch = self.asked.append

    def need(self, name, call):
        self.packs.need(name, lambda: self.calls.append(call))


def test_where_everything_is_there_it_goes_on_at_once(host):
    host.packs.fetch = None
    host.need("exercises", "first")
    assert host.calls == ["first"]


def test_a_pack_is_fetched_once_for_all_who_wait_and_never_again(host):
    host.need("exercises", "first")
    host.need("exercises", "second")
    assert (host.asked, host.calls) == (["exercises"], [])
    host.packs.arrived("exercises")
    assert host.calls == ["first", "second"]
    host.need("exercises", "third")
    assert (host.asked, host.calls) == (["exercises"], ["first", "second", "third"])


def test_what_an_application_in_another_language_asked_for_is_not_ones_own(host):
    host.packs.arrived("exercises")
    host.need("exercises", "first")
    assert (host.asked, host.calls, host.complaints) == (["exercises"], [], [])


def test_of_a_page_that_was_renewed_the_page_tells_itself(host):
    host.need("exercises", "first")
    host.packs.arrived("exercises", RENEWED)
    assert (host.calls, host.complaints) == ([], [])


def test_a_failure_is_said_and_the_next_need_tries_again(host):
    host.need("exercises", "first")
    host.packs.arrived("exercises", "status 404")
    assert host.calls == []
    assert "status 404" in host.complaints[0]
    host.need("exercises", "second")
    host.packs.arrived("exercises")
    assert (host.asked, host.calls) == (["exercises", "exercises"], ["second"])


def test_who_waits_is_told_of_a_failure(host):
    host.packs.need("exercises", lambda: host.calls.append("then"), lambda: host.calls.append("no"))
    host.packs.arrived("exercises", "status 404")
    assert host.calls == ["no"]


STAGES = """
import sys
files = []
sys.addaudithook(lambda event, values: event == "open" and files.append(str(values[0])))
import playground.app
print(*sys.modules)
playground.app.App()
print(*sys.modules, *(file for file in files if file.endswith("digits.json")))
import {drawers}
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def imported():
    """The paths of what is imported with the application, once there is one, and with drawers.

    In a Python of its own, for here it is more. Of the drawers these are all without a pack.
    """
    drawers = [f"playground.drawers.{name}.drawer" for name in DRAWERS if name not in DRAWER_PACKS]
    program = STAGES.format(drawers=", ".join(drawers))
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    stages = [set(line.replace(".", "/").split()) for line in run.stdout.splitlines()]
    assert len(stages) == 3
    return stages


def test_the_application_imports_nothing_of_a_drawer(imported):
    found = {path for path in imported[0] if path.startswith("playground/drawers/")}
    assert found == {"playground/drawers/drawers"}


def test_an_application_of_the_plane_imports_nothing_that_only_digits_need(imported):
    names = ("session/inputs/digits", "views/digits", "views/images")
    assert all(find_spec(f"playground/{name}".replace("/", ".")) for name in names)
    assert {f"playground/{name}" for name in names}.isdisjoint(imported[1])
    assert [path for path in imported[1] if "digits" in path and path.endswith("/json")] == []


def test_neither_it_nor_drawers_without_a_pack_import_what_is_in_one(imported):
    assert [name for name in imported[2] if pack_of(f"{name}.py") or pack_of(f"{name}/")] == []
    libraries = {name for pack in PACKS.values() for name in pack.libraries}
    assert libraries.isdisjoint(imported[2])
