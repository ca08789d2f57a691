"""Once visited, the page needs no network: a service worker has kept it."""

import json

import pytest

from playground.packaging.server import served
from playground.text import set_language, text
from playground.text.catalogues import texts_folder
from tests.browser.misbehaving import misbehaving, redirect

KEPT = """async () => {
  const { active, installing, waiting } = await navigator.serviceWorker.ready;
  return active !== null && installing === null && waiting === null;
}"""


@pytest.fixture
def visited(context, address, wait_until):
    """A page whose visit is over as soon as the service worker has kept everything."""
    page = context.new_page()
    page.goto(f"{address}?offline")
    wait_until(page, "ready")
    assert page.evaluate(KEPT)
    return page


def test_later_visits_and_exercises_need_no_network(visited, context, address, wait_until):
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{address}?offline#dataset=xor")
    wait_until(page, "ready")
    page.evaluate("window.playground.step(3)")
    state = page.evaluate("window.playground.state()")
    assert state["epoch"] == 3
    assert state["permalink"] == "dataset=xor"
    page.evaluate("window.playground.load('exercise=three-neurons')")
    page.get_by_role("heading", name="Three lines close a ring").wait_for()


GERMAN = """async (names) => {
  for (const name of await caches.keys()) {
    const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
    if (names.every((name) => urls.some((url) => url.includes(name)))) return true;
  }
  return false;
}"""
"""Whether files with these names are kept, which their own language needs only."""


def test_the_language_of_the_first_visit_needs_no_network_later(context, address, wait_until):
    page = context.new_page()
    page.goto(f"{address}?offline#lang=de")
    wait_until(page, "ready")
    names = ["/de.json", "/de.glossary.json", "/document-de-", "/exercises-de-"]
    page.wait_for_function(GERMAN, names)
    page.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(f"{address}?offline#lang=de&exercise=three-neurons")
    wait_until(page, "ready")
    course = json.loads((texts_folder() / "course/de.json").read_text(encoding="utf-8"))
    title = course["three-neurons.exercise"]["Three lines close a ring"]
    page.get_by_role("heading", name=title).wait_for()
    set_language("de")
    assert page.title() == text("page.title")
    set_language("en")


def test_what_a_host_leads_elsewhere_is_kept_as_a_page(context, dist, wait_until):
    """From the folder without its slash, from index.html, from embed.html, and from large files."""
    folder = f"/{dist.name}"

    def lead_to_moved(handler):
        return redirect(f"/moved{handler.path}")(handler)

    def serve(path):
        def answer(handler):
            handler.path = path or handler.path.removeprefix("/moved")
            return True

        return answer

    faults = {
        f"{folder}/index.html": redirect(f"{folder}/"),
        f"{folder}/embed.html": redirect(f"{folder}/embed"),
        f"{folder}/embed": serve(f"{folder}/embed.html"),
        f"{folder}/*.pack": lead_to_moved,
        "/moved/*": serve(None),
    }
    with served(dist.parent, misbehaving(faults=faults)) as root:
        page = context.new_page()
        page.goto(f"{root}{dist.name}?offline")
        wait_until(page, "ready")
        assert page.evaluate(KEPT)
        context.set_offline(True)
        for name in ("", "index.html", "embed.html", "embed"):
            page.goto(f"{root}{dist.name}/{name}?offline")
            assert "playground" in page.title()
        wait_until(page, "ready")
        page.close()


MAKE_CACHES = """async () => {
  const { pathname } = new URL("./", location.href);
  await (await caches.open("playground-0123456789")).put("./", new Response());
  await (await caches.open("playground-abcdef0123")).put("/other/", new Response());
  await (await caches.open(`playground-${pathname}?0123456789`)).put("./", new Response());
  await caches.open("playground-/other/?0123456789");
}"""
"""Of this folder and of another one, as version 0.1.0 named them and as they are named now."""

LEFT = """async () => {
  const { pathname } = new URL("./", location.href);
  const others = [
    `playground-${pathname}?0123456789`, "playground-/other/?0123456789", "playground-abcdef0123",
  ];
  const names = await caches.keys();
  const [own, ...rest] = names.filter((name) => !others.includes(name));
  return own.startsWith(`playground-${pathname}?`) && rest.length === 0 && names.length === 4;
}"""


def test_all_earlier_builds_of_this_folder_but_one_are_forgotten_and_no_others(
    visited, context, address
):
    visited.evaluate(MAKE_CACHES)
    visited.evaluate("async () => (await navigator.serviceWorker.ready).unregister()")
    visited.close()  # while a page uses it, it is not gone, and a visit would only take it up again
    page = context.new_page()
    page.goto(f"{address}?offline")
    page.wait_for_selector("html[data-state=ready]")
    page.wait_for_function(LEFT)


def test_on_the_developers_own_machine_nothing_is_kept(context, address, wait_until):
    page = context.new_page()
    page.goto(address)
    wait_until(page, "ready")
    assert (
        page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    )
