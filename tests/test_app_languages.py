"""The application is made in every language, those for tests too."""

import pytest

from playground.app import App
from playground.text import set_language, text
from playground.text.catalogues import language_names
from playground.text.pseudo import RULES


@pytest.mark.parametrize("code", [*language_names(), *RULES])
def test_the_application_is_made_in_every_language(code):
    set_language(code)
    try:
        assert App().roots["regenerate"].name == text("button.regenerate")
    finally:
        set_language("en")
