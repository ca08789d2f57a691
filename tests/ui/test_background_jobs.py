"""Jobs work in slices, so that training and the page go on between them."""

import pytest

from playground.ui.background_jobs import Jobs


class Clock:
    """A clock that a step moves on by one second."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def jobs(clock):
    return Jobs(clock)


@pytest.fixture
def told():
    return []


def work(clock, steps):
    for step in range(1, steps + 1):
        clock.now += 1
        yield step / steps
    return "result"


def start(jobs, told, steps, name="job"):
    jobs.start(
        name,
        steps,
        on_progress=lambda share: told.append(("progress", share)),
        on_done=lambda result: told.append(("done", result)),
        on_error=lambda error: told.append(("error", str(error))),
    )


def test_a_slice_lasts_about_as_long_as_it_may(jobs, clock, told):
    start(jobs, told, work(clock, 10))
    jobs.run(3)
    assert clock.now == 3
    assert told == [("progress", 0.3)]
    assert jobs.active


def test_a_slice_does_one_step_at_least(jobs, clock, told):
    start(jobs, told, work(clock, 10))
    jobs.run(0)
    assert told == [("progress", 0.1)]


def test_the_result_comes_at_the_end_and_the_job_is_gone(jobs, clock, told):
    start(jobs, told, work(clock, 4))
    while jobs.active:
        jobs.run(2)
    assert told[-1] == ("done", "result")
    jobs.run(2)
    assert told.count(("done", "result")) == 1


def test_a_cancelled_job_tells_nothing_more(jobs, clock, told):
    start(jobs, told, work(clock, 10))
    jobs.run(1)
    jobs.cancel("job")
    jobs.run(5)
    assert told == [("progress", 0.1)]
    assert not jobs.active


def test_a_job_takes_the_place_of_an_earlier_one_of_its_name(jobs, clock, told):
    start(jobs, told, work(clock, 1000))
    start(jobs, told, work(clock, 2))
    jobs.run(10)
    assert told == [("done", "result")]


def test_jobs_of_different_names_come_one_after_the_other(jobs, clock, told):
    start(jobs, told, work(clock, 2), "first")
    start(jobs, told, work(clock, 2), "second")
    jobs.run(10)
    assert jobs.active
    jobs.run(10)
    assert not jobs.active
    assert len(told) == 2


def test_a_request_that_cannot_be_met_ends_with_its_sentence(jobs, told):
    def refuse():
        raise ValueError("unit 9 does not exist")
        yield

    start(jobs, told, refuse())
    jobs.run(1)
    assert told == [("error", "unit 9 does not exist")]
    assert not jobs.active


def test_a_job_that_breaks_is_not_tried_again(jobs, told):
    def break_down():
        yield 0.5
        raise ZeroDivisionError

    start(jobs, told, break_down())
    with pytest.raises(ZeroDivisionError):
        jobs.run(1)
    assert not jobs.active


def test_a_job_may_start_its_successor(jobs, clock, told):
    def follow(_):
        start(jobs, told, work(clock, 1))

    jobs.start("job", work(clock, 1), print, follow, print)
    jobs.run(10)
    assert jobs.active
    jobs.run(10)
    assert told == [("done", "result")]
