"""Panel's own server shows the same application in native Python, for development."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WINDOW, Watcher

KEPT = "localStorage.getItem('playground.exercise.one-neuron')"


@pytest.fixture(scope="module")
def address(project):
    """Where the README's command shows the application."""
    readme = (project / "README.md").read_text(encoding="utf-8")
    command = re.search(r"\.venv/bin/panel (serve .*) --dev$", readme, re.MULTILINE)[1]
    command = f"-m panel {command} --address 127.0.0.1 --port 0"
    with subprocess.Popen(
        [sys.executable, *command.split()],
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        yield next(filter(None, (re.search(r"http://\S+", line) for line in server.stderr)))[0]
        server.terminate()


@pytest.fixture
def page(chromium, address, wait_until):
    """The application at its default settings; it may neither complain nor ask other origins."""
    context = chromium.new_context(viewport=WINDOW)
    page = context.new_page()
    watcher = Watcher(page, address.rpartition("/")[0])
    page.goto(address)
    wait_until(page, "ready")
    yield page
    context.close()
    assert watcher.problems == []


def test_it_trains(page):
    epoch = page.locator("[data-value=epoch]")
    expect(epoch).to_have_text("0")
    page.get_by_role("button", name="Train for one epoch").click()
    expect(epoch).to_have_text("1")
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "Number(document.querySelector('[data-value=epoch]').textContent.replace(',', '')) > 10"
    )
    page.get_by_role("button", name="Reset").click()
    expect(epoch).to_have_text("0")


def test_an_exercise_can_be_worked_on_and_is_kept(page, wait_until):
    def open_exercise():
        page.get_by_role("button", name="Exercises").click()
        page.locator("#drawer").get_by_role("button", name=re.compile(r"^1\. One neuron")).click()

    open_exercise()
    page.get_by_label("a straight line").check()
    expect(page.locator("#exercise")).to_contain_text("Now train")
    answered = page.wait_for_function(f"{KEPT} ?? false")
    page.get_by_role("button", name="Train for one epoch").click()
    expect(page.locator("[data-value=epoch]")).to_have_text("1")
    # the answer alone was kept before
    page.wait_for_function(f"(answered) => {KEPT} !== answered", arg=answered)
    page.goto(page.url.partition("#")[0])
    page.reload()
    wait_until(page, "ready")
    open_exercise()
    expect(page.locator("[data-value=epoch]")).to_have_text("1")


def test_its_controls_and_its_network_answer(page):
    page.get_by_label("Problem").select_option(label="Regression")
    expect(page.get_by_role("button", name="Multi-Gauss")).to_be_visible()
    page.get_by_role("button", name="Add a neuron to layer 2").click()
    expect(page.locator("#units button")).to_have_count(4 + 3 + 1)
    page.locator('[data-address="unit:1:2"]').hover()
    expect(page.locator("[data-value=caption]")).to_have_text("Layer 1, neuron 3")
    page.locator('[data-address="unit:1:2"]').click()
    page.get_by_label("New value").fill("1.5")
    page.get_by_label("New value").press("Enter")
    expect(page.locator("[data-value=editor_now]")).to_have_text("1.5")
