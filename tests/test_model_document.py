"""The document of the model names everything that can be chosen."""

import pytest

from playground import engine
from playground.experiment import Experiment
from tests.cases import every

CHOICES = (
    "dataset",
    "activation",
    "initialization",
    "loss",
    "optimizer",
    "regularization",
    "schedule",
)


@pytest.mark.parametrize("setting", CHOICES)
def test_every_choice_is_explained(project, setting):
    document = (project / "docs/model.md").read_text(encoding="utf-8")
    names = set(Experiment.declarations()[setting].objects) - {"none"}
    assert {name for name in names if f"`{name}`" not in document} == set()


@every("setting", [name for name in Experiment.declarations() if hasattr(engine.Trainer, name)])
def test_every_setting_of_training_is_explained(project, setting):
    document = (project / "docs/model.md").read_text(encoding="utf-8")
    assert setting in CHOICES or f"`{setting}`" in document
