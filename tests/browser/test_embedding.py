"""The page in a frame of another page, which steers it by messages; junk and strangers do not."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from playground.exercises.result import read_result
from playground.experiment import Experiment
from playground.packaging.server import served
from playground.session import Session
from tests.browser.conftest import TIMEOUT_MS
from tests.browser.test_accessibility import RULES, STYLED, VIOLATIONS
from tests.browser.test_offline import KEPT
from tests.browser.test_security import NOTE_VIOLATIONS

HOST = """<!doctype html>
<html lang="en"><title>A school's page</title>
<iframe id="playground" title="Playground" src="{src}" style="width: 800px; height: 560px"></iframe>
<iframe id="other" title="Other" srcdoc="<p>Another frame</p>"></iframe>
<script>
  const frame = document.getElementById("playground");
  window.replies = [];
  addEventListener("message", ({{ data, origin }}) => replies.push({{ data, origin }}));
  function post(message) {{
    frame.contentWindow.postMessage(message, new URL(frame.src).origin);
  }}
  function ask(id, verb, ...given) {{
    return new Promise((resolve) => {{
      addEventListener("message", ({{ data }}) => data.id === id && resolve(data));
      post({{ playground: 1, id, verb, arguments: given }});
    }});
  }}
</script></html>"""

LAUNCH = {"exercise": "one-neuron", "state": "", "place": "platform", "room": 4096}

ASK = "([id, verb, ...given]) => ask(id, verb, ...given)"

FROM_ANOTHER_FRAME = """() => {
  const script = "parent.frames[0].postMessage(" +
    JSON.stringify({ playground: 1, id: "stranger", verb: "step" }) + ", '*')";
  document.getElementById("other").contentWindow.eval(script);
}"""


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs/embedding.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Another origin: a folder of web pages, and its address."""
    folder = tmp_path_factory.mktemp("school")
    with served(folder) as address:
        yield folder, address.rstrip("/")


@pytest.fixture(scope="module")
def embed(chromium, address, elsewhere):
    """A function that opens a page of a school with the playground in a frame."""
    contexts = []
    folder, foreign = elsewhere

    def open_host(is_foreign=False, query="", permalink=""):
        """Take whether the school's page has another origin than the playground."""
        context = chromium.new_context(viewport={"width": 900, "height": 800})
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        context.add_init_script(NOTE_VIOLATIONS)
        html = HOST.format(src=f"{address}embed.html{query}#{permalink}")
        url = f"{foreign if is_foreign else origin_of(address)}/school.html"
        if is_foreign:
            (folder / "school.html").write_text(html)
        else:
            context.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
        page = context.new_page()
        page.goto(url)
        return page, page.frame(url=lambda found: "embed.html" in found)

    yield open_host
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def school(embed, wait_until):
    """A page on the playground's own origin, and the frame in it, ready."""
    page, frame = embed(permalink="dataset=xor&seed=5")
    wait_until(frame, "ready")
    return page, frame


def origin_of(address):
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def run_of(frame):
    """Describe what a message could have changed."""
    state = frame.evaluate("window.playground.state()")
    return {key: state[key] for key in ("epoch", "testLoss", "permalink", "playing")}


def test_a_request_is_kept_until_python_answers(embed):
    """The listener is there when the frame has loaded, long before Python."""
    page, _ = embed(permalink="dataset=spiral")
    answer = page.evaluate(ASK, ["first", "state"])
    assert answer["value"]["permalink"] == "dataset=spiral"


def test_every_verb_of_the_page_can_be_asked_for(school, wait_until):
    page, frame = school
    page.evaluate(ASK, [1, "load", "dataset=gauss"])
    assert page.evaluate(ASK, [2, "step", 3]) == {"playground": 1, "id": 2, "value": None}
    assert page.evaluate(ASK, [3, "step"]) == {"playground": 1, "id": 3, "value": None}
    state = page.evaluate(ASK, [4, "state"])["value"]
    assert (state["epoch"], state["permalink"]) == (4, "dataset=gauss")
    page.evaluate(ASK, [5, "play"])
    wait_until(frame, "playing")
    page.evaluate(ASK, [6, "pause"])
    wait_until(frame, "ready")
    page.evaluate(ASK, [7, "reset"])
    assert page.evaluate(ASK, [8, "state"])["value"]["epoch"] == 0


def test_what_is_answered_is_what_a_script_of_the_page_would_get(school, guide):
    page, frame = school
    asked = page.evaluate(ASK, ["same", "state"])["value"]
    assert asked.keys() == frame.evaluate("window.playground.state()").keys()
    assert f"`{{ {', '.join(asked)} }}`" in guide


def test_the_page_of_the_guide_works(context, address, guide):
    (listening,) = re.findall(r"```js\n(.*?)```", guide, re.DOTALL)
    html = "".join(re.findall(r"```html\n(.*?)```", guide, re.DOTALL))
    html = html.replace("</script>", f"{listening}</script>")
    html = html.replace("https://school.example/playground/", address)
    url = f"{origin_of(address)}/guide.html"
    context.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    page = context.new_page()
    with page.expect_console_message(lambda found: "idle" not in found.text) as logged:
        page.goto(url)
    run = Session(Experiment(dataset="xor", seed=3))
    run.advance(epochs=100)
    assert float(logged.value.text) == pytest.approx(run.test_loss, rel=1e-6)


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (["verb", "explode"], "verb must be one of state, play, pause, reset, step, load"),
        (["own", "constructor"], "verb must be one of"),
        (["step", "step", 0], "a whole number from 1 to 1000"),
        (["half", "step", 1.5], "a whole number from 1 to 1000"),
        (["much", "step", 1001], "a whole number from 1 to 1000"),
        (["two", "step", 1, 2], "arguments must be"),
        (["link", "load", 7], "text of at most 100000 characters"),
        (["long", "load", "x" * 100_001], "text of at most 100000 characters"),
        (["more", "play", "now"], "arguments must be"),
        (["event", "listen", "work"], "for listen names out of state, settingChanged"),
        (["forged", "launch", {}], "launch must have exercise, state, place and room"),
        (["alone", "launch", LAUNCH], "launch needs launch=frame"),
        (["said", "problem", None], "problem needs a launch before it"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_wrong_request_is_answered_and_changes_nothing(school, request_, message):
    page, frame = school
    before = run_of(frame)
    answer = page.evaluate(ASK, request_)
    assert answer["id"] == request_[0]
    assert message in answer["error"]
    assert run_of(frame) == before


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=5,
)
VERBS = ("state", "play", "pause", "reset", "step", "load", "listen")
NEAR_MISS = st.fixed_dictionaries(
    {},
    optional={
        "playground": st.sampled_from([1, "1", 2, True, None, [1]]),
        "id": st.integers(0, 9) | PLAIN,
        "verb": st.sampled_from(VERBS) | PLAIN,
        "arguments": st.just([]) | PLAIN,
    },
)


def is_valid(message):
    """Tell whether a message follows the guide: then it may change something."""
    if not isinstance(message, dict) or message.get("playground") is True:
        return False
    is_addressed = message.get("playground") == 1 and isinstance(message.get("id"), int | str)
    return is_addressed and message.get("verb") in VERBS


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        (PLAIN | NEAR_MISS).filter(lambda message: not is_valid(message)), min_size=1, max_size=20
    )
)
def test_junk_changes_nothing(school, messages):
    page, frame = school
    before = run_of(frame)
    page.evaluate("(messages) => messages.forEach(post)", messages)
    # messages arrive in their order, so when this one is answered the junk has been looked at
    assert "value" in page.evaluate(ASK, ["after junk", "state"])
    assert run_of(frame) == before


def test_what_is_no_plain_data_changes_nothing(school):
    page, frame = school
    before = run_of(frame)
    page.evaluate(
        """() => {
          const request = { playground: 1, id: 1, verb: "step" };
          [new Map(Object.entries(request)), [request], JSON.stringify(request), new Date(0), NaN,
           { ...request, id: NaN }, { ...request, id: { toString: "x" } }, new Uint8Array(9),
           { ...request, arguments: { length: 0 } }, Object.create(request)].forEach(post);
        }"""
    )
    assert "value" in page.evaluate(ASK, ["after", "state"])
    assert run_of(frame) == before


def test_another_frame_of_the_same_page_is_ignored(school):
    page, frame = school
    before = run_of(frame)
    page.evaluate(FROM_ANOTHER_FRAME)
    assert "value" in page.evaluate(ASK, ["after the stranger", "state"])
    assert run_of(frame) == before


def test_a_foreign_page_is_neither_obeyed_nor_answered(embed, wait_until):
    page, frame = embed(is_foreign=True)
    wait_until(frame, "ready")
    before = run_of(frame)
    for verb in VERBS:
        page.evaluate("([id, verb]) => post({ playground: 1, id, verb })", [verb, verb])
    # a message of the frame to itself arrives after those
    frame.evaluate(
        "() => new Promise((done) => { addEventListener('message', done); postMessage(0); })"
    )
    assert run_of(frame) == before
    assert page.evaluate("replies") == []


def test_a_foreign_page_that_the_address_names_is_answered_alone(embed, address, elsewhere):
    host = elsewhere[1]
    page, _ = embed(True, f"?origin=https://other.example&origin={host}/course/page.html")
    assert page.evaluate(ASK, ["named", "step", 2])["value"] is None
    assert page.evaluate(ASK, ["after", "state"])["value"]["epoch"] == 2
    assert {reply["origin"] for reply in page.evaluate("replies")} == {origin_of(address)}


def happened(page, event):
    """Wait for an event, and return the details of all of its name so far."""
    page.wait_for_function("event => replies.some(({ data }) => data.event === event)", event)
    told = [reply["data"] for reply in page.evaluate("replies")]
    assert {one["playground"] for one in told} == {1}
    return [one["detail"] for one in told if one.get("event") == event]


def test_a_foreign_page_that_listens_hears_what_happens(embed, elsewhere, wait_until):
    page, frame = embed(True, f"?origin={elsewhere[1]}", "exercise=one-neuron")
    names = ["state", "settingChanged", "goalReached", "handedIn"]
    wait_until(frame, "ready")
    expect(frame.get_by_label("a straight line")).to_be_visible()
    frame.evaluate("window.playground.state()")
    assert page.evaluate("replies") == [], "nobody has asked for anything yet"
    assert page.evaluate(ASK, ["all", "listen", *names])["value"] == names
    assert happened(page, "state")[0].keys() == {
        "epoch",
        "trainLoss",
        "testLoss",
        "permalink",
        "playing",
        "framesPerSecond",
        "epochsPerSecond",
    }
    refused = page.evaluate(ASK, ["early", "play"])
    assert refused["refused"] == "prediction"
    assert "Answer the question first" in refused["value"]
    assert page.evaluate(ASK, ["rule", "load", "dataset=spiral"])["refused"] == "rule"
    frame.get_by_label("a straight line").check()
    expect(frame.locator("#exercise")).to_contain_text("Now train")
    assert page.evaluate(ASK, ["on", "step", 120]).keys() == {"playground", "id", "value"}
    (goal,) = happened(page, "goalReached")
    assert (goal["exercise"], goal["goal"]) == ("one-neuron", 1)
    assert page.evaluate(ASK, ["set", "load", "learning_rate=0.01"])["value"] is None
    assert happened(page, "settingChanged")[-1]["settings"] == {"learning_rate": "0.01"}
    frame.locator("#exercise").get_by_text("Hand in", exact=True).click()
    frame.get_by_role("button", name="Save result file").click()
    (handed_in,) = happened(page, "handedIn")
    assert read_result(handed_in["result"]).exercise == "one-neuron"
    page.evaluate(ASK, ["none", "listen"])
    before = page.evaluate("replies.length")
    page.evaluate(ASK, ["quiet", "reset"])
    assert page.evaluate("replies.length") == before + 1


def test_an_address_that_names_no_origin_lets_nobody_in(embed, wait_until):
    """None of these is one, and the page says so of each."""
    named = ["*", "null", "localhost", "javascript:0", ""]
    page, frame = embed(True, "?" + "&".join(f"origin={one}" for one in named))
    wait_until(frame, "ready")
    page.evaluate("post({ playground: 1, id: 1, verb: 'step' })")
    frame.evaluate(
        "() => new Promise((done) => { addEventListener('message', done); postMessage(0); })"
    )
    assert run_of(frame)["epoch"] == 0
    assert page.evaluate("replies") == []
    texts = [message.text for message in page.console_messages()]
    said = [text.rpartition("got ")[2] for text in texts if "origin must be" in text]
    assert said == named


def test_a_start_that_fails_is_answered(embed):
    page, _ = embed()
    page.context.route("**/runtime/**", lambda route: route.abort())
    page.reload()
    assert page.evaluate(ASK, ["never", "state"])["error"] == "The playground could not start."


def test_the_frame_keeps_to_its_policy(school):
    _, frame = school
    assert frame.evaluate("violations") == []


def test_the_frame_shows_the_run_and_leads_to_the_whole_page(school, address):
    page, frame = school
    page.evaluate(ASK, ["link", "load", "dataset=gauss&noise=0.2"])
    expect(frame.locator("#whole")).to_have_attribute("href", "./#dataset=gauss&noise=0.2")
    assert frame.locator("[data-root=play] button").is_visible()
    assert frame.locator("#network").is_visible()
    assert not frame.locator("nav.drawers").is_visible()


def test_an_exercise_in_a_frame_has_its_task_and_its_controls(embed):
    """What the small frame leaves out an exercise may need; what it hides stays hidden."""
    _, frame = embed(permalink="exercise=small-weights")
    expect(frame.locator("#exercise").get_by_role("heading").first).to_be_visible()
    for name in ("regularization", "regularization_rate"):
        expect(frame.locator(f"[data-root={name}]")).to_be_visible()
    expect(frame.locator("[data-root=problem]")).to_be_hidden()
    expect(frame.locator("#whole")).to_have_attribute("href", "./#exercise=small-weights")
    frame.get_by_role("button", name="All exercises").click()
    expect(frame.locator("#drawer").get_by_role("button").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_frame_breaks_no_rule_of_accessibility(school, axe, theme):
    page, frame = school
    page.emulate_media(color_scheme=theme)
    frame.evaluate(axe)
    frame.evaluate(STYLED)
    found, checks = frame.evaluate(VIOLATIONS, [RULES, []])
    assert found == []
    assert checks > 20


def test_the_frame_fits_into_the_size_that_the_code_gives_it(school):
    """The teacher pastes a frame 560 pixels high; what is there fits in without a scroll bar."""
    _, frame = school
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    width, height = frame.evaluate(size)
    assert width <= 800
    assert height <= 560


def test_the_frame_works_without_a_network(context, address, wait_until):
    page = context.new_page()
    page.goto(f"{address}embed.html?offline")
    wait_until(page, "ready")
    assert page.evaluate(KEPT)
    context.set_offline(True)
    again = context.new_page()
    again.goto(f"{address}embed.html?offline&origin=https://school.example#dataset=xor")
    wait_until(again, "ready")
    assert again.evaluate("document.documentElement.className") == "compact"
    again.evaluate("window.playground.step(2)")
    assert again.evaluate("window.playground.state()")["epoch"] == 2


def test_the_code_in_the_drawer_shows_the_playground_as_it_is(playground, address):
    playground.call("load", "dataset=xor&noise=0.1")
    playground.open_drawer("save")
    code = playground.page.get_by_label("Embed in a page of your own")
    shown = code.input_value()
    playground.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.page.get_by_role("button", name="Copy embedding code").click()
    playground.settle()
    assert playground.page.evaluate("navigator.clipboard.readText()") == shown
    source = playground.page.evaluate(
        """(html) => {
          const frame = new DOMParser().parseFromString(html, "text/html").querySelector("iframe");
          return [frame.src, frame.title];
        }""",
        shown,
    )
    assert source == [f"{address}embed.html#dataset=xor&noise=0.1", "Neural network playground"]
