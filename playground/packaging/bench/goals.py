"""What is aimed at: what was reached on a quiet machine, less a margin for noise."""

from dataclasses import dataclass

MARGIN = 0.2
"""The share by which a figure may be worse than what was reached."""

REACHED_AT_MOST: dict[str, float] = {}
"""Where less is better: medians of five runs on a quiet machine."""

REACHED_AT_LEAST: dict[str, float] = {}
"""Where more is better."""

AT_MOST = {
    "first visit, snapshot: transferred, MB": 10.6,
    "first visit, plain: transferred, MB": 5.8,
    "hidden tab: processor, %": 5,
}
AT_LEAST = {"2-4-2-1 after 10,000 epochs, %": 85}
"""Goals as they stand: bytes do not depend on the machine, and the same speed is 100 ± 15 %."""


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
