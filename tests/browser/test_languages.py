"""The page in other languages: its first sight, a change while it runs, from right to left."""

import json
import re

import pytest
from playwright.sync_api import expect

from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.text import language_of, set_language, text
from playground.text.catalogues import language_names, texts_folder
from tests.browser.driver import Driver
from tests.exercises.conftest import SMALL

LOOK = """() => {
  const { lang, dir } = document.documentElement;
  const [epoch, status] = [".epoch .label", "#status-text"].map(
    (one) => document.querySelector(one).textContent,
  );
  return { lang, dir, title: document.title, epoch, status };
}"""

SPEAK = """(code) => {
  const list = document.getElementById("language");
  list.append(new Option(code, code));
  list.value = code;
  list.dispatchEvent(new Event("change"));
}"""


def look_of(code, direction="ltr"):
    set_language(code)
    try:
        return {
            "lang": code,
            "dir": direction,
            "title": text("page.title"),
            "epoch": text("curve.epoch"),
            "status": text("status.ready"),
        }
    finally:
        set_language("en")


def said(key, code):
    set_language(code)
    try:
        return text(key)
    finally:
        set_language("en")


def assert_all_is_said_in(page, code, direction="ltr"):
    """What was there before Python, and what Python has built."""
    page.wait_for_selector("html:not(.opening)")
    assert page.evaluate(LOOK) == look_of(code, direction)
    button = page.locator("[data-root=regenerate] button")
    assert button.inner_text() == said("button.regenerate", code)
    assert page.locator("#message:visible").count() == 0


def test_the_page_takes_no_text_for_html(open_page):
    assert_all_is_said_in(open_page("lang=x-tags&dataset=xor"), "x-tags")


SPELLED = """async () => {
  const loss = Bokeh.documents[0].get_model_by_name("loss");
  const [x, y] = [loss.below[0].formatter, loss.left[0].formatter];
  const tip = Bokeh.require("core/util/templating").DEFAULT_FORMATTERS.numeral;
  return [
    ...x.doFormat([2000, 12345], {}), ...y.doFormat([0.2, 0.4], {}), tip(0.25, "0.00", {}),
  ];
}"""


def assert_numbers_are_german(page):
    """Figures and sliders write them as the language does; what other programs read does not."""
    page.evaluate("() => window.playground.load('')")
    page.evaluate("() => window.playground.load('noise=0.2')")
    assert page.evaluate(SPELLED) == ["2000", "12.345", "0,2", "0,4", "0,25"]
    share = page.locator("[data-root=noise] .bk-slider-value")
    expect(share).to_have_text(re.compile(r"20.%"))
    assert "noise=0.2" in page.evaluate("() => window.playground.state()")["permalink"]


LANGUAGES = [code for code in language_names() if code != "en"]


def test_the_page_starts_in_every_language_and_opens_an_exercise(open_page):
    for code in LANGUAGES:
        page = open_page(f"lang={code}&exercise=one-neuron")
        assert_all_is_said_in(page, code, language_of(code).direction)
        course = json.loads((texts_folder() / f"course/{code}.json").read_text(encoding="utf-8"))
        title = course["one-neuron.exercise"]["One neuron draws a line"]
        page.get_by_role("heading", name=title).wait_for()
        if code == "de":
            assert_numbers_are_german(page)
        page.context.close()


def test_another_language_keeps_the_run_and_the_drawer(open_page):
    page = open_page("dataset=gauss")
    page.evaluate("() => window.playground.step(5)")
    page.locator("[data-drawer=model]").click()
    title = page.locator("#drawer h2").first
    title.wait_for()
    before = page.evaluate("() => window.playground.state()")
    page.evaluate(SPEAK, "x-accents")
    page.wait_for_selector("html[lang=x-accents][data-state=ready]", state="attached")
    expect(title).to_have_text(said("drawer.model", "x-accents"))
    after = page.evaluate("() => window.playground.state()")
    same = ("epoch", "trainLoss", "testLoss", "permalink")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert page.evaluate(LOOK) == look_of("x-accents")


@pytest.mark.parametrize("added", ["#lang=x-accents", "#{permalink}&lang=x-accents"])
def test_a_language_that_is_added_to_the_address_is_spoken_and_the_run_kept(open_page, added):
    page = open_page("dataset=gauss")
    page.evaluate("() => window.playground.step(5)")
    before = page.evaluate("() => window.playground.state()")
    page.evaluate("(hash) => { location.hash = hash; }", added.format(**before))
    page.wait_for_selector("html[lang=x-accents][data-state=ready]", state="attached")
    page.wait_for_function("() => !location.hash.includes('lang')")
    after = page.evaluate("() => window.playground.state()")
    same = ("epoch", "trainLoss", "testLoss", "permalink")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_another_link_with_a_language_is_loaded_and_spoken(open_page):
    page = open_page("dataset=gauss")
    page.evaluate("() => { location.hash = 'dataset=xor&lang=de_DE'; }")
    page.wait_for_selector("html[lang=de][data-state=ready]", state="attached")
    assert page.evaluate("() => window.playground.state()")["permalink"].startswith("dataset=xor")


@pytest.mark.parametrize(("written", "code"), [("pt_br", "pt-BR"), ("de_DE", "de"), ("FR", "fr")])
def test_codes_as_learning_platforms_write_them_are_understood(open_page, written, code):
    page = open_page(f"lang={written}")
    assert page.evaluate("() => document.documentElement.lang") == code


def test_another_language_keeps_a_drawer_that_is_not_there_yet(open_page):
    page = open_page()
    page.evaluate(
        f"(code) => {{ document.querySelector('[data-drawer=starts]').click(); ({SPEAK})(code); }}",
        "x-accents",
    )
    page.wait_for_selector("html[lang=x-accents][data-state=ready]", state="attached")
    expect(page.locator("#drawer h2").first).to_have_text(said("drawer.starts", "x-accents"))


WRAP = """() => {
  const wrap = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      if (node.parentElement?.closest("script, style, textarea, option, [translate=no]")) continue;
      const font = document.createElement("font");
      node.replaceWith(font);
      font.append(node);
    }
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) wrap(shadowRoot);
  };
  wrap(document.body);
}"""
"""What browsers do that translate a page: each text gets an element of its own."""


def test_a_browser_that_translates_the_page_while_it_plays_does_not_stop_it(open_page):
    page = open_page("dataset=xor")
    page.locator("[data-drawer=model]").click()
    page.locator("#drawer h2").first.wait_for()
    page.evaluate("() => window.playground.play()")
    page.evaluate(WRAP)
    shown = page.evaluate("() => document.querySelector('[data-value=epoch]').textContent")
    page.evaluate("() => window.playground.pause()")
    page.evaluate("() => window.playground.step(3)")
    state = page.evaluate("() => window.playground.state()")
    epoch = page.locator("[data-value=epoch]")
    expect(epoch).to_have_text(f"{state['epoch']:,}")
    assert state["epoch"] > int(shown.replace(",", ""))
    for name in ("test_loss", "score", "layers"):
        assert page.locator(f"[data-value={name}]").first.inner_text()


FORMULA = Exercise.from_data({**SMALL, "text": "A `name` and $\\frac{a}{b}$."})

TRANSLATED = """() => {
  const found = [];
  const look = (root) => {
    const kinds = "code, pre, math, .formula, .figure, td span[data-key], .legend [data-value]";
    for (const one of root.querySelectorAll(kinds)) {
      if (one.checkVisibility() && !one.closest("[translate=no]")) found.push(one.outerHTML);
    }
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) look(shadowRoot);
  };
  look(document);
  return found;
}"""


def test_a_browser_that_translates_the_page_leaves_numbers_names_formulas_and_code(open_page):
    points = library.exercise("fair-to-whom").data["experiment"]["points"]
    driver = Driver(open_page(f"dataset=own&points={points}"))
    page = driver.page
    for drawer in ("inspect", "formulas", "graph", "metrics"):
        driver.open_drawer(drawer)
        assert page.evaluate(TRANSLATED) == [], drawer
    heads = page.locator("#drawer th [translate=no]").all_inner_texts()
    assert {"yes (+1)", "no (−1)"} <= set(heads)
    driver.call("load", f"exercise={FORMULA.to_code()}")
    page.locator("#exercise math").wait_for()
    assert page.evaluate(TRANSLATED) == []
