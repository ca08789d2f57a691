"""What outlives a worker that dies, an error nobody caught, sleep, and a new build."""

import json
import re
import shutil
from functools import partial

import brotli
import pytest
from playwright.sync_api import expect

from playground.packaging.archive import pack, unpack
from playground.packaging.compression import decompress
from playground.packaging.offline import write_service_worker
from playground.packaging.server import served
from playground.style_sheets import WIDGETS
from tests.browser.conftest import OF_OTHER_LANGUAGES
from tests.browser.driver import Driver
from tests.browser.misbehaving import misbehaving

KEEP_WORKERS = """
window.workers = [];
window.Worker = class extends Worker {
  constructor(...options) {
    super(...options);
    window.workers.push(this);
  }
};
"""

LAST_KEPT = """() => new Promise((resolve) => {
  window.workers.at(-1).addEventListener("message", ({ data }) => {
    if (data.type === "kept") resolve(JSON.parse(data.run).epoch);
  });
})"""

RUN_IN_FRAMES = """async (count) => {
  const { framesPainted } = await window.playground.state();
  while ((await window.playground.state()).framesPainted < framesPainted + count);
  return window.playground.state();
}"""


@pytest.fixture
def open_here(context, address, wait_until):
    """A function that opens the page, in which scripts may be other than they are."""
    context.add_init_script(KEEP_WORKERS)

    def open_one(permalink="", **changes):
        for script, (old, new) in changes.items():
            context.route(f"**/{script}.js", partial(change, old=old, new=new))
        page = context.new_page()
        page.goto(f"{address}#{permalink}")
        wait_until(page, "ready")
        return page

    return open_one


def change(route, old, new):
    """Answer with a script in which one thing is other than it was."""
    source = route.fetch().text()
    assert source.count(old) == 1
    route.fulfill(body=source.replace(old, new), content_type="text/javascript")


def begin(page):
    """Play until the page has a copy of the run; return its epoch."""
    page.evaluate("window.playground.play()")
    return page.evaluate(LAST_KEPT)


def test_after_the_worker_is_gone_the_run_goes_on(open_here, wait_until):
    page = open_here("dataset=xor&hidden=3&optimizer=adam")
    kept = begin(page)
    page.evaluate("window.workers[0].terminate()")
    page.wait_for_selector("html[data-state=loading]", timeout=8_000)
    wait_until(page, "ready")
    expect(page.locator("#message")).to_have_text(re.compile(r"goes on from epoch \d+\."))
    state = page.evaluate("window.playground.state()")
    assert state["epoch"] >= kept
    assert state["permalink"] == "dataset=xor&hidden=3&optimizer=adam"
    page.click("[data-root=play] button")
    wait_until(page, "playing")


FATAL = """if (bridge.playing) {
  throw Object.assign(new Error("out of memory"), { pyodide_fatal_error: true });
}"""


def test_after_python_has_broken_down_another_one_starts(open_here, wait_until):
    page = open_here(
        worker=("  try {\n    bridge.tick(", f"  try {{\n    {FATAL}\n    bridge.tick(")
    )
    page.click("[data-root=play] button")
    wait_until(page, "loading")
    wait_until(page, "ready")
    assert page.evaluate("window.workers.length") == 2


def test_if_the_new_python_does_not_live_either_the_page_says_so(open_here, context, wait_until):
    page = open_here()
    broken = ("  beginPulse(pulse);", '  beginPulse(pulse); scope.postMessage({ type: "ended" });')
    context.route("**/worker.js", partial(change, old=broken[0], new=broken[1]))
    page.evaluate("window.workers[0].terminate()")
    wait_until(page, "error")
    expect(page.locator("#status-text")).to_have_text(re.compile("ended twice"))
    assert page.locator("#retry").is_visible()


def test_what_a_page_before_has_left_outlives_a_worker_that_dies_at_the_start(
    open_here, context, wait_until
):
    page = open_here("dataset=xor&noise=10")
    Driver(page).place("noise").get_by_role("slider").focus()
    page.evaluate("window.workers[0].terminate()")  # Python does not hear of it
    page.keyboard.press("ArrowRight")
    context.route("**/heap-*.pack", lambda _: None)  # is never answered
    page.reload()
    page.wait_for_selector("[data-root=network] canvas")
    page.wait_for_timeout(2000)  # in which the worker's pulse is felt
    context.unroute_all()
    page.evaluate("window.workers[0].terminate()")
    page.wait_for_function("window.workers.length === 2")
    wait_until(page, "ready")
    driver = Driver(page)
    driver.settle()
    assert (driver.experiment.dataset, driver.experiment.noise > 0.1) == ("xor", True)


THROW = """new BroadcastChannel("test").onmessage = () => {
  throw new Error("nobody caught this");
};"""


def test_an_error_that_nobody_caught_is_told_and_training_goes_on(open_here):
    turns = "const turns = new Turns(work);"
    page = open_here(worker=(turns, turns + THROW))
    page.evaluate("window.playground.play()")
    page.evaluate("new BroadcastChannel('test').postMessage('now')")
    expect(page.locator("#status-text")).to_have_text(re.compile("nobody caught this"))
    assert page.get_attribute("html", "data-state") == "playing"
    before = page.evaluate("window.playground.state()")["epoch"]
    assert page.evaluate(RUN_IN_FRAMES, 5)["epoch"] > before
    page.click("#close-status")
    expect(page.locator("#status")).not_to_be_visible()


def test_an_hour_of_sleep_or_in_a_hidden_tab_is_no_death(context, address, wait_until):
    context.add_init_script(KEEP_WORKERS)
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    wait_until(page, "ready")
    page.evaluate("window.playground.play()")
    page.clock.fast_forward(60 * 60 * 1000)
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'));"
    )
    page.clock.run_for(60 * 1000)
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.resume()
    before = page.evaluate("window.playground.state()")["epoch"]
    assert page.evaluate(RUN_IN_FRAMES, 5)["epoch"] > before
    assert page.evaluate("window.workers.length") == 1


SPEAK = "code => void dispatchEvent(new CustomEvent('speak', { detail: code }))"


@pytest.fixture
def deployed(dist, tmp_path):
    """A host of one build, and a function that puts another one in its place.

    The other one has other styles, another script and another pack of what the page shows.
    """
    place = tmp_path / "place"
    shutil.copytree(dist, place)

    def deploy_another():
        runtime = json.loads((place / "runtime.json").read_text())
        old, new = runtime["build"], "build-another"
        (place / old).rename(place / new)
        with (place / new / "style.css").open("a", encoding="utf-8") as styles:
            styles.write(":root { --of-page: another; }")
        with (place / new / "page.js").open("a", encoding="utf-8") as script:
            script.write('\ndocument.documentElement.dataset.script = "another";\n')
        shown = runtime["python"]["files"]["document"]
        link, shown["url"] = shown["url"], "runtime/document-another.pack"
        content = unpack(decompress((place / link).read_bytes()))
        content[WIDGETS] += b":host { --of-widgets: another; }"
        packed = brotli.compress(pack(content), quality=1)
        shown |= {"bytes": len(packed), "size": len(pack(content))}
        (place / link).unlink()
        (place / shown["url"]).write_bytes(packed)
        (place / "runtime.json").write_text(json.dumps(runtime), encoding="utf-8")
        for name in ("index.html", "embed.html", "runtime.json"):
            text = (place / name).read_text(encoding="utf-8")
            text = text.replace(old, new).replace(link, shown["url"])
            text = re.sub("(<title[^>]*>)", r"\1Another ", text)
            (place / name).write_text(text, encoding="utf-8")
        worker = place / "service-worker.js"
        _, _, source = worker.read_text(encoding="utf-8").partition("\n")
        worker.write_text(source, encoding="utf-8")
        packs = runtime["python"]["files"].items()
        usual = [file["url"] for name, file in packs if not name.endswith(OF_OTHER_LANGUAGES)]
        write_service_worker(place, new, usual, {})

    return place, deploy_another


TAKEN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (registration.installing !== null || registration.waiting !== null) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}"""


PARTS = """() => {
  const root = document.documentElement;
  const rootsIn = (node) => [...node.querySelectorAll("*")].flatMap(({ shadowRoot: shadow }) =>
    shadow ? [shadow, ...rootsIn(shadow)] : []);
  const sheets = rootsIn(document).flatMap((shadow) => shadow.adoptedStyleSheets);
  const rules = [...new Set(sheets)].flatMap(({ cssRules }) => [...cssRules]);
  return [
    document.title.startsWith("Another "),
    getComputedStyle(root).getPropertyValue("--of-page") === "another",
    root.dataset.script === "another",
    rules.some(({ cssText }) => cssText.includes("--of-widgets")),
  ];
}"""
"""Which parts of the page are of the other build."""


def test_with_old_files_in_its_cache_a_page_is_of_one_build(context, deployed, wait_until):
    """Without a service worker."""
    place, deploy_another = deployed
    with served(place, misbehaving(headers_of_all={"Cache-Control": "max-age=600"})) as address:
        page = context.new_page()
        page.goto(address)
        wait_until(page, "ready")
        assert page.evaluate(PARTS) == [False] * 4
        deploy_another()
        page.reload()
        wait_until(page, "ready")
        assert page.evaluate(PARTS) == [True] * 4
        page.close()


@pytest.mark.parametrize("header", ["max-age=600", ""])
def test_a_new_build_is_taken_after_two_reloads_at_most(context, deployed, wait_until, header):
    place, deploy_another = deployed
    kind = misbehaving(headers_of_all={"Cache-Control": header} if header else {})
    with served(place, kind) as address:
        page = context.new_page()
        page.goto(f"{address}?offline")
        wait_until(page, "ready")
        page.evaluate(TAKEN)
        deploy_another()
        page.reload()
        wait_until(page, "ready")
        assert len(set(page.evaluate(PARTS))) == 1
        page.evaluate(TAKEN)
        page.reload()
        wait_until(page, "ready")
        assert page.evaluate(PARTS) == [True] * 4
        page.close()


def test_a_part_that_is_gone_is_offered_with_the_new_page(context, deployed, wait_until):
    """In a browser without a service worker, which would have kept it."""
    place, deploy_another = deployed
    with served(place) as address:
        page = context.new_page()
        page.goto(f"{address}#dataset=xor")
        wait_until(page, "ready")
        page.evaluate("window.playground.step(4)")
        page.evaluate(
            "() => new Promise((done) => { const look = () =>"
            " fromWorker.some(({ type }) => type === 'kept') ? done() : setTimeout(look, 100);"
            " look(); })"
        )
        deploy_another()
        context.route("**/exercises-*.pack", lambda route: route.fulfill(status=404))
        page.click("[data-drawer=exercise]")
        expect(page.locator("#status-text")).to_have_text(re.compile("has been renewed"))
        context.unroute_all()
        page.click("#retry")
        expect(page).to_have_title(re.compile("^Another "))
        wait_until(page, "ready")
        expect(page.locator("#message")).to_have_text(re.compile("goes on from epoch 4"))
        assert page.evaluate("window.playground.state()")["permalink"] == "dataset=xor"
        page.close()


def test_a_language_that_is_gone_is_offered_with_the_new_page(context, deployed, wait_until):
    place, deploy_another = deployed
    with served(place) as address:
        page = context.new_page()
        page.goto(address)
        wait_until(page, "ready")
        context.route("**/languages/fr.json", lambda route: route.fulfill(status=404))
        page.evaluate(SPEAK, "fr")
        said = page.locator("#status-text")
        expect(said).to_have_text(re.compile(r"fr\.json could not .* \(status 404\)"))
        context.unroute_all()
        deploy_another()
        page.evaluate(SPEAK, "fr")
        expect(said).to_have_text(re.compile("has been renewed"))
        page.click("#retry")
        expect(page).to_have_title(re.compile("^Another "))
        page.close()


def test_a_page_that_a_cache_has_mixed_does_not_start(context, address, wait_until):
    context.route("**/runtime.json", lambda route: route.fulfill(json={"build": "build-another"}))
    page = context.new_page()
    page.goto(address)
    wait_until(page, "error")
    expect(page.locator("#status-text")).to_have_text(re.compile("renewed meanwhile"))
