"""Plays for a long time and changes settings at random, to find leaks, errors and slow frames."""

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from playground.data import DATASETS, FEATURES
from playground.experiment import Experiment
from playground.packaging.bench.playing import MEASURE_RATES
from playground.packaging.bench.processes import resident_megabytes, script_megabytes
from playground.packaging.bench.visits import new_context, open_page
from playground.packaging.server import served

ROUND_MS = 10_000
HEAD = (
    "  minute   frames   epochs  frames/s  gap, ms  script MB  wasm MB  total MB  errors  setting"
)


@dataclass
class Watch:
    """Errors that a page reports."""

    errors: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )


def soak(folder: Path, minutes: float, seed: int, steady: bool = False) -> list[str]:
    """Play for some minutes, print a line for each change of settings, and return the errors.

    Parameters
    ----------
    folder
        The built page.
    minutes
        How long.
    seed
        Of the changes: the same seed makes the same ones.
    steady
        Whether to leave the settings alone, so that only the running itself is seen.
    """
    generator, watch = random.Random(seed), Watch()
    with served(folder) as address, new_context() as context:
        page = open_page(context, address)
        watch.follow(page)
        page.evaluate("window.playground.play()")
        print(HEAD, flush=True)
        began = time.monotonic()
        while (minute := (time.monotonic() - began) / 60) < minutes:
            link = "" if steady else _change(page, generator)
            rates = page.evaluate(MEASURE_RATES, ROUND_MS)
            print(_line(minute, page, rates, len(watch.errors), link), flush=True)
    return watch.errors


def random_experiment(generator: random.Random) -> Experiment:
    """Return settings as a restless visitor might choose them."""
    choice = generator.choice
    layers = generator.randint(0, 6)
    return Experiment(
        dataset=choice(list(DATASETS)),
        features=generator.sample(list(FEATURES), generator.randint(1, len(FEATURES))),
        hidden=[generator.randint(1, 8) for _ in range(layers)],
        activation=choice(Experiment.param.activation.objects),
        learning_rate=choice([0.001, 0.01, 0.03, 0.1, 0.3]),
        noise=choice([0, 0.1, 0.3]),
        batch_size=choice([1, 10, 30]),
        seed=generator.randrange(1000),
    )


def _change(page: Page, generator: random.Random) -> str:
    link: str = random_experiment(generator).to_permalink()
    page.evaluate("link => window.playground.load(link)", link)
    page.evaluate("window.playground.play()")
    return link


def _line(minute: float, page: Page, rates: dict[str, float], errors: int, link: str) -> str:
    state = page.evaluate("window.playground.state()")
    resident = resident_megabytes(page)
    return (
        f"{minute:8.1f} {state['framesPainted']:8d} {state['epoch']:8d} {rates['frames/s']:9.1f} "
        f"{rates['longest gap, ms']:8.0f} {script_megabytes(page):10.1f} "
        f"{state['memory'] / 2**20:8.1f} {resident or float('nan'):9.1f} {errors:7d}  {link}"
    )
