"""What several test folders share: the built page, and the order from fast to slow."""

from pathlib import Path

import pytest

from playground.packaging.dist import build_dist

PROJECT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items):
    slowness = [lambda item: "dist" in item.fixturenames, lambda item: bool(in_browser(item))]
    items.sort(key=lambda item: [is_slow(item) for is_slow in reversed(slowness)])


def in_browser(item):
    return item.get_closest_marker("browser")


@pytest.fixture(scope="session")
def project():
    return PROJECT


@pytest.fixture(scope="session")
def dist(project):
    """The page, built once for all tests."""
    return build_dist(project)
