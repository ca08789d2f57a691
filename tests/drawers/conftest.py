"""An application whose drawer is open."""

import pytest

from playground.app import App
from tests.page_end import PageEnd


@pytest.fixture(scope="module")
def only_page():
    return PageEnd(App())


@pytest.fixture
def page(only_page, request):
    """The page of an application at its defaults, with the module's `DRAWER` open."""
    clock = only_page.app.context.clock
    only_page.app.load("")
    only_page.app.drawers.open(request.module.DRAWER)
    yield only_page
    only_page.app.drawers.close()
    only_page.app.context.clock = clock


@pytest.fixture
def app(page):
    return page.app
