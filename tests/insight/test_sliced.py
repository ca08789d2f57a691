"""A sliced function gives its result at once, or slice by slice."""

import pytest

from playground.insight import Computation
from playground.insight.sliced import sliced


@sliced
def count_to(n, log):
    """Count."""
    for i in range(1, n + 1):
        log.append(i)
        yield i / n
    return sum(log)


def test_called_it_returns_its_result():
    assert count_to(3, log=[]) == 6
    assert count_to.__doc__ == "Count."


def test_in_slices_it_yields_the_share_done_and_then_has_the_result():
    computation = count_to.in_slices(4, [])
    assert isinstance(computation, Computation)
    assert computation.result is None
    assert list(computation.steps()) == [0.25, 0.5, 0.75, 1]
    assert computation.result == 10


def test_after_the_last_step_it_can_be_asked_again_and_computes_nothing_anew():
    log = []
    computation = count_to.in_slices(4, log)
    assert len(list(computation.steps())) == 4
    assert computation.run() == 10
    assert list(computation.steps()) == []
    assert computation.result == 10
    assert log == [1, 2, 3, 4]


def test_nothing_is_computed_before_or_beyond_the_steps_taken():
    log = []
    steps = count_to.in_slices(4, log).steps()
    assert log == []
    next(steps)
    next(steps)
    del steps
    assert log == [1, 2]


def test_an_error_is_raised_by_the_first_step():
    @sliced
    def refuse():
        raise ValueError("no")
        yield 1.0

    computation = refuse.in_slices()
    with pytest.raises(ValueError, match="no"):
        next(computation.steps())
    with pytest.raises(ValueError, match="no"):
        refuse()
