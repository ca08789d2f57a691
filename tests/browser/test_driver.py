"""What the tests of the page rely on."""

import pytest
from playwright.sync_api import Error


@pytest.fixture(scope="module")
def blank(chromium):
    with chromium.new_context() as context:
        yield context.new_page()


def test_a_script_that_never_answers_is_an_error(blank):
    for place in (blank, blank.main_frame):
        with pytest.raises(Error, match="No answer within 20 ms"):
            place.evaluate("() => new Promise(() => {})", milliseconds=20)


@pytest.mark.parametrize(
    ("script", "value"),
    [("([x, y]) => { return x + y; }", 5), ("async (x) => x[1]", 3), ("1 + 1", 2), ("1; 4", 4)],
)
def test_any_other_gives_its_value(blank, script, value):
    assert blank.evaluate(script, [2, 3]) == value
