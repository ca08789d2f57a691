"""The recording of the default run: what the page makes of it is what the engine answered."""

import json

import numpy as np
import pytest

from playground.experiment import Experiment
from playground.insight import decision_maps
from playground.packaging.node import find_node
from playground.packaging.recording import recording
from playground.session import Session
from playground.views.palette import color_index

SIDE = 9
PROGRAM = """
import {{ colorIndices, outputMap }} from "{module}";
const recording = {recording};
const maps = recording.epochs.map((_, moment) => outputMap(recording, moment, {side}));
const indices = maps.map((map) => [...colorIndices(map, recording.colors)]);
console.log(JSON.stringify({{ maps: maps.map((map) => [...map]), indices }}));
"""

ROUNDING = 0.02
"""Parameters are rounded to 0.0005, which the layers add up and make larger."""

LARGEST = 20_000
"""Bytes of the recording with all that shows it."""

PARTS = ("recording.js", "recorded-network.js")


@pytest.fixture(scope="module")
def made():
    return recording()


def test_the_page_shows_what_the_engine_answered(made, project, tmp_path):
    module = (project / "static/recorded-network.js").as_uri()
    script = tmp_path / "maps.mjs"
    script.write_text(PROGRAM.format(module=module, recording=made.decode(), side=SIDE))
    shown = json.loads(find_node().run(script))
    session = Session(Experiment())
    for epoch, answers, indices in zip(
        json.loads(made)["epochs"], shown["maps"], shown["indices"], strict=True
    ):
        session.advance(epoch - session.epoch)
        (expected,) = decision_maps(session.network, session.experiment.features, SIDE)[-1]
        found = np.reshape(answers, (SIDE, SIDE))
        np.testing.assert_allclose(found, expected, atol=ROUNDING)
        assert indices == color_index(found).ravel().tolist()
    assert expected[SIDE // 2, SIDE // 2] > 0.9  # in the middle of the circle: it has learned


def test_it_is_small(made, project):
    scripts = sum((project / "static" / name).stat().st_size for name in PARTS)
    assert len(made) + scripts < LARGEST
