"""Points as a teacher types them."""

from playground.number_format import NumberError, typed
from playground.text import text

MOST = 1000
"""Points for an answer at most."""


def points_in(entered: str) -> float:
    """Return the points that were typed; a NumberError if they are none that can be given."""
    points = typed(entered)
    if not 0 <= points <= MOST:
        allowed = text("allowed.range", low=0, high=MOST)
        setting, found = text("grading.points"), entered.strip()
        raise NumberError(text("error.setting", setting=setting, allowed=allowed, found=found))
    return points
