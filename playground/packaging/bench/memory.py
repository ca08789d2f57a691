"""Measures the memory that the page holds."""

from pathlib import Path

from playwright.sync_api import Page

from playground.packaging.bench.playing import DIGITS
from playground.packaging.bench.processes import private_megabytes
from playground.packaging.bench.visits import new_context, open_page
from playground.packaging.bench.waiting import landscape, train
from playground.packaging.errors import BuildError
from playground.packaging.server import served

RELOADS = 15


def memory(folder: Path) -> dict[str, float]:
    """Measure what the renderer holds after the start, after much was done, and after reloads."""
    with served(folder) as address, new_context() as context:
        page = open_page(context, address)
        found = {"after the start": _megabytes(page)}
        train(page, DIGITS)
        landscape(page)
        found["after digits and a landscape"] = _megabytes(page)
        for _ in range(RELOADS):
            page.reload()
            page.wait_for_selector("html[data-state=ready]")
        found[f"after {RELOADS} reloads"] = _megabytes(page)
    return {f"memory {when}, MB": size for when, size in found.items()}


def _megabytes(page: Page) -> float:
    size = private_megabytes(page)
    if size is None:
        raise BuildError("The system does not tell how much memory a process has")
    return size
