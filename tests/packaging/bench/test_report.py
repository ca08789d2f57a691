"""The table of a measurement: medians, goals and marks, and ratios to another page."""

import json

import pytest

from playground.packaging.bench.goals import GOALS, Goal
from playground.packaging.bench.measurement import Measured
from playground.packaging.bench.report import missed, ratios, report, save

GOALS_HERE = {
    "start, ms": Goal(100, is_least=False),
    "frames/s": Goal(30, is_least=True),
}


def measured(tmp_path, *runs, name="this page"):
    return Measured(name, tmp_path, list(runs))


@pytest.fixture
def page(tmp_path):
    return measured(
        tmp_path,
        {"start, ms": 90, "frames/s": 29},
        {"start, ms": 400, "frames/s": 28},
        {"start, ms": 100, "frames/s": 60, "only once": 5},
    )


def lines(table):
    return {line[:12].strip(): line[12:].split() for line in table.splitlines()}


def test_the_median_counts_not_a_single_run(page):
    assert missed(page, goals=GOALS_HERE) == ["frames/s"]


def test_a_missed_goal_is_marked_in_the_table(page):
    found = lines(report(page, goals=GOALS_HERE))
    assert found["start, ms"] == ["100.0", "90.0", "400.0", "at", "most", "100"]
    assert found["frames/s"] == ["29.0", "28.0", "60.0", "at", "least", "30", "MISSED"]
    assert found["only once"] == ["5.0", "5.0", "5.0"]


def test_a_goal_without_a_figure_is_missed_by_a_whole_measurement_only(tmp_path):
    part = measured(tmp_path, {"start, ms": 1})
    assert missed(part, whole=True, goals=GOALS_HERE) == ["frames/s"]
    assert missed(part, whole=False, goals=GOALS_HERE) == []


def test_no_number_is_no_success(tmp_path):
    page = measured(tmp_path, {"frames/s": float("nan")})
    assert missed(page, whole=False, goals=GOALS_HERE) == ["frames/s"]


def test_pages_are_compared_run_by_run(tmp_path):
    # The machine is twice as slow in the second run and out of order in the third.
    page = measured(tmp_path, {"epochs/s": 110}, {"epochs/s": 55}, {"epochs/s": 10})
    other = measured(tmp_path, {"epochs/s": 100}, {"epochs/s": 50}, {"epochs/s": 100})
    assert ratios(page, other, "epochs/s") == pytest.approx([1.1, 1.1, 0.1])
    row = lines(report(page, other, goals={}))["epochs/s"]
    assert row == ["55.0", "10.0", "110.0", "100.0", "1.100", "0.100", "1.100"]


def test_a_run_that_lacks_one_of_both_figures_has_no_ratio(tmp_path):
    page = measured(tmp_path, {"epochs/s": 110}, {}, {"epochs/s": 10})
    other = measured(tmp_path, {"epochs/s": 100}, {"epochs/s": 50}, {"epochs/s": 0, "new": 1})
    assert ratios(page, other, "epochs/s") == [1.1]
    assert lines(report(page, other, goals={}))["new"] == ["1.0"]


def test_every_figure_is_saved(page, tmp_path):
    page.failures.append("long of this page could not be measured: no page")
    save([page, measured(tmp_path, {"frames/s": 50}, name="against")], tmp_path / "new/all.json")
    saved = json.loads((tmp_path / "new/all.json").read_text())
    assert saved["figures"]["this page"]["start, ms"] == [90, 400, 100]
    assert saved["figures"]["against"] == {"frames/s": [50]}
    assert saved["failures"] == page.failures


def test_the_same_speed_after_long_is_no_failure():
    goal = GOALS["2-4-2-1 after 10,000 epochs, %"]
    assert goal.is_met(100)
    assert goal.is_met(91)
    assert not goal.is_met(80)
