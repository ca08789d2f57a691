"""Hosts, networks, frames and browsers that misbehave: the page works, or says why it does not."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import pytest
from playwright.sync_api import Error, expect

from playground.packaging.chromium import ensure_chromium, launch_options
from playground.packaging.server import served
from tests.browser.conftest import TIMEOUT_MS
from tests.browser.misbehaving import (
    cut_off,
    garbage,
    half,
    misbehaving,
    sending,
    shorter,
    sign_in,
    silence,
    status,
)

SENTENCE_MS = 15_000
"""How long somebody may look at a page that neither works nor says why."""


SHOWN = f"document-{'?' * 12}.pack"
"""The pack of what the page shows, in English."""


def server(**faults):
    """The table of a server with faults for files in the folders of the page."""
    return {"faults": {f"*/{name}": fault for name, fault in faults.items()}}


def policy(value):
    return {"headers_of_all": {"Content-Security-Policy": value}}


REFUSALS = {
    "the first module is missing": (server(**{"boot.js": status(404)}), r"boot\.js .*status 404"),
    "the script before the others is missing": (
        server(**{"opening.js": status(404)}),
        r"opening\.js .*status 404",
    ),
    "a module is missing": (server(**{"page.js": status(404)}), r"page\.js .*status 404"),
    "what says what is missing is missing": (
        server(**{"status.js": status(404)}),
        r"status\.js .*status 404",
    ),
    "the worker is missing": (server(**{"worker.js": status(500)}), r"worker\.js .*status 500"),
    "a module of the worker is missing": (
        server(**{"turns.js": status(500)}),
        r"turns\.js .*status 500",
    ),
    "the style sheet is missing": (
        server(**{"style.css": status(404)}),
        r"style\.css .*status 404",
    ),
    "the server fails at the style sheet": (
        server(**{"style.css": status(500)}),
        r"style\.css .*status 500",
    ),
    "the style sheet is a page for signing in": (
        server(**{"style.css": sign_in}),
        r"style\.css .*signing in",
    ),
    "the style sheet is cut off": (
        server(**{"style.css": half}),
        r"style\.css .*part of it is missing",
    ),
    "style sheets have the wrong type": ({"types": {".css": "text/plain"}}, "as text/css"),
    "the decoder is missing": (
        server(**{"decoder-*.pack": status(404)}),
        r"decoder-\w+\.pack .*status 404",
    ),
    "the decoder is a page for signing in": (
        server(**{"decoder-*.pack": sign_in}),
        r"decoder-\w+\.pack .*signing in",
    ),
    "a network wants guests to sign in": (server(**{"boot.js": sign_in}), "signing in"),
    "the list of files is a page for signing in": (
        server(**{"runtime.json": sign_in}),
        r"runtime\.json .*signing in",
    ),
    "Python is a page for signing in": (server(**{"*.pack": sign_in}), r"\.pack .*signing in"),
    "scripts have the wrong type": ({"types": {".js": "text/plain"}}, "as text/javascript"),
    "the first module is cut off": (
        server(**{"boot.js": half}),
        r"boot\.js .*part of it is missing",
    ),
    "a module is cut off": (server(**{"page.js": half}), r"page\.js .*part of it is missing"),
    "the list of files is cut off": (
        server(**{"runtime.json": half}),
        r"runtime\.json .*part of it is missing",
    ),
    "Python is cut off": (server(**{"wasm-*.pack": half}), r"wasm-.*part of it is missing"),
    "Python is too short": (server(**{"wasm-*.pack": shorter}), r"wasm-.*part of it is missing"),
    "Python is something else": (server(**{"wasm-*.pack": garbage}), r"wasm-.*not this file"),
    "only own files are allowed": (policy("default-src 'self'"), "Content-Security-Policy"),
    "only own scripts are allowed": (policy("script-src 'self'"), "'wasm-unsafe-eval'"),
    "no connection is allowed": (policy("connect-src 'none'"), r"\(connect-src\)"),
    "no worker is allowed": (policy("worker-src 'none'"), r"\(worker-src\)"),
}
"""What a server does, and what the page says then."""


@pytest.mark.parametrize("name", REFUSALS)
def test_a_page_that_cannot_run_says_why(context, dist, name):
    table, sentence = REFUSALS[name]
    with served(dist, misbehaving(**table)) as address:
        page = context.new_page()
        page.goto(address, wait_until="commit")
        said = page.locator(".status").filter(has_text=re.compile(sentence), visible=True)
        expect(said).to_be_visible(timeout=SENTENCE_MS)
        expect(page.locator("#retry")).to_be_visible()
        page.close()


def test_the_small_page_says_that_its_own_style_sheet_is_missing(context, dist):
    with served(dist, misbehaving(**server(**{"compact.css": status(404)}))) as address:
        page = context.new_page()
        page.goto(f"{address}embed.html", wait_until="commit")
        said = page.get_by_text(re.compile(r"compact\.css .*status 404"))
        expect(said).to_be_visible(timeout=SENTENCE_MS)
        page.close()


def test_the_first_reason_stays_until_python_is_there_and_after_that(context, dist):
    """Without the pack of what the page shows; nothing is said of what comes of that."""
    with served(dist, misbehaving(**server(**{SHOWN: status(404)}))) as address:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function("fromWorker.some(({ type }) => type === 'document')")
        page.wait_for_timeout(500)  # in which the page would join it
        said = page.locator("#status-text")
        expect(said).to_have_text(re.compile(r"^document-\w+\.pack could not .* \(status 404\)"))
        page.close()


def test_a_host_that_serves_compressed_files_as_such_is_understood(context, dist, wait_until):
    def encoded(handler):
        content = handler.content()
        assert content.startswith(b"\x1f\x8b")
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    with served(dist, misbehaving(**server(**{"decoder-*.pack": encoded}))) as address:
        page = context.new_page()
        page.goto(address)
        wait_until(page, "ready")
        page.close()


@pytest.mark.parametrize("tries", [1, 9])
def test_at_a_platform_a_network_may_be_away_for_a_moment(context, address, wait_until, tries):
    context.route("**/platform.js", lambda route: route.abort(), times=tries)
    page = context.new_page()
    page.goto(f"{address}?launch=1.2")
    wait_until(page, "ready" if tries == 1 else "error")
    if tries > 1:
        assert page.inner_text("#status-text").startswith("platform.js could not be loaded (no ")


def test_what_a_cache_has_kept_of_other_files_is_not_used_by_another_try(context, dist, wait_until):
    """A guest network's page in place of parts, then another file's bytes in place of Python."""
    kind = misbehaving(headers_of_all={"Cache-Control": "max-age=600"})
    with served(dist, kind) as address:
        page = context.new_page()
        kind.faults = {"*/page.js": sign_in}
        page.goto(address)
        for faults in (
            {"*/style.css": sign_in},
            {"*/turns.js": sign_in},
            {"*/wasm-*.pack": garbage},
            {},
        ):
            wait_until(page, "error")
            kind.faults = faults
            with page.expect_navigation():
                page.click("#retry")
        wait_until(page, "ready")
        page.close()


SILENT = (
    "boot.js",
    "opening.js",
    "page.js",
    "turns.js",
    "style.css",
    "runtime.json",
    SHOWN,
)
"""Files that may never come: what is seen does not wait for them in vain."""


@pytest.mark.parametrize("name", SILENT)
def test_that_a_file_does_not_come_is_said_after_ten_seconds(context, dist, name):
    kind = misbehaving(**server(**{name: silence}))
    with served(dist, kind) as address:
        page = context.new_page()
        page.clock.install()
        page.goto(address, wait_until="commit")
        said = page.get_by_text(re.compile(r"Nothing has arrived for ten seconds|\(no answer\)"))
        page.wait_for_function("() => document.querySelector('#status')")
        while not said.is_visible():
            page.clock.run_for(1_000)
        kind.faults = {}
        with page.expect_navigation(wait_until="commit"):
            page.get_by_role("button", name="Try again").evaluate("(button) => button.click()")
        page.close()


SCRIPTLESS = {
    "no script is allowed": policy("script-src 'none'"),
    "a network answers for all scripts": server(**{"*.js": sign_in}),
}


@pytest.mark.parametrize("name", SCRIPTLESS)
def test_that_no_script_runs_is_said_after_ten_seconds(context, dist, name):
    with served(dist, misbehaving(**SCRIPTLESS[name])) as address:
        page = context.new_page()
        page.goto(address)
        said = page.get_by_text("scripts do not run")
        expect(said).not_to_be_visible()
        page.evaluate("() => document.getAnimations().forEach((animation) => animation.finish())")
        expect(said).to_be_visible()
        page.close()


OLD_BROWSERS = {
    "WebAssembly": "delete window.WebAssembly",
    "module workers": "const W = Worker; window.Worker = function (url) { return new W(url); }",
    "DecompressionStream": "delete window.DecompressionStream",
    "ResizeObserver": "delete window.ResizeObserver",
    "URL.canParse": "delete URL.canParse",
    "WebAssembly exceptions": "delete WebAssembly.Exception",
    "Array.at": "delete Array.prototype.at",
}
"""What they lack, by the name that the page gives it."""


@pytest.mark.parametrize("name", OLD_BROWSERS)
def test_an_older_browser_is_told_that_it_is_too_old(context, address, project, name):
    """With the oldest versions that are supported, which the documents name, too."""
    readme = (project / "README.md").read_text(encoding="utf-8")
    versions = re.search(r"version (\S+), Firefox from (\S+) and Safari from (\S+);", readme)
    oldest = "It runs in Chrome and Edge from {}, Firefox from {} and Safari from {}."
    context.add_init_script(OLD_BROWSERS[name])
    page = context.new_page()
    page.goto(address, wait_until="networkidle")  # nothing else begins after all
    said = page.locator("#status-text")
    expect(said).to_have_text(re.compile(rf"too old.*[( ]{re.escape(name)}[,)]"))
    expect(said).to_contain_text(oldest.format(*versions.groups()))
    assert page.get_attribute("html", "data-state") == "error"


def test_without_javascript_the_page_says_so_at_once(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("scripts do not run")).to_be_visible(timeout=2_000)
    context.close()


def test_opened_as_a_file_it_asks_for_a_web_server(context, dist):
    page = context.new_page()
    page.goto((dist / "index.html").as_uri())
    expect(page.locator("#status-text")).to_have_text(re.compile("opened as a file"))


def test_in_a_frame_without_an_origin_it_asks_for_one(context, address):
    page = context.new_page()
    page.set_content(f'<iframe sandbox="allow-scripts" src="{address}embed.html"></iframe>')
    said = page.frame_locator("iframe").locator("#status-text")
    expect(said).to_have_text(re.compile("needs allow-same-origin"))


class Oddity(NamedTuple):
    """What a server or a browser does that the page has to cope with."""

    table: Mapping = MappingProxyType({})
    script: str = ""


THROWS = "{ get() { throw new DOMException('denied', 'SecurityError'); } }"

ODDITIES = {
    "no type but those of scripts and pages is known, and types are taken at their word": Oddity(
        {
            "types": {
                ".json": "text/plain",
                ".pack": "text/plain",
                ".mjs": "application/octet-stream",
            },
            "headers_of_all": {"X-Content-Type-Options": "nosniff"},
        }
    ),
    "the snapshot never comes": Oddity(server(**{"heap-*.pack": silence})),
    "the snapshot is refused": Oddity(server(**{"heap-*.pack": status(500)})),
    "storage is blocked": Oddity(
        script=f"for (const name of ['localStorage', 'sessionStorage', 'caches'])"
        f" Object.defineProperty(window, name, {THROWS});"
        f"Object.defineProperty(navigator, 'serviceWorker', {THROWS});"
    ),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_the_page_works_all_the_same(context, dist, wait_until, name):
    table, script = ODDITIES[name]
    context.add_init_script(script)
    with served(dist, misbehaving(**table)) as address:
        page = context.new_page()
        page.goto(f"{address}?offline")
        wait_until(page, "ready")
        page.evaluate("window.playground.step(1)")
        page.close()


STRICT = {"profile": {"block_third_party_cookies": True, "cookie_controls_mode": 1}}
"""Preferences of a browser in which foreign frames may keep nothing."""


@pytest.fixture(scope="module")
def strict(chromium, tmp_path_factory):
    """A browser in which every name is this machine and foreign frames may keep nothing."""
    profile = tmp_path_factory.mktemp("profile")
    (profile / "Default").mkdir()
    (profile / "Default/Preferences").write_text(json.dumps(STRICT))
    options = launch_options(ensure_chromium(), "--host-resolver-rules=MAP * 127.0.0.1")
    context = chromium.browser_type.launch_persistent_context(profile, **options)
    context.set_default_timeout(TIMEOUT_MS)
    yield context
    context.close()


AROUND = b"""<script>
  document.write(`<iframe src="//b.example:${location.port}/embed.html"></iframe>`);
</script>"""


def test_over_plain_http_in_a_foreign_frame_that_may_keep_nothing_it_works(
    strict, dist, wait_until
):
    """Such a page has no service worker, no caches and no lists of digests, either."""
    with served(dist, misbehaving(**server(**{"404.html": sending(lambda _: AROUND)}))) as address:
        page = strict.new_page()
        page.goto(f"{address.replace('127.0.0.1', 'a.example')}404.html")
        frame = page.wait_for_selector("iframe").content_frame()
        wait_until(frame, "ready")
        lacks = "[isSecureContext, 'caches' in window, 'serviceWorker' in navigator]"
        assert frame.evaluate(lacks) == [False] * 3
        with pytest.raises(Error, match="Access is denied"):
            frame.evaluate("() => localStorage.length")
        frame.evaluate("window.playground.step(1)")
        assert frame.evaluate("window.playground.state()")["epoch"] == 1
        page.close()


SHARED_PAGES = f"heap-{'?' * 12}.pack"
"""The largest file of a start: what is the same in the snapshots of all languages."""


def test_what_a_broken_connection_has_brought_is_not_asked_for_again(context, dist, wait_until):
    kind = misbehaving(**server(**{SHARED_PAGES: cut_off}))
    with served(dist, kind) as address:
        page = context.new_page()
        page.goto(address)
        wait_until(page, "ready")
        messages = page.evaluate("fromWorker.filter(({ type }) => type === 'document')")
        page.close()
    assert messages[0]["json"] is None  # it did start from the snapshot
    (heap,) = (dist / "runtime").glob(SHARED_PAGES)
    ranges = [wanted for path, wanted in kind.asked if path.endswith(heap.name)]
    first, second = ranges
    assert first == ""
    # What had arrived but was not read yet when the connection broke, the browser has thrown away.
    start = int(second.removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= heap.stat().st_size // 2


def test_when_a_network_is_back_another_try_goes_on(context, address, wait_until):
    held = []
    context.route("**/heap-*.pack", lambda route: held.append(route))
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("[data-root=network] canvas")
    context.set_offline(True)
    for route in held:
        route.abort()
    expect(page.locator("#status-text")).to_have_text(
        re.compile("Nothing has arrived"), timeout=SENTENCE_MS
    )
    context.unroute_all()
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    wait_until(page, "ready")
