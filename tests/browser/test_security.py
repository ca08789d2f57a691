"""The page's security policy holds: nothing it does would need more rights."""

import pytest

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture
def strict_page(context, address, wait_until):
    context.add_init_script(NOTE_VIOLATIONS)
    page = context.new_page()
    page.goto(address)
    wait_until(page, "ready")
    return page


def test_the_page_trains_without_breaking_its_policy(strict_page, wait_until):
    strict_page.get_by_role("button", name="Play").click()
    wait_until(strict_page, "playing")
    strict_page.locator("#units button").first.click()
    strict_page.wait_for_selector("#editor:not([hidden])")
    assert strict_page.evaluate("violations") == []


def test_the_policy_forbids_code_from_text_and_other_origins(strict_page):
    blocked = strict_page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.injected = true";
          document.body.append(script);
          return window.injected === undefined;
        }"""
    )
    assert blocked
    assert strict_page.evaluate("violations") != []
