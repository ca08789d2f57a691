"""An application whose drawer is open."""

import pytest


@pytest.fixture
def page(page, request):
    """The page of an application at its defaults; the module's `DRAWER`, if any, is open."""
    page.app.drawers.open(getattr(request.module, "DRAWER", ""))
    yield page
    page.app.drawers.close()
