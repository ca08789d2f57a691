"""A slow line: all connections together get its bandwidth, and each answer comes late."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest

from playground.packaging.bench.slow_line import BURST_S, CHUNK, Line, TokenBucket, handler_on
from playground.packaging.server import served
from tests.packaging.bench.fake_clock import FakeClock

RATE = 1e6 / 8
"""Bytes per second of 1 Mbit/s."""


def test_bytes_pass_at_the_rate():
    clock = FakeClock()
    began, bucket = clock.now(), TokenBucket(RATE, clock)
    for _ in range(100):
        bucket.take(CHUNK)
    assert clock.now() - began == pytest.approx(100 * CHUNK / RATE)


def test_who_wakes_up_late_still_gets_the_rate():
    clock = FakeClock(late=lambda: BURST_S / 2)
    began, bucket = clock.now(), TokenBucket(RATE, clock)
    for _ in range(100):
        bucket.take(CHUNK)
    assert clock.now() - began == pytest.approx(100 * CHUNK / RATE, abs=BURST_S)


def test_bandwidth_that_nobody_used_is_lost_but_for_a_moment():
    clock = FakeClock()
    bucket = TokenBucket(RATE, clock)
    clock.sleep_until(clock.now() + 60)
    began = clock.now()
    bucket.take(10 * CHUNK)
    assert clock.now() - began == pytest.approx(10 * CHUNK / RATE - BURST_S)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "large.bin").write_bytes(bytes(200_000))
    (tmp_path / "empty.bin").touch()
    return tmp_path


def read(address):
    with urlopen(address) as answer:
        return len(answer.read())


def test_connections_share_the_bandwidth(folder):
    clock = FakeClock()
    handler = handler_on(Line(megabits=1, delay_ms=0), clock)
    with served(folder, handler) as address, ThreadPoolExecutor(6) as readers:
        began = clock.now()
        sizes = list(readers.map(read, [f"{address}large.bin"] * 6))
        seconds = clock.now() - began
    assert sizes == [200_000] * 6
    assert handler.sent == 6 * 200_000
    # Headers are a few hundred bytes each.
    assert seconds == pytest.approx(6 * 200_000 / RATE, rel=0.005)


def test_an_answer_begins_after_the_delay(folder):
    clock = FakeClock()
    with served(folder, handler_on(Line(megabits=1e6, delay_ms=40), clock)) as address:
        began = clock.now()
        read(f"{address}empty.bin")
        assert clock.now() - began == pytest.approx(0.040, abs=1e-4)


def test_two_servers_count_for_themselves(folder):
    first, second = handler_on(None), handler_on(None)
    with served(folder, first) as address:
        read(f"{address}large.bin")
    assert (first.sent, second.sent) == (200_000, 0)


def test_a_line_is_named_by_what_it_carries():
    assert str(Line(1.7, 40)) == "1.7 Mbit/s + 40 ms"
