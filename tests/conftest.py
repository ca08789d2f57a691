"""What all tests share: the built page, the order from fast to slow, no benchmarks by chance."""

from pathlib import Path

import pytest
from hypothesis import settings

from playground.packaging.dist import build_dist

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent


def pytest_ignore_collect(collection_path, config):
    """Measure benchmarks on demand only, by ``pytest --benchmark-only``."""
    is_benchmark = collection_path.name.endswith("_benchmark.py")
    return True if is_benchmark and not config.getoption("benchmark_only") else None


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
