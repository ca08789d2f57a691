"""The page can be used by keyboard and read by a screen reader, in both colour themes."""

import pytest
from playwright.sync_api import expect

from playground.experiment import INPUT_KINDS, Experiment
from playground.experiment.control_names import DRAWERS
from tests.browser.conftest import WINDOW
from tests.browser.driver import SETTLED

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""All that a colour theme can break."""

VIOLATIONS = """async ([rules, parts]) => {
  const where = parts.length > 0 ? { include: parts } : document;
  const { violations, passes, incomplete } = await axe.run(where, { runOnly: rules });
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
  return [found, passes.length + incomplete.length];
}"""
"""What breaks rules in parts of the page, or all of it, and how many rules were tried."""

STYLED = """async () => {
  const sheets = (root) => [
    ...root.querySelectorAll("link[rel=stylesheet]"),
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot: shadow }) =>
      shadow ? sheets(shadow) : []),
  ];
  while (sheets(document).some(({ sheet }) => sheet === null)) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}"""
"""Wait until every style sheet is there; a widget's own comes a moment after the widget."""

DIGITS = Experiment(**INPUT_KINDS["digits"].suitable_settings).to_permalink()

PHONE = {"width": 390, "height": 844}

DRAWER = ("#drawer", ".drawers")
"""What an open drawer changes on the page."""


@pytest.fixture
def checked(playground, axe):
    """The page at its default settings, with axe-core in it."""
    playground.page.evaluate(axe)
    return playground


LOOKS = {
    "dark": ({"color_scheme": "dark"}, RULES_OF_COLOURS),
    "forced": ({"forced_colors": "active"}, RULES_OF_COLOURS),
    "light": ({"color_scheme": "light", "forced_colors": "none"}, RULES),
}
"""How the page may look: what the system asks for, and the rules that this can break."""


def violations(playground, *parts):
    """Return what is wrong with the page as it is, on a desk and on a phone, in all its looks.

    If parts are given, the other looks are tried on these only: what else is on the page is looked
    at in each when the page is at rest, which takes half of the time.
    """
    page, found = playground.page, []
    for window, size, looks in (("phone", PHONE, ("dark", "light")), ("desk", WINDOW, LOOKS)):
        page.set_viewport_size(size)
        for look in looks:
            media, rules = LOOKS[look]
            page.emulate_media(**media)
            playground.settle()
            page.evaluate(STYLED)
            where = parts if rules is RULES_OF_COLOURS else ()
            broken, checks = page.evaluate(VIOLATIONS, [rules, where])
            assert checks > (20 if rules is RULES else 0)
            found += [f"{window}, {look}: {violation}" for violation in broken]
    return found


def test_the_page_at_rest_breaks_no_rule(checked):
    assert violations(checked) == []


def test_the_open_editor_breaks_no_rule(checked):
    checked.unit("unit:1:0").click()
    expect(checked.page.get_by_label("New value")).to_be_focused()
    assert violations(checked, "#editor") == []
    checked.page.keyboard.type("rubbish")
    checked.page.keyboard.press("Enter")
    expect(checked.page.get_by_role("alert").filter(has_text="rubbish")).to_be_visible()
    assert violations(checked, "#editor") == []
    checked.page.keyboard.press("Escape")


@pytest.mark.parametrize(
    "drawer", [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]
)
def test_an_open_drawer_breaks_no_rule(checked, drawer):
    checked.open_drawer(drawer)
    assert violations(checked, *DRAWER) == []


def test_a_filled_form_of_an_exercise_breaks_no_rule(checked):
    checked.open_drawer("author")
    form = checked.page.locator("#drawer")
    form.get_by_role("button", name="Begin a new exercise").click()
    for entry in ("goal", "hint", "question", "range"):
        form.get_by_role("button", name=f"Add a {entry}").click()
    for kind in ("One of several", "Several runs"):
        form.get_by_role("button", name="Add a condition").last.click()
        form.get_by_label("What counts").last.select_option(label=kind)
    form.get_by_role("button", name="Copy link").click()
    expect(form.get_by_text("To be corrected")).to_be_visible()
    assert violations(checked, *DRAWER) == []


@pytest.mark.parametrize("drawer", ["sketchpad", "relevance", "maximisation", "inspect", "metrics"])
def test_a_drawer_about_digits_breaks_no_rule(checked, drawer):
    checked.call("load", DIGITS)
    checked.open_drawer(drawer)
    assert violations(checked, *DRAWER) == []


def test_facets_and_ascents_break_no_rule(checked):
    checked.call("load", DIGITS)
    checked.open_drawer("maximisation")
    checked.page.get_by_role("button", name="Climb", exact=True).click()
    expect(checked.page.get_by_text("activation after step 100")).to_be_visible()
    checked.page.get_by_role("button", name="Find facets").click()
    expect(checked.page.get_by_text("Where the facets come from")).to_be_visible()
    assert violations(checked, *DRAWER) == []


def test_compared_methods_break_no_rule(checked):
    checked.call("load", DIGITS)
    checked.open_drawer("relevance")
    checked.page.get_by_role("button", name="Compare the methods").click()
    expect(checked.page.get_by_text("Area over the perturbation curve")).to_be_visible()
    assert violations(checked, *DRAWER) == []


def test_a_followed_sample_breaks_no_rule(checked):
    checked.open_drawer("inspect")
    checked.page.get_by_label("Sample number").fill("7")
    checked.page.keyboard.press("Enter")
    expect(checked.page.get_by_role("heading", name="Training sample 7")).to_be_visible()
    assert violations(checked, *DRAWER) == []


def test_an_exercise_breaks_no_rule(checked):
    checked.call("load", "exercise=one-neuron")
    sheet = checked.page.locator("#exercise")
    expect(sheet).to_be_visible()
    assert violations(checked, "#exercise") == []
    checked.page.get_by_label("a straight line").check(force=True)
    checked.page.get_by_label("along the border").check()
    checked.page.get_by_role("button", name="Submit answer").click()
    checked.settle()
    checked.page.get_by_label("How many numbers can this network change").fill("3")
    checked.page.keyboard.press("Enter")
    checked.settle()
    checked.call("step", 120)
    expect(sheet).to_contain_text("Done")
    for words in ("Hint 1", "Hand in"):
        details = sheet.locator("details").filter(has_text=words)
        details.evaluate("element => { element.open = true; }")
    expect(checked.page.get_by_label("Result code")).not_to_have_value("")
    assert violations(checked, "#exercise") == []


def test_a_message_breaks_no_rule(checked):
    checked.call("load", "dataset=plane&activation=relu&learning_rate=10")
    checked.call("step", 50)
    checked.page.get_by_role("button", name="Start again, ten times slower").wait_for()
    assert violations(checked) == []


def test_the_largest_network_breaks_no_rule(checked):
    checked.call("load", "hidden=8,8,8,8,8,8")
    assert violations(checked) == []


def test_what_the_run_shows_in_words_breaks_no_rule(checked):
    checked.call("step", 30)
    checked.page.get_by_role("button", name="What am I seeing?").first.click()
    expect(checked.page.locator("#seeing")).to_contain_text("This is epoch 30.")
    assert violations(checked, "#seeing") == []


def test_the_tour_breaks_no_rule(checked):
    page, tour = checked.page, checked.page.locator("#tour")
    page.click("[data-help=open]")
    page.click("[data-help=tour]")
    for step in range(1, 7):
        expect(tour).to_contain_text(f"Step {step} of 6")
        if step in (1, 6):
            assert violations(checked, "#tour") == []
        page.locator("#tour-next").click()
    expect(tour).to_be_hidden()


SEEN = """(element) => {
  const { backgroundColor, backgroundImage, outlineStyle } = getComputedStyle(element);
  return [backgroundColor, backgroundImage, outlineStyle];
}"""
"""What tells a state without colours of the page's own."""

SYSTEM_COLOURS = """(names) => {
  const probe = document.body.appendChild(document.createElement("p"));
  const colours = names.map((name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colours;
}"""


@pytest.fixture
def forced_colours(page):
    page.emulate_media(forced_colors="active")
    yield
    page.emulate_media(forced_colors="none")


@pytest.mark.usefixtures("forced_colours")
def test_in_forced_colours_what_is_pressed_looks_pressed(page, playground):
    playground.open_drawer("author")
    begin = page.locator("#drawer [data-pick]")
    before = begin.evaluate(SEEN)
    begin.click()
    expect(begin).to_have_attribute("aria-pressed", "true")
    page.mouse.move(0, 0)
    assert begin.evaluate(SEEN)[2] != before[2]
    page.locator("[data-root=noise]").click()
    pressed = page.locator(".picking-menu [aria-pressed=true]")
    others = page.locator(".picking-menu [aria-pressed=false]")
    pressed.evaluate("(element) => element.blur()")
    assert pressed.evaluate(SEEN)[2] not in {one.evaluate(SEEN)[2] for one in others.all()}
    for part in (pressed, page.locator(".picking")):
        page.keyboard.press("Escape")
        expect(part).to_have_count(0)


@pytest.mark.usefixtures("forced_colours")
def test_in_forced_colours_bars_are_seen(page, playground):
    paper, bar, text = page.evaluate(SYSTEM_COLOURS, ["Canvas", "Highlight", "CanvasText"])
    assert len({paper, bar, text}) == 3
    playground.open_drawer("relevance")
    shares = page.locator("#drawer .signed i")
    expect(shares).not_to_have_count(0)
    assert {one.evaluate(SEEN)[0] for one in shares.all()} <= {bar, text}
    playground.call("load", DIGITS)
    playground.open_drawer("sketchpad")
    answers = page.locator("#drawer .bar")
    expect(answers).to_have_count(10)
    _, filled, _ = answers.first.evaluate(SEEN)
    assert bar in filled
    assert paper in filled


def test_every_control_has_a_name(page, playground):
    """By role and name, as assistive technology finds them; sliders and lists keep their value."""
    for name in ("Training share", "Noise", "Batch size"):
        expect(page.get_by_role("slider", name=name)).to_have_count(1)
    for name in ("Learning rate", "Activation", "Regularisation", "Rate", "Problem", "Speed"):
        expect(page.get_by_role("combobox", name=name, exact=True)).to_have_count(1)
    for name in ("Show test data", "Discretise output"):
        expect(page.get_by_role("checkbox", name=name)).to_have_count(1)
    for name in ("Data set", "Input features"):
        expect(page.get_by_role("group", name=name)).to_have_count(1)


def test_the_words_beside_a_check_box_switch_it_too(page, playground):
    words = playground.place("show_test").locator(".bk-label")
    words.click()
    expect(page.get_by_role("checkbox", name="Show test data")).to_be_checked()
    words.click()
    expect(page.get_by_role("checkbox", name="Show test data")).not_to_be_checked()


def test_names_and_states_stay_right_after_changes(page, playground):
    page.get_by_label("Problem").select_option(label="Regression")
    expect(page.get_by_role("button", name="Multi-Gauss")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.get_by_role("button", name="Multi-Gauss").click()
    expect(page.get_by_role("button", name="Multi-Gauss")).to_have_attribute("aria-pressed", "true")
    playground.call("load", "noise=0.2")
    playground.settle()
    slider = page.get_by_role("slider", name="Noise")
    expect(slider).to_have_attribute("aria-valuetext", "20 %")


def test_the_tab_key_reaches_every_part_in_the_order_of_reading(page, playground):
    """Each stop lies in a place of the page; the first control is Reset, the network comes once."""
    page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges()")
    page.mouse.click(3, 3)
    places = []
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => document.activeElement.closest("[data-root]")?.dataset.root
                     ?? document.activeElement.parentElement?.id"""
        )
        if place == places[0:1] or place is None:
            break
        places.append(place)
    order = list(dict.fromkeys(places))
    wanted = ["reset", "play", "step", "learning_rate", "speed", "dataset", "train_fraction"]
    wanted += ["noise", "batch_size", "regenerate", "remove_layer", "add_layer", "features"]
    wanted += ["units", "show_test", "discretize"]
    assert [place for place in order if place in wanted] == wanted
    assert places.count("units") == 1


def test_the_focus_is_seen(page, playground):
    """A focused control has an outline of at least two pixels."""
    page.get_by_role("button", name="Reset").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        style, width, place = page.evaluate(
            """() => {
              const found = document.activeElement.closest("[data-root], [data-help]");
              const place = found.dataset.root ?? found.dataset.help;
              let element = document.activeElement;
              while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
              const { outlineStyle, outlineWidth } = getComputedStyle(element);
              return [outlineStyle, parseFloat(outlineWidth), place];
            }"""
        )
        assert style == "solid", place
        assert width >= 2, place


TEXT_SPACING = """* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""
"""What a user's style sheet may ask for (WCAG 2.2, 1.4.12)."""

SPACE_OUT = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
    shadowRoot ? roots(shadowRoot) : [])];
  for (const root of roots(document)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}"""

CUT = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const all = (root) => [...root.querySelectorAll("*")].flatMap((one) =>
    [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const hasWords = ({ childNodes }) => [...childNodes].some((node) =>
    node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "");
  const isHidden = (one) => one.closest("#editor, .hidden, .unseen, .icon-button")
    || one.getRootNode().host?.matches(".icon-button");
  const cut = all(document.body).filter((one) => one.offsetHeight > 0 && hasWords(one)
    && ["hidden", "clip"].includes(getComputedStyle(one).overflowX)
    && one.scrollWidth > one.clientWidth + 1 && !isHidden(one));
  return [scrollWidth - clientWidth, ...cut.map((one) => one.textContent)];
}"""
"""By how much the page is too wide, and the words that are cut off, in shadow roots as well."""

PLANE_DRAWERS = [name for name in DRAWERS if name not in INPUT_KINDS["plane"].hidden_parts]


@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=["desk", "phone"])
def test_wider_text_cuts_nothing_off(open_page, size):
    """Letters, words and lines further apart, on the page and in every drawer."""
    page = open_page("open=inspect", viewport=size)
    found = {}
    for drawer in PLANE_DRAWERS:
        button = page.locator(f".drawers [data-drawer={drawer}]")
        if button.get_attribute("aria-expanded") == "false":
            button.click()
            page.wait_for_selector(f".drawers [data-drawer={drawer}][aria-expanded=true]")
        page.evaluate(SETTLED)
        page.evaluate(STYLED)
        page.evaluate(SPACE_OUT, TEXT_SPACING)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        if (cut := page.evaluate(CUT)) != [0]:
            found[drawer] = cut
    assert found == {}


SIZES = """elements => elements.map((element) => {
  const { width, height } = element.getBoundingClientRect();
  const label = element.getAttribute("aria-label") ?? element.textContent;
  const { width: reach } = getComputedStyle(element, "::after");
  const isHandle = element.getAttribute("role") === "slider";
  return [label, isHandle ? parseFloat(reach) : Math.min(width, height)];
})"""
"""Names and smaller sides; what is taken hold of at a slider is larger than what is seen of it."""

TARGETS = "button:visible, select:visible, summary:visible, [role=slider]:visible"


def test_targets_are_large_enough_for_a_finger(page, playground):
    """At least 24 by 24 pixels (WCAG 2.2, 2.5.8), on the page and in every drawer."""
    found = {}
    for drawer in PLANE_DRAWERS:
        playground.open_drawer(drawer)
        page.evaluate(STYLED)
        small = [one for one in page.locator(TARGETS).evaluate_all(SIZES) if one[1] < 24]
        if small:
            found[drawer] = small
    assert found == {}


def test_motion_stays_away_where_it_is_unwanted(page, playground):
    duration = """() => {
      const [button] = document.querySelectorAll("#units button");
      return parseFloat(getComputedStyle(button).transitionDuration);
    }"""
    assert page.evaluate(duration) > 0
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(duration) == 0
    page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize(
    ("link", "pressed", "focused"),
    [
        ("", "Play", "Pause"),
        ("hidden=2", "Remove a neuron from layer 1", "Add a neuron to layer 1"),
        ("hidden=1", "Remove the last hidden layer", "Add a hidden layer"),
        ("colour=red", "Dismiss this message", "Circle"),
    ],
    ids=["drawn anew", "disabled", "disabled with its neighbours", "hidden"],
)
def test_the_keyboard_keeps_its_place_when_its_control_goes(playground, link, pressed, focused):
    page = playground.page
    playground.call("load", link)
    page.get_by_role("button", name=pressed, exact=True).press("Enter")
    expect(page.get_by_role("button", name=focused, exact=True)).to_be_focused()
