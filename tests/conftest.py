"""What all tests share: the built page, the order from fast to slow, no benchmarks by chance."""

import gc
import os
from collections import Counter
from pathlib import Path

# Matrices are small: a second thread that helps with them costs seven times what it saves, and the
# other core has tests of its own. The libraries read this when they are loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist import is_xdist_worker

from playground.packaging.chromium import chromium as run_chromium
from playground.packaging.compression import FAST
from playground.packaging.dist import build_dist

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile("few", settings.get_profile("untimed"), max_examples=25)
settings.load_profile("untimed")

PROJECT = Path(__file__).parent.parent


def pytest_ignore_collect(collection_path, config):
    """Measure benchmarks on demand only, by ``pytest --benchmark-only``."""
    is_benchmark = collection_path.name.endswith("_benchmark.py")
    return True if is_benchmark and not config.getoption("benchmark_only") else None


def pytest_collection_modifyitems(session, items):
    """Run fast tests first; but of several processes let one build the page at once.

    Of the files that need a browser the one with most tests comes first, so that in the end no
    process waits long for another.
    """
    for item in items:
        if "dist" in item.fixturenames:
            item.add_marker("page")
    kinds = ["page", "", "browser"] if is_xdist_worker(session) else ["", "page", "browser"]
    tests = Counter(item.path for item in items if kind_of(item) == "browser")
    items.sort(key=lambda item: (kinds.index(kind_of(item)), -tests[item.path]))


def pytest_collection_finish():
    """Let Python look for garbage less often, and not among tests: that saves a tenth of the time.

    Tests make and drop whole documents, in a process that holds thousands of tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def kind_of(item):
    return next((kind for kind in ("browser", "page") if item.get_closest_marker(kind)), "")


@pytest.fixture(scope="session")
def project():
    return PROJECT


@pytest.fixture(scope="module")
def only_page():
    """The one application of a module's tests: to make it takes as long as ten of them."""
    from playground.app import App
    from tests.page_end import PageEnd

    return PageEnd(App())


@pytest.fixture
def page(only_page):
    """The page's end of an application at its defaults, with nothing open."""
    only_page.restart()
    return only_page


@pytest.fixture
def app(page):
    """An application at its defaults, with nothing open."""
    return page.app


@pytest.fixture(scope="session")
def dist(project, testrun_uid):
    """The page, built once for all tests, by the process that needs it first."""
    cache = project / ".cache"
    cache.mkdir(exist_ok=True)
    built = cache / "tested-by"
    with FileLock(cache / "tested-by.lock"):
        if not built.exists() or built.read_text() != testrun_uid:
            build_dist(project, FAST)
            built.write_text(testrun_uid)
    return project / "dist"


@pytest.fixture(scope="session")
def own_files(dist):
    """The folder of the page's own scripts, which has another name in every build."""
    return next(dist.glob("build-*"))


@pytest.fixture(scope="session")
def chromium():
    """The one Chromium of a process: Playwright cannot run twice at a time."""
    with run_chromium() as browser:
        yield browser
