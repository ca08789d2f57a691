"""What the browser and the system tell about a page's processes."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from playground.packaging.errors import BuildError


def processor_seconds(page: Page) -> float:
    """Return the processor seconds that running and drawing all of the browser's pages has used."""
    return sum(float(process["cpuTime"]) for process in _processes(page, "renderer", "GPU"))


def resident_megabytes(page: Page) -> float | None:
    """Return the memory of the page's renderer in MB, or None where the system does not tell."""
    return _largest(page, "status", "VmRSS:")


def private_megabytes(page: Page) -> float | None:
    """Return the memory that its renderer shares with nobody in MB, or None as above."""
    return _largest(page, "smaps_rollup", "Private_")


def _largest(page: Page, file: str, start: str) -> float | None:
    """Sum a file's lines that start so, for the largest renderer: others are the browser's own."""
    texts = [Path(f"/proc/{process['id']}/{file}") for process in _processes(page, "renderer")]
    if not all(text.exists() for text in texts):
        return None
    return max(
        sum(
            int(line.split()[1]) for line in text.read_text().splitlines() if line.startswith(start)
        )
        / 1024
        for text in texts
    )


def script_megabytes(page: Page) -> float:
    """Return the page's JavaScript heap after a collection of garbage, in MB."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used / 2**20


def _processes(page: Page, *kinds: str) -> list[dict[str, Any]]:
    browser = page.context.browser
    if browser is None:
        raise BuildError("A page that outlives its browser cannot be measured")
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [process for process in processes if process["type"] in kinds]
