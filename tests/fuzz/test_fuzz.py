"""A short run, the same each time; `python build.py fuzz` goes on from there."""

import logging

import pytest

from tests.cases import every
from tests.fuzz.run import again, fuzz
from tests.fuzz.targets import TARGETS
from tests.fuzz.targets.target import Target


@every("name", TARGETS)
def test_random_and_damaged_inputs_are_taken_as_they_should(name):
    logging.disable()
    try:
        findings = fuzz(seed=0, rounds=12, names=[name])
    finally:
        logging.disable(logging.NOTSET)
    assert [failure.error for failure in findings.failed.values()] == []


def test_a_failing_input_is_made_again_by_its_seed_and_tried_again_from_its_file(
    tmp_path, monkeypatch
):
    def refuse(source):
        assert "7" not in source

    monkeypatch.setitem(TARGETS, "digits", Target(lambda rng: str(rng.random()), refuse))
    first, second = (fuzz(seed=3, rounds=30, names=["digits"]).failed for _ in range(2))
    assert first == second
    (failure,) = first.values()
    file = failure.save(tmp_path)
    with pytest.raises(AssertionError):
        again(file)
    monkeypatch.setitem(TARGETS, "digits", Target(str, str))
    again(file)
