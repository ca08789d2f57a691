"""An application whose drawer is open."""

import pytest

from playground.app import App


@pytest.fixture(scope="module")
def only_app():
    return App()


@pytest.fixture
def app(only_app, request):
    """The application at its defaults, with the module's `DRAWER` open.

    `sent` has what went to the page.
    """
    only_app.sent = {}
    only_app.send = only_app.sent.update
    only_app.load("")
    only_app.drawers.open(request.module.DRAWER)
    yield only_app
    only_app.drawers.open("")
