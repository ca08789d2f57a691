"""Packs are fetched once, when they are needed, and a failure is said and can be made good."""

import subprocess
import sys

import pytest

from playground.drawers.drawers import PACKS as DRAWER_PACKS
from playground.experiment.control_names import DRAWERS
from playground.packaging.lazy_packs import PACKS, pack_of
from playground.page.lazy_packs import Packs


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


def imported_by(modules):
    """Return the paths of all that these import: in a Python of its own, for here it is more."""
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    paths = [name.replace(".", "/") for name in run.stdout.split()]
    assert "playground/app" in paths
    return paths


def test_the_application_imports_nothing_of_a_drawer():
    paths = imported_by(["playground.app"])
    found = {path for path in paths if path.startswith("playground/drawers/")}
    assert found == {"playground/drawers/drawers"}


def test_neither_it_nor_drawers_without_a_pack_import_what_is_in_one():
    drawers = [f"playground.drawers.{name}.drawer" for name in DRAWERS if name not in DRAWER_PACKS]
    imported = imported_by(["playground.app", *drawers])
    assert [name for name in imported if pack_of(f"{name}.py") or pack_of(f"{name}/")] == []
    libraries = {name for pack in PACKS.values() for name in pack.libraries}
    assert libraries.isdisjoint(imported)
