"""The names of the page's parts: each means one thing, and has what it names."""

from importlib.util import find_spec

import pytest

from playground.experiment import Experiment
from playground.experiment.control_names import DRAWER_GROUPS, DRAWERS, PARTS, hides
from playground.experiment.setting_groups import HIDEABLE, SETTINGS_IN_DRAWERS
from playground.text import text
from tests.cases import every


def test_no_name_means_two_things():
    assert len(set(HIDEABLE)) == len(HIDEABLE)


@every("drawer", DRAWERS)
def test_a_drawer_is_a_module_with_a_title(drawer):
    assert find_spec(f"playground.drawers.{drawer}")
    assert text(f"drawer.{drawer}")


@pytest.mark.parametrize("group", DRAWER_GROUPS)
def test_a_group_has_a_title_and_a_drawer(group):
    assert text(f"drawers.{group}")
    assert DRAWER_GROUPS[group]


def test_a_drawer_is_hidden_by_its_own_name_by_its_group_and_with_all_others():
    assert hides("model") == ("drawers", "build", "model")


def test_only_the_settings_of_a_drawer_share_its_names():
    """To hide the drawer of a setting is to hide the setting."""
    assert set(DRAWERS) & set(Experiment.declarations()) == {"formulas"}


def test_a_setting_is_said_to_be_in_a_drawer_that_there_is():
    assert SETTINGS_IN_DRAWERS.keys() < set(DRAWERS)


def test_what_can_be_hidden_are_the_parts_of_the_page_and_the_settings_in_drawers():
    in_drawers = {name for name, one in Experiment.declarations().items() if one.drawer}
    assert set(HIDEABLE) == {*PARTS, *in_drawers}
    assert {"samples", "optimizer", "stop_epochs"} < in_drawers
