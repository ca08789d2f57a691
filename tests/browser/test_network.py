"""The network in the middle of the page: looked at, changed and edited by mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, MAX_LAYERS, USUAL_FEATURES, Experiment
from playground.frame import Edge, Unit
from playground.number_format import rounded
from tests.browser.driver import Driver

STRAIGHT = Edge(1, 0, 0)
"""The weight from the first feature to the first neuron, whose line runs level."""


def feature(page, name):
    return page.get_by_role("button", name=name, exact=True)


def value_of(playground, part):
    kind, column = ("units", "bias") if isinstance(part, Unit) else ("edges", "weight")
    return playground.by_address(kind, column)[str(part)]


def edit(page, typed):
    """Type into the field that has the focus."""
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


MIDDLES = """(addresses) => {
  const features = document.querySelector("[data-root=features]");
  const inside = (root) => [...root.querySelectorAll("*")].flatMap((one) => [
    ...(one.matches("button") ? [one] : []), ...(one.shadowRoot ? inside(one.shadowRoot) : []),
  ]);
  const units = addresses.map((one) => document.querySelector(`[data-address="${one}"]`));
  const stage = document.querySelector("#stage").getBoundingClientRect();
  const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  const boxes = [...inside(features), ...units].map((one) => one.getBoundingClientRect());
  return [stage.toJSON(), ...boxes.map(middle)];
}"""
"""Where the figure lies, and the middles of the buttons over features, then of those over units."""


# The structure


def test_every_neuron_and_every_weight_is_drawn(playground):
    playground.call("load", Experiment(hidden=[3, 2]).to_permalink())
    units = [Unit(1, 0), Unit(1, 1), Unit(1, 2), Unit(2, 0), Unit(2, 1), Unit(3, 0)]
    features = [f"feature:{name}" for name in USUAL_FEATURES]
    assert playground.column("units", "address") == [*features, *map(str, units)]
    assert len(playground.column("edges", "weight")) == 2 * 3 + 3 * 2 + 2


def test_negative_weights_are_dashed(playground):
    signs = [weight < 0 for weight in playground.column("edges", "weight")]
    assert [len(dash) > 0 for dash in playground.column("edges", "dash")] == signs


@pytest.mark.parametrize("permalink", ["", "features=x1,x2,cos_x1,cos_x2", "hidden=8,8,8,8,8,8"])
def test_buttons_lie_over_their_pictures(playground, page, permalink):
    """Within a few pixels, so that whoever aims at a picture hits its button."""
    playground.call("load", permalink)
    ys = playground.by_address("units", "y")
    xs = playground.by_address("units", "x")
    names = [address for address in ys if address.startswith("feature:")]
    buttons = playground.place("features").locator("button")
    expect(buttons).to_have_count(len(names))
    # All at one moment: the page may make room for a message between two.
    stage, *middles = page.evaluate(MIDDLES, [address for address in xs if address not in names])
    for name, middle in zip(names, middles, strict=False):
        centre = stage["y"] + (1 - ys[name]) * stage["height"]
        assert middle["y"] == pytest.approx(centre, abs=3)
    for address, middle in zip(xs, middles, strict=True):
        if address not in names:
            centre = stage["x"] + xs[address] * stage["width"]
            assert middle["x"] == pytest.approx(centre, abs=1)


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_features_are_switched(playground, page, way):
    def switch(name):
        button = feature(page, name)
        if way == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press("Space")

    expect(feature(page, "x₁x₂")).to_have_attribute("aria-pressed", "false")
    switch("x₁x₂")
    expect(feature(page, "x₁x₂")).to_have_attribute("aria-pressed", "true")
    assert playground.experiment == Experiment(features=["x1", "x2", "x1_x2"])
    assert len(playground.column("edges", "weight")) == 3 * 4 + 4 * 2 + 2
    switch("x₁")
    assert playground.experiment == Experiment(features=["x2", "x1_x2"])


def test_features_that_are_off_are_faded(playground):
    for address, alpha in playground.by_address("units", "alpha").items():
        is_off = address.startswith("feature:") and address[8:] not in ("x1", "x2")
        assert (alpha < 1) == is_off


def test_the_last_feature_stays_on_and_the_page_says_why(playground, page):
    feature(page, "x₁").click()
    feature(page, "x₂").click()
    expect(page.get_by_text("At least one input feature has to stay switched on.")).to_be_visible()
    expect(feature(page, "x₂")).to_have_attribute("aria-pressed", "true")
    assert playground.experiment.features == ["x2"]


def test_layers_are_added_and_removed(playground, page):
    add = page.get_by_role("button", name="Add a hidden layer")
    remove = page.get_by_role("button", name="Remove the last hidden layer")
    for count in range(3, MAX_LAYERS + 1):
        add.click()
        assert playground.text("layers") == f"{count} hidden layers"
    expect(add).to_be_disabled()
    for count in reversed(range(MAX_LAYERS)):
        remove.click()
        assert len(playground.experiment.hidden) == count
    expect(remove).to_be_disabled()
    expect(page.get_by_role("button", name="Add a neuron to layer 1")).to_be_hidden()
    assert playground.text("layers") == "0 hidden layers"
    playground.call("step")
    assert playground.epoch == 1


def test_neurons_are_added_and_removed(playground, page):
    add = page.get_by_role("button", name="Add a neuron to layer 2")
    remove = page.get_by_role("button", name="Remove a neuron from layer 2")
    number = page.locator("[data-neurons='1']")
    for count in range(3, INPUT_KINDS["plane"].max_neurons + 1):
        add.click()
        expect(number).to_have_text(str(count))
    expect(add).to_be_disabled()
    for count in reversed(range(1, INPUT_KINDS["plane"].max_neurons)):
        remove.click()
        expect(number).to_have_text(str(count))
    expect(remove).to_be_disabled()
    assert playground.experiment == Experiment(hidden=[4, 1])


def test_the_network_changes_its_shape_while_it_plays(playground, page):
    playground.call("play")
    page.get_by_role("button", name="Add a neuron to layer 1").click()
    page.get_by_role("button", name="Add a hidden layer").click()
    state = playground.state()
    assert state["playing"]
    assert playground.experiment.hidden == [5, 2, 2]


# Looking


def test_a_neuron_under_the_pointer_is_shown_large(playground, page):
    playground.unit("unit:1:2").hover()
    assert playground.text("caption") == "Layer 1, neuron 3"
    page.mouse.move(1, 1)
    assert playground.text("caption") == "Output"


def test_a_feature_under_the_pointer_is_shown_large(playground, page):
    page.mouse.move(*playground.line(str(STRAIGHT), t=0))
    assert playground.text("caption") == "x₁"


def test_a_neuron_is_shown_large_while_the_network_trains(playground, page):
    playground.call("play")
    playground.unit("unit:2:1").hover()
    expect(page.locator("[data-value=caption]")).to_have_text("Layer 2, neuron 2")


@pytest.mark.parametrize(
    ("edge", "t", "label"),
    [
        (STRAIGHT, 0.5, "Weight from x₁ to neuron 1 of layer 1"),
        (Edge(1, 1, 3), 0.5, "Weight from x₂ to neuron 4 of layer 1"),
        (Edge(2, 3, 1), 0.3, "Weight from neuron 4 of layer 1 to neuron 2 of layer 2"),
        (Edge(3, 0, 0), 0.5, "Weight from neuron 1 of layer 2 to the output"),
    ],
    ids=str,
)
def test_a_line_under_the_pointer_says_its_weight(playground, page, edge, t, label):
    weight = value_of(playground, edge)
    page.mouse.move(*playground.line(str(edge), t))
    expect(page.locator("#hover-label")).to_have_text(label)
    expect(page.locator("#hover-value")).to_have_text(rounded(weight))
    page.mouse.move(1, 1)
    expect(page.locator("#hover-card")).to_be_hidden()


def test_the_weight_under_the_pointer_follows_the_training(playground, page):
    page.mouse.move(*playground.line(str(STRAIGHT)))
    shown = page.locator("#hover-value")
    before = shown.text_content()
    playground.call("step", 10)
    weight = value_of(playground, STRAIGHT)
    assert shown.text_content() != before
    expect(shown).to_have_text(rounded(weight))


# Editing


def test_a_tapped_neuron_opens_with_its_bias(playground, page):
    playground.unit("unit:1:2").click()
    expect(page.get_by_role("dialog", name="Layer 1, neuron 3")).to_be_visible()
    assert playground.text("editor_now") == "0.1"
    expect(page.get_by_label("New value")).to_be_focused()
    expect(page.get_by_label("New value")).to_have_value("0.1")


def test_a_bias_is_changed(playground, page):
    playground.unit("unit:1:2").click()
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, "1.5")
    assert value_of(playground, Unit(1, 2)) == 1.5
    assert playground.text("editor_now") == "1.5"


def test_the_outputs_bias_is_changed(playground, page):
    loss = playground.state()["testLoss"]
    playground.unit("unit:3:0").click()
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, "-1,25")
    assert value_of(playground, Unit(3, 0)) == -1.25
    assert playground.state()["testLoss"] != loss


def test_a_tapped_line_opens_with_its_weight(playground, page):
    page.mouse.click(*playground.line(str(STRAIGHT)))
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, "-3")
    assert value_of(playground, STRAIGHT) == -3
    assert playground.by_address("edges", "dash")[str(STRAIGHT)] == [7, 4]


@pytest.mark.parametrize("weight", [-0.0002, 0.00006, -0.0000003, 0.0])
def test_a_tiny_weight_is_not_taken_for_none_under_the_pointer(playground, page, weight):
    page.mouse.click(*playground.line(str(STRAIGHT)))
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, str(weight))
    page.keyboard.press("Escape")
    page.mouse.move(1, 1)
    page.mouse.move(*playground.line(str(STRAIGHT)))
    expect(page.locator("#hover-value")).to_have_text(rounded(weight))


def test_a_weight_is_chosen_in_the_editor(playground, page):
    playground.unit("unit:2:0").click()
    playground.choose("editor_parameter", "Weight from neuron 3 of layer 1 to neuron 1 of layer 2")
    weight = value_of(playground, Edge(2, 2, 0))
    expect(page.get_by_label("New value")).to_have_value(f"{weight:.4g}")
    page.get_by_label("New value").fill("4")
    page.keyboard.press("Enter")
    assert value_of(playground, Edge(2, 2, 0)) == 4


def test_moving_the_pointer_does_not_change_what_is_edited(playground, page):
    playground.unit("unit:2:0").click()
    playground.choose("editor_parameter", "Weight from neuron 3 of layer 1 to neuron 1 of layer 2")
    playground.unit("unit:1:0").hover()
    playground.settle()
    assert playground.chosen("editor_parameter").startswith("Weight from neuron 3")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("abc", "is no number"), ("1e9", "is not a number between"), ("nan", "is no number")],
)
def test_rubbish_is_refused_in_words(playground, page, typed, problem):
    playground.unit("unit:1:0").click()
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, typed)
    expect(page.get_by_role("alert").filter(has_text=f"“{typed}” {problem}")).to_be_visible()
    assert value_of(playground, Unit(1, 0)) == 0.1
    edit(page, "0.2")
    assert playground.text("editor_error") == ""


def test_a_bias_is_changed_while_the_network_trains(playground, page):
    playground.call("play")
    playground.unit("unit:1:0").click()
    expect(page.get_by_label("New value")).to_be_focused()
    for _ in range(2):
        edit(page, "3")
        assert value_of(playground, Unit(1, 0)) == pytest.approx(3, abs=1)
    assert playground.state()["playing"]


def test_the_editor_stays_open_while_the_network_trains(playground, page):
    playground.call("play")
    playground.unit("unit:1:0").click()
    expect(playground.editor).to_be_visible()
    epoch = playground.epoch
    page.evaluate(
        "async (epoch) => { while ((await playground.state()).epoch < epoch + 100); }", epoch
    )
    expect(playground.editor).to_be_visible()
    page.mouse.move(*playground.line(str(Edge(1, 1, 3))))
    playground.settle()
    expect(playground.editor).to_be_visible()
    page.keyboard.press("Escape")
    expect(playground.editor).to_be_hidden()
    playground.settle()
    expect(playground.editor).to_be_hidden()


def test_the_present_value_follows_the_training(playground):
    playground.unit("unit:1:0").click()
    playground.call("step", 5)
    assert playground.text("editor_now") == rounded(value_of(playground, Unit(1, 0)))


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_the_editor_closes_and_the_focus_goes_back(playground, page, way):
    playground.unit("unit:1:3").click()
    expect(page.get_by_label("New value")).to_be_focused()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Close").click()
    expect(playground.editor).to_be_hidden()
    expect(playground.unit("unit:1:3")).to_be_focused()


def test_another_neuron_takes_the_place_of_the_edited_one(playground, page):
    playground.unit("unit:1:3").click()
    expect(page.get_by_role("dialog", name="Layer 1, neuron 4")).to_be_visible()
    playground.unit("unit:2:1").click()
    expect(page.get_by_role("dialog", name="Layer 2, neuron 2")).to_be_visible()


def test_the_editor_closes_when_its_neuron_is_removed(playground, page):
    playground.unit("unit:2:1").click()
    expect(playground.editor).to_be_visible()
    page.get_by_role("button", name="Remove a neuron from layer 2").click()
    expect(playground.editor).to_be_hidden()
    playground.unit("unit:2:0").click()
    expect(page.get_by_role("dialog", name="Layer 2, neuron 1")).to_be_visible()


def test_the_editor_lies_inside_the_stage(playground, page):
    for address in ("unit:3:0", "unit:1:3", "unit:1:0"):
        playground.unit(address).click()
        expect(page.get_by_label("New value")).to_be_focused()
        card, stage = playground.editor.bounding_box(), page.locator("#stage").bounding_box()
        assert card["x"] >= stage["x"]
        assert card["x"] + card["width"] <= stage["x"] + stage["width"]
        assert card["y"] + card["height"] <= stage["y"] + stage["height"] + 1
        page.keyboard.press("Escape")


def test_everything_works_by_keyboard_alone(playground, page):
    playground.unit("unit:1:0").press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(playground.unit("unit:1:0")).to_be_focused()
    for key, address in [
        ("ArrowDown", "unit:1:1"),
        ("ArrowRight", "unit:2:1"),
        ("ArrowUp", "unit:2:0"),
        ("ArrowRight", "unit:3:0"),
        ("ArrowRight", "unit:3:0"),
        ("ArrowLeft", "unit:2:1"),
    ]:
        page.keyboard.press(key)
        expect(playground.unit(address)).to_be_focused()
    assert playground.text("caption") == "Layer 2, neuron 2"
    page.keyboard.press("Enter")
    expect(page.get_by_label("New value")).to_be_focused()
    edit(page, "0.75")
    assert value_of(playground, Unit(2, 1)) == 0.75
    page.keyboard.press("Escape")
    expect(playground.unit("unit:2:1")).to_be_focused()


def test_the_editor_opens_when_its_value_is_there(playground, page):
    """What is typed as soon as the field has the focus must not meet another neuron's value."""
    playground.settle()
    page.evaluate("fromWorker.length = 0")
    playground.unit("unit:1:1").click()
    expect(playground.editor).to_be_visible()
    order = page.evaluate(
        """() => fromWorker
          .filter(({ type, columns }) => type === "patch" || columns?.status?.selected)
          .map(({ type, columns }) => type === "patch" ? type : columns.status.selected[0])"""
    )
    assert order.index("patch") < order.index("unit:1:1")


def test_the_network_is_one_stop_of_the_tab_key(playground, page):
    stops = page.locator("#units button[tabindex='0']")
    expect(stops).to_have_count(1)
    playground.unit("unit:1:0").focus()
    page.keyboard.press("ArrowDown")
    expect(stops).to_have_count(1)
    expect(stops).to_have_attribute("data-address", "unit:1:1")


def test_a_finger_does_what_the_mouse_does(open_page):
    """On a phone, where nothing hovers: features are switched, neurons and lines edited."""
    playground = Driver(open_page(viewport={"width": 390, "height": 844}, has_touch=True))
    page = playground.page
    feature(page, "x₁x₂").tap()
    assert playground.experiment.features == ["x1", "x2", "x1_x2"]
    playground.unit("unit:1:3").tap()
    expect(page.get_by_role("dialog", name="Layer 1, neuron 4")).to_be_visible()
    page.get_by_label("New value").fill("1.5")
    page.keyboard.press("Enter")
    assert value_of(playground, Unit(1, 3)) == 1.5
    page.get_by_role("button", name="Close").tap()
    expect(playground.editor).to_be_hidden()
    page.touchscreen.tap(*playground.line(str(STRAIGHT)))
    expect(page.get_by_role("dialog", name="Layer 1, neuron 1")).to_be_visible()
    playground.settle()
    assert playground.chosen("editor_parameter") == "Weight from x₁ to neuron 1 of layer 1"
