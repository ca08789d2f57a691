"""Pages are measured in turns, part by part, and one that fails does not end the measurement."""

import pytest
from playwright.sync_api import Error

from playground.experiment import INPUT_KINDS, Experiment, parse_permalink
from playground.packaging.bench.measurement import PARTS, Measured, choose, measure
from playground.packaging.bench.playing import DIGITS, NETWORKS, PLAYED
from playground.packaging.bench.waiting import pattern
from playground.packaging.errors import BuildError
from playground.text import text


@pytest.fixture
def pages(tmp_path):
    return [Measured("this page", tmp_path / "this"), Measured("against", tmp_path / "other")]


def test_pages_take_turns_and_either_is_first_as_often(pages):
    order = []

    def part(folder):
        order.append(folder.name)
        return {"figure": len(order)}

    for _ in measure(pages, 2, {"one": part, "two": part}):
        """Go on."""
    assert order == ["this", "other"] * 2 + ["other", "this"] * 2


def test_each_run_has_the_figures_of_all_parts(pages):
    parts = {"one": lambda _: {"a": 1.0}, "two": lambda folder: {"b": float(len(folder.name))}}
    done = list(measure(pages, 2, parts))
    assert done == [1, 2]
    assert pages[0].runs == [{"a": 1.0, "b": 4.0}] * 2
    assert pages[1].values("b") == [5.0, 5.0]


def test_a_part_that_fails_is_told_and_the_others_are_measured(pages, capsys):
    def part(folder):
        if folder.name == "other":
            raise Error("Timeout 300000ms exceeded.\nCall log: …")
        return {"a": 1.0}

    for _ in measure(pages, 1, {"one": part, "two": lambda _: {"b": 2.0}}):
        """Go on."""
    assert pages[0].failures == []
    assert pages[0].runs == [{"a": 1.0, "b": 2.0}]
    assert pages[1].runs == [{"b": 2.0}]
    message = "one of against could not be measured: Timeout 300000ms exceeded."
    assert pages[1].failures == [message]
    assert message in capsys.readouterr().err


def test_parts_are_chosen_by_name():
    assert list(choose(["play", "start"])) == ["start", "play"]
    assert set(PARTS) - set(choose([])) <= {"slow"}


def test_an_unknown_part_is_refused_with_those_there_are():
    with pytest.raises(BuildError, match=r"one of start, .*lines.*, got strat"):
        choose(["strat"])


def sizes(name):
    """Return the sizes of layers in a name such as "2-8x3-1"."""
    parts = (part.split("x") for part in name.split("-"))
    return [int(size) for size, *times in parts for _ in range(int(*times or [1]))]


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_is_what_its_name_says(name):
    experiment, notes = parse_permalink(NETWORKS[name])
    inputs, *hidden, _ = sizes(name)
    assert notes == []
    assert experiment.hidden == hidden
    assert inputs == (64 if experiment.dataset == "digits" else len(experiment.features))


def test_the_digits_are_measured_with_what_choosing_them_sets():
    assert Experiment.from_permalink(NETWORKS[DIGITS]) == Experiment(
        **INPUT_KINDS["digits"].suitable_settings
    )


@pytest.mark.parametrize(("network", "speed"), PLAYED)
def test_speeds_are_those_of_the_page(network, speed):
    assert speed in Experiment.param.speed.objects


def test_a_text_is_recognized_whatever_its_numbers():
    sign = pattern(text("maximisation.result", step=100, high="§", low="§"))
    assert sign.search(text("maximisation.result", step=100, high="3.2", low="−0.1"))
    assert not sign.search(text("maximisation.result", step=50, high="3.2", low="−0.1"))
