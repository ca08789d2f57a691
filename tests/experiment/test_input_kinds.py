"""Every table that treats kinds of input differently knows all of them, by one name."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

import playground
from playground.data import load_digits
from playground.drawers.maximisation.search_space import SEARCH_SPACES
from playground.experiment import INPUT_KINDS, PLANE, Experiment
from playground.experiment.control_names import DRAWERS, PARTS
from playground.experiment.input_kinds import KIND_OF_DATASET
from playground.insight import PRESETS
from playground.page.template import render
from playground.session import Session
from playground.session.inputs.plane import Inputs
from playground.text import text
from playground.ui.main_views import VIEWS
from playground.views.network.edges import MOST_LINES

TABLES = {"search spaces": SEARCH_SPACES, "views": VIEWS, "lines": MOST_LINES}

every_kind = pytest.mark.parametrize("kind", INPUT_KINDS.values(), ids=list(INPUT_KINDS))


def methods(inputs):
    return {name for name in dir(inputs) if not name.startswith("_")}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_a_row_for_each_kind_and_none_beside(table):
    assert TABLES[table].keys() == INPUT_KINDS.keys()


@every_kind
def test_a_kind_has_a_module_of_inputs_that_a_session_can_use(kind):
    session = Session(Experiment(**kind.suitable_settings))
    assert methods(session.inputs) == methods(Inputs(session.experiment))
    assert session.frame().inputs == kind.name
    assert len(session.train.y) + len(session.test.y) == session.experiment.sample_count


@every_kind
def test_suitable_settings_are_valid_and_name_the_same_settings(kind):
    experiment = Experiment(**kind.suitable_settings)
    assert experiment.input_kind is kind
    assert kind.suitable_settings.keys() == INPUT_KINDS[PLANE].suitable_settings.keys()
    assert max(experiment.hidden) <= kind.max_neurons


def test_a_data_set_belongs_to_one_kind():
    known = [name for kind in INPUT_KINDS.values() for name in kind.datasets]
    assert sorted(known) == sorted(KIND_OF_DATASET) == sorted(set(known))
    assert Experiment.declarations()["dataset"].objects == known


@every_kind
def test_what_a_kind_has_no_use_for_are_parts_of_the_page(kind):
    assert set(kind.unused) < set(PARTS)
    assert set(kind.hidden_parts) - set(kind.unused) == INPUT_KINDS.keys() - {kind.name}


@every_kind
def test_a_kind_has_its_texts_and_its_parts_of_the_page(kind):
    assert text(f"output.title_{kind.name}")
    assert text(f"elsewhere.{kind.name}")
    assert text(f"elsewhere.choose_{kind.name}")
    assert kind.name == PLANE or text(f"problem.{kind.name}")
    assert re.search(rf'data-hide="[^"]*\b{kind.name}\b', render("pyodide"))


@every_kind
def test_searching_for_inputs_begins_with_regularizers_that_there_are(kind):
    space = SEARCH_SPACES[kind.name]
    assert {space.preset, space.facet_preset} <= PRESETS.keys()
    assert space.image_shape == (kind.images and kind.images.shape)


def test_a_drawer_that_is_not_for_all_kinds_is_for_some_that_there_are():
    modules = [import_module(f"playground.drawers.{name}.drawer") for name in DRAWERS]
    kinds = [set(module.Drawer.INPUTS) for module in modules]
    assert all(some < INPUT_KINDS.keys() for some in kinds)
    assert any(kinds)


def test_what_is_known_of_digits_before_they_are_loaded_is_true():
    images = INPUT_KINDS["digits"].images
    train, test = load_digits()
    assert images.count == len(train.y) + len(test.y)
    assert {int(name) for name in images.names} == set(train.y)
    assert images.shape[0] * images.shape[1] == train.X.shape[1]


def comparisons_with_a_kind(source):
    """Give the names of kinds that a module compares with something, as text of its own."""
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Compare))
    sides = (side for node in nodes for side in (node.left, *node.comparators))
    return [side.value for side in sides if isinstance(side, ast.Constant) and is_kind(side.value)]


def is_kind(value):
    return isinstance(value, str) and value in INPUT_KINDS


def test_no_module_asks_which_kind_it_is_by_a_text_of_its_own():
    root = Path(playground.__file__).parent
    sources = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    assert [path for path in sources if comparisons_with_a_kind(sources[path])] == []
    assert comparisons_with_a_kind('if frame.inputs == "digits": pass') == ["digits"]


def test_there_are_no_inputs_that_are_no_kind():
    package = Path(find_spec("playground.session.inputs").submodule_search_locations[0])
    modules = (path for path in package.glob("*.py") if path.stem != "__init__")
    classes = {path.stem for path in modules if "class Inputs" in path.read_text()}
    assert classes == INPUT_KINDS.keys()
