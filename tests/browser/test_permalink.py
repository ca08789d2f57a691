"""Links carry whole experiments, TensorFlow Playground's too, and broken ones do no harm."""

import re
from threading import Event

import pytest
from playwright.sync_api import expect

from playground.exercises.codes import encode
from playground.exercises.exercise import CODE
from playground.experiment import INPUT_KINDS, Experiment
from playground.experiment.control_names import DRAWER_GROUPS
from playground.packaging.server import served
from playground.text import text
from tests.browser.driver import Driver
from tests.browser.misbehaving import misbehaving

EVERYTHING = Experiment(
    dataset="spiral",
    samples=200,
    noise=0.15,
    train_fraction=0.7,
    data_seed=5,
    features=["x1", "sin_x1", "cos_x2"],
    hidden=[5, 3, 1],
    activation="sigmoid",
    loss="logistic",
    learning_rate=0.07,
    regularization="l2",
    regularization_rate=0.002,
    batch_size=17,
    initialization="he",
    seed=9,
    shuffle=False,
    speed="fast",
    show_test=True,
    discretize=True,
)
TENSORFLOW = (
    "activation=relu&batchSize=30&dataset=spiral&regDataset=reg-plane&learningRate=0.3"
    "&regularizationRate=0.01&noise=5&networkShape=8,8&seed=0.20409&showTestData=true"
    "&discretize=true&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=false"
    "&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false&collectStats=false"
    "&problem=classification&initZero=false&hideText=false"
)


def test_a_link_restores_everything(open_page):
    playground = Driver(open_page(EVERYTHING.to_permalink()))
    assert playground.experiment == EVERYTHING
    assert playground.chosen("learning_rate") == "0.07"
    assert playground.chosen("activation") == "Sigmoid"
    assert playground.text("layers") == "3 hidden layers"
    expect(playground.page.get_by_role("button", name="cos x₂")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(playground.page.get_by_label("Show test data")).to_be_checked()
    assert len(playground.column("train_points", "x")) == 140
    assert len(playground.column("edges", "weight")) == 3 * 5 + 5 * 3 + 3 + 1


def test_a_link_of_tensorflow_playground_is_understood(page, playground):
    page.evaluate("link => { location.hash = link; }", TENSORFLOW)
    expect(page).to_have_url(re.compile("data_seed|seed=20409"))
    assert playground.text("message") == ""
    assert playground.experiment == Experiment(
        activation="relu",
        batch_size=30,
        dataset="spiral",
        learning_rate=0.3,
        regularization_rate=0.01,
        noise=0.05,
        hidden=[8, 8],
        seed=20409,
        show_test=True,
        discretize=True,
        train_fraction=0.7,
        features=["x1", "x1_x2", "sin_x1"],
    )
    playground.call("step", 2)
    assert playground.epoch == 2


def test_a_broken_link_is_explained_and_the_page_works(page, playground):
    page.evaluate("location.hash = 'learning_rate=99&colour=red&hidden=4,x&dataset=circle'")
    expect(page.locator("#message")).to_be_visible()
    for found in ("“99”", "“colour”", "“4,x”"):
        assert found in playground.text("message")
    assert playground.experiment == Experiment(learning_rate=10)
    page.get_by_role("button", name="Dismiss this message").click()
    expect(page.locator("#message")).to_be_hidden()
    playground.call("step")
    assert playground.epoch == 1


@pytest.mark.parametrize(
    "link", ["<img src=x onerror=alert(1)>=1", "hidden=<b>4</b>", "javascript:alert(1)"]
)
def test_what_a_link_says_stays_text(page, playground, link):
    playground.call("load", link)
    playground.settle()
    message = page.locator("[data-value=message]")
    assert message.locator("*").count() == 0
    expect(message).not_to_be_empty()


def test_a_link_is_taken_up_while_the_page_plays(page, playground, wait_until):
    playground.call("play")
    wait_until(page, "playing")
    page.evaluate("location.hash = 'dataset=gauss&hidden=3'")
    wait_until(page, "ready")
    assert playground.experiment == Experiment(dataset="gauss", hidden=[3])
    assert playground.text("epoch") == "0"


def test_a_link_is_taken_up_though_the_page_writes_its_own_before_it_hears_of_it(page, playground):
    writing = "location.hash = 'dataset=spiral'; history.replaceState(null, '', '#dataset=xor')"
    page.evaluate(f"() => {{ {writing} }}")
    expect(page).to_have_url(re.compile("dataset=spiral"))
    assert playground.experiment == Experiment(dataset="spiral")


def test_the_address_becomes_proper_after_a_link_that_was_changed_on_its_way(open_page, address):
    playground = Driver(open_page("dataset%3Dxor%26amp%3Bhidden%3D3."))
    page = playground.page
    expect(page).to_have_url(f"{address}#dataset=xor&hidden=3")
    page.evaluate("location.hash = 'dataset%3Dcircle)'")
    expect(page).to_have_url(address)
    assert playground.experiment == Experiment()
    page.goto(f"{address}?dataset=xor&hidden=3")
    expect(page).to_have_url(f"{address}#dataset=xor&hidden=3")


def test_a_link_with_data_that_are_nested_deep_is_refused_and_python_goes_on(page, playground):
    """Python ends in the browser if it is let go that deep, at 3,000 levels already."""
    for levels in (3_000, 90_000):
        code = encode(CODE, "[" * levels)
        page.evaluate("(link) => (location.hash = link)", f"exercise={code}&seed={levels}")
        expect(page.locator("#message")).to_contain_text("nested deeper than 100 levels")
        playground.call("load", "")
        playground.call("step")
        assert playground.epoch == 1


def test_the_address_of_a_changed_page_is_a_link_to_its_experiment(page, playground):
    page.get_by_role("button", name="XOR", exact=True).click()
    page.get_by_role("button", name="Add a neuron to layer 2").click()
    page.get_by_role("button", name="x₁x₂").click()
    page.wait_for_url(re.compile("hidden=4,3.*x1_x2|x1_x2.*hidden=4,3"))
    wanted = Experiment(dataset="xor", hidden=[4, 3], features=["x1", "x2", "x1_x2"])
    assert Experiment.from_permalink(page.url.partition("#")[2]) == wanted
    assert playground.experiment == wanted


def test_a_link_can_hide_controls(page, playground):
    playground.call("load", "hide=learning_rate,noise")
    playground.settle()
    expect(page.get_by_label("Learning rate")).to_be_hidden()
    expect(page.get_by_role("slider", name="Noise")).to_be_hidden()
    expect(page.get_by_label("Activation")).to_be_visible()
    playground.call("load", "")
    playground.settle()
    expect(page.get_by_label("Learning rate")).to_be_visible()


def test_a_link_can_hide_groups_of_drawers_and_single_ones(page, playground):
    names = ("Build", "Look inside", "Understand", "Keep")
    for name in names:
        expect(page.get_by_role("group", name=name)).to_be_visible()
    playground.call("load", "hide=build,inspect,history,save")
    expect(page.get_by_role("group", name="Build")).to_be_hidden()
    expect(page.get_by_role("group", name="Keep")).to_be_hidden()
    inside = page.get_by_role("group", name="Look inside").get_by_role("button")
    unseen = {"inspect", *INPUT_KINDS["plane"].hidden_parts}
    shown = [name for name in DRAWER_GROUPS["look_inside"] if name not in unseen]
    expect(inside).to_have_text([text(f"drawer.{name}") for name in shown])
    expect(page.get_by_role("button", name="+ formula")).to_be_hidden()
    playground.call("load", "hide=drawers")
    expect(page.get_by_role("navigation")).to_be_hidden()


def test_a_link_closes_the_drawer_that_it_hides(page, playground):
    playground.open_drawer("model")
    playground.call("load", "hide=build")
    expect(page.locator("#drawer")).to_be_hidden()
    playground.call("load", "hide=momentum,stop_loss")
    playground.open_drawer("model")
    expect(page.get_by_label("Optimiser")).to_be_visible()
    expect(page.get_by_label("Momentum")).to_be_hidden()
    expect(page.get_by_label("Target loss")).to_be_hidden()


def test_the_keyboard_opens_a_drawer_which_comes_into_sight(page, playground):
    page.get_by_role("group", name="Build").get_by_role("button", name="Formulas").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Model", expanded=True)).to_be_focused()
    expect(page.get_by_label("Optimiser")).to_be_in_viewport()


def test_what_is_changed_and_left_at_once_is_there_after_a_reload(open_page, wait_until):
    page = open_page("dataset=xor&noise=10")
    slider = Driver(page).place("noise").get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.reload()
    wait_until(page, "ready")
    driver = Driver(page)
    driver.settle()
    assert (driver.experiment.dataset, driver.experiment.noise > 0.1) == ("xor", True)


CHANGE_WHEN_ASKED = """(handle) => void fetch("asked").then(() => {
  handle.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  const look = () => location.hash.includes("noise=0.15") ? fetch("said") : setTimeout(look, 20);
  look();
})"""
"""Change the noise when the page is asked for again, and tell when its address says so."""


def test_what_the_address_says_only_when_the_page_is_asked_for_again_is_not_lost(
    context, dist, wait_until
):
    """A browser loads the address that there was when it began."""
    asked, said = Event(), Event()
    faults = {
        "/": lambda _: asked.set() or said.wait(60),
        "/asked": lambda _: asked.wait(60),
        "/said": lambda _: said.set() or True,
    }
    said.set()
    with served(dist, misbehaving(faults=faults)) as address:
        page = context.new_page()
        page.goto(f"{address}#dataset=xor&noise=10")
        wait_until(page, "ready")
        asked.clear()
        said.clear()
        Driver(page).place("noise").get_by_role("slider").evaluate(CHANGE_WHEN_ASKED)
        page.reload()
        assert said.is_set()
        wait_until(page, "ready")
        assert Driver(page).experiment.noise > 0.1
