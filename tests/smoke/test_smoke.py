"""The page in each browser that this machine has: works, or what does not."""

from contextlib import ExitStack
from threading import Thread

import pytest

from playground.packaging.other_browsers import find_browser
from playground.packaging.server import Handler, address, make_server
from tests.smoke.chromium import chromium
from tests.smoke.firefox import firefox
from tests.smoke.scenario import FEATURES, Visit
from tests.smoke.webkit import webkit

OTHERS = {"Firefox": firefox, "WebKitGTK": webkit}
"""What drives the browsers beside Chromium."""


class Host:
    """A server of the page that keeps a list, may withhold a file, and can be stopped."""

    def __init__(self, folder):
        self.asked, self.withheld = [], None
        host = self

        class Listing(Handler):
            """Asks its host."""

            def do_GET(self):  # noqa: N802, named by the standard library
                """Answer, unless the file is withheld."""
                if host.withheld and host.withheld in self.path:
                    self.refuse()
                    return
                host.asked.append(self.path)
                super().do_GET()

        self._server = make_server(folder, handler=Listing)
        self.address = address(self._server)
        self._thread = Thread(target=self._server.serve_forever)
        self._thread.start()

    def has_sent(self, name):
        """Tell whether a file was asked for since this was last asked."""
        return any(name in path for path in self.asked)

    def stop(self):
        """Serve no more."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@pytest.fixture(scope="module")
def table(project):
    """What was tried in which browser, written down in the end."""
    rows = {}
    yield rows
    folder = project / "tests/output"
    folder.mkdir(exist_ok=True)
    names = list(rows)
    lines = ["| | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for feature in FEATURES:
        cells = (rows[name].get(feature, "not tried") for name in names)
        lines.append(f"| {feature} | " + " | ".join(cells) + " |")
    (folder / "browsers.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module", params=["Chromium", *OTHERS])
def visit(request, dist, table, tmp_path_factory):
    """A visit in one of the browsers, over which all features are tried."""
    name = request.param
    path = find_browser(name)
    if path is None:
        pytest.skip(f"{name} cannot be had on this machine")
    with ExitStack() as stack:
        if name in OTHERS:
            driver = OTHERS[name](path)
        else:
            driver = chromium(request.getfixturevalue("chromium"))
        browser = stack.enter_context(driver)
        host = Host(dist)
        stack.callback(host.stop)
        visit = Visit(browser, host, tmp_path_factory.mktemp("files"))
        visit.results = table.setdefault(f"{name} {browser.version}", {})
        yield visit


@pytest.mark.browser
@pytest.mark.parametrize("feature", FEATURES)
def test_it_works(visit, feature):
    visit.results[feature] = "**fails**"
    FEATURES[feature](visit)
    visit.results[feature] = "works"
