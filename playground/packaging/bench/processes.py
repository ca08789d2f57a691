"""What the browser and the system tell about a page's processes."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from playground.packaging.errors import BuildError


def processor_seconds(page: Page) -> float:
    """Return the processor seconds that running and drawing all of the browser's pages has used."""
    return sum(float(process["cpuTime"]) for process in _processes(page, "renderer", "GPU"))


def resident_megabytes(page: Page) -> float | None:
    """Return the memory of the renderers in MB, or None where the system does not tell."""
    statuses = [Path(f"/proc/{process['id']}/status") for process in _processes(page, "renderer")]
    if not all(status.exists() for status in statuses):
        return None
    lines = [line for status in statuses for line in status.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def private_megabytes(page: Page) -> float | None:
    """Return the memory that the renderers share with nobody in MB, or None as above."""
    totals = [
        Path(f"/proc/{process['id']}/smaps_rollup") for process in _processes(page, "renderer")
    ]
    if not all(total.exists() for total in totals):
        return None
    lines = [line for total in totals for line in total.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


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
