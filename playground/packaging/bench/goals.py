"""What is aimed at: what was reached on a quiet machine, less a margin for noise."""

from dataclasses import dataclass

MARGIN = 0.2
"""The share by which a figure may be worse than what was reached."""

REACHED_AT_MOST = {
    "first visit, snapshot: ready, ms": 3193,
    "first visit, plain: ready, ms": 6416,
    "later visit, offline: ready, ms": 2804,
    "20 Mbit/s + 40 ms, snapshot: ready, ms": 5785,
    "5 Mbit/s + 100 ms, snapshot: ready, ms": 14158,
    "1.7 Mbit/s + 40 ms, snapshot: ready, ms": 30796,
    "4 times slower, snapshot: ready, ms": 9836,
    "4 times slower, 2-4-2-1, normal: longest input delay, ms": 65,
    "4 times slower, 2-4-2-1, fast: longest input delay, ms": 79,
    "4 times slower, 7-8x6-1, normal: longest input delay, ms": 121,
    "4 times slower, 7-8x6-1, fast: longest input delay, ms": 133,
}
"""Where less is better: medians of two to three runs on a quiet machine with two processors."""

REACHED_AT_LEAST = {
    "4 times slower, 2-4-2-1, normal: epochs/s": 21.7,
    "4 times slower, 2-4-2-1, fast: epochs/s": 98.3,
    "4 times slower, 7-8x6-1, normal: epochs/s": 13.3,
    "4 times slower, 7-8x6-1, fast: epochs/s": 32.4,
}
"""Where more is better."""

AT_MOST = {
    "first visit, snapshot: transferred, MB": 11,
    "first visit, plain: transferred, MB": 6,
    "hidden tab: processor, %": 5,
}
AT_LEAST = {"2-4-2-1 after 10,000 epochs, %": 85}
"""Goals as they stand: what a visit may download, and the same speed, which is 100 ± 15 %."""


@dataclass(frozen=True)
class Goal:
    """A figure that is good enough, and on which side of it others are, too."""

    limit: float
    is_least: bool

    def is_met(self, figure: float) -> bool:
        """Tell whether a figure is good enough; none that is no number is."""
        return figure >= self.limit if self.is_least else figure <= self.limit

    def __str__(self) -> str:
        return f"at {'least' if self.is_least else 'most'} {self.limit:g}"


def _goals() -> dict[str, Goal]:
    most = {row: _rounded(figure * (1 + MARGIN)) for row, figure in REACHED_AT_MOST.items()}
    least = {row: _rounded(figure * (1 - MARGIN)) for row, figure in REACHED_AT_LEAST.items()}
    return {
        **{row: Goal(limit, is_least=False) for row, limit in (most | AT_MOST).items()},
        **{row: Goal(limit, is_least=True) for row, limit in (least | AT_LEAST).items()},
    }


def _rounded(figure: float) -> float:
    return float(f"{figure:.3g}")


GOALS = _goals()
