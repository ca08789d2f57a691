"""The model drawer shows and changes the settings of training, and says what it cannot take."""

import panel as pn
import pytest

from playground.experiment import Experiment
from playground.experiment.setting_groups import SETTINGS_IN_DRAWERS

LISTS = {
    "Loss": ("loss", "logistic", "Logistic"),
    "Optimiser": ("optimizer", "adam", "Adam"),
    "Momentum": ("momentum", 0.5, "0.5"),
    "Largest gradient": ("clip", 0.3, "0.3"),
    "Schedule": ("schedule", "cosine", "Cosine, again and again"),
    "Epochs per period": ("schedule_period", 30, "30"),
    "Factor per period": ("schedule_factor", 0.9, "0.9"),
    "Dropout": ("dropout", 0.2, "20 %"),
    "Initial weights": ("initialization", "zero", "All zero"),
}
"""Setting, a value and how it reads, by the label of the list."""

ENTRIES = {
    "Seed": ("seed", 7, "7", "0"),
    "Target loss": ("stop_loss", 0.05, "0.05", ""),
    "Target accuracy": ("stop_accuracy", 0.955, "95.5", ""),
    "Patience": ("stop_patience", 20, "20", ""),
    "Epoch limit": ("stop_epochs", 1000, "1000", ""),
}
"""Setting, a value, how it is written, and how its default is, by the label of the entry."""


TICKS = {"Shuffle": "shuffle", "Skip connections": "skip"}
"""Setting by the label of the tick."""

LABEL_OF = {names[0]: label for label, names in (LISTS | ENTRIES).items()}
LABEL_OF |= {setting: label for label, setting in TICKS.items()}
"""Label of the control of each setting that has one."""

DRAWER = "model"


@pytest.fixture
def widgets(app):
    """The drawer's controls by their label."""
    panel = app.drawers.drawer.panel
    return {widget.label: widget for widget in panel.select(pn.widgets.Widget)}


def in_sight(part):
    """List the controls in a part of the page that neither are hidden nor lie in what is."""
    if not part.visible:
        return []
    if isinstance(part, pn.widgets.Widget):
        return [part]
    return [found for inner in getattr(part, "objects", []) for found in in_sight(inner)]


def shown(select):
    return {value: label for label, value in select.options.items()}[select.value]


def message(page):
    return page["message"]


@pytest.mark.parametrize("label", LISTS)
def test_a_list_changes_its_setting_and_follows_it(app, widgets, label):
    setting, value, words = LISTS[label]
    before = shown(widgets[label])
    widgets[label].value = widgets[label].options[words]
    assert app.experiment == Experiment(**{setting: value})
    app.load("")
    assert shown(widgets[label]) == before
    app.load(Experiment(**{setting: value}).to_permalink())
    assert shown(widgets[label]) == words


@pytest.mark.parametrize("label", ENTRIES)
def test_an_entry_changes_its_setting_and_follows_it(app, widgets, label):
    setting, value, written, unset = ENTRIES[label]
    assert widgets[label].value == unset
    widgets[label].value = f" {written.replace('.', ',')} "
    assert app.experiment == Experiment(**{setting: value})
    assert widgets[label].value == written
    app.load("")
    assert widgets[label].value == unset
    app.load(Experiment(**{setting: value}).to_permalink())
    assert widgets[label].value == written


@pytest.mark.parametrize("label", [label for label in ENTRIES if label != "Seed"])
def test_nothing_switches_a_stop_condition_off(app, widgets, label):
    setting, value, _, _ = ENTRIES[label]
    setattr(app.experiment, setting, value)
    widgets[label].value = ""
    assert app.experiment == Experiment()


@pytest.mark.parametrize(
    ("label", "typed", "problem"),
    [
        ("Seed", "-1", "is not a whole number from 0 to 4294967295."),
        ("Target loss", "low", "is no number; one from 0 to 100 is wanted."),
        ("Target loss", "1,5,3", "is no number; one from 0 to 100 is wanted."),
        ("Target loss", "\N{MINUS SIGN}0.5", "is not a number from 0 to 100."),
        ("Target accuracy", "101", "is not a number from 0 to 100."),
        ("Patience", "2.5", "is not a whole number from 0 to 1000000."),
        ("Epoch limit", "nan", "is no number; one from 0 to 1000000 is wanted."),
    ],
)
def test_what_is_no_number_in_range_is_refused_in_words(app, page, widgets, label, typed, problem):
    before = widgets[label].value
    widgets[label].value = typed
    assert message(page) == f"{label}: “{typed}” {problem}"
    assert widgets[label].value == before
    assert app.experiment == Experiment()


@pytest.mark.parametrize(("label", "setting"), TICKS.items())
def test_a_tick_changes_its_setting_and_follows_it(app, widgets, label, setting):
    before = widgets[label].value
    widgets[label].value = not before
    assert app.experiment == Experiment(**{setting: not before})
    app.load("")
    assert widgets[label].value is before


@pytest.mark.parametrize(
    ("settings", "label"),
    [
        ({"optimizer": "rmsprop"}, "Momentum"),
        ({"schedule": "constant"}, "Epochs per period"),
        ({"schedule": "cosine"}, "Factor per period"),
        ({"dataset": "plane"}, "Target accuracy"),
    ],
)
def test_what_would_do_nothing_cannot_be_changed(app, widgets, settings, label):
    everything = {"optimizer": "adam", "schedule": "step"}
    app.experiment.param.update(**everything)
    assert not widgets[label].disabled
    app.experiment.param.update(**settings)
    assert widgets[label].disabled


def test_losses_are_those_of_the_problem(app, widgets):
    app.experiment.dataset = "plane"
    assert list(widgets["Loss"].options) == ["Squared error", "Huber"]


def test_there_is_an_activation_for_each_hidden_layer(app, widgets):
    assert [widgets[f"Layer {n}"].visible for n in range(1, 9)] == [True] * 2 + [False] * 6
    widgets["Layer 2"].value = "sine"
    assert app.experiment == Experiment(layer_activations=["tanh", "sine"])
    app.experiment.hidden = [3, 3, 3]
    assert widgets["Layer 2"].value == "sine"
    assert widgets["Layer 3"].visible
    widgets["Layer 2"].value = "tanh"
    assert app.experiment == Experiment(hidden=[3, 3, 3])


def test_layers_follow_the_one_activation_for_all(app, widgets):
    app.roots["activation"].value = "relu"
    assert [widgets[f"Layer {n}"].value for n in (1, 2)] == ["relu", "relu"]
    widgets["Layer 1"].value = "step"
    assert app.roots["activation"].value == "by_layer"


def test_a_hint_explains_the_chosen_optimizer(app):
    panel = app.drawers.drawer.panel
    app.experiment.optimizer = "nesterov"
    hints = [pane.object for pane in panel.select(pn.pane.HTML)]
    assert "Momentum that looks ahead." in hints


def test_the_learning_rate_of_the_next_epoch_is_said(app):
    panel = app.drawers.drawer.panel

    def hints():
        return [pane.object for pane in panel.select(pn.pane.HTML)]

    app.load("schedule=step&schedule_period=2&schedule_factor=0.1")
    assert "Learning rate of the next epoch: 0.03" in hints()
    app.step(2)
    assert "Learning rate of the next epoch: 0.003" in hints()


def test_settings_act_in_the_middle_of_a_run_unless_it_has_to_start_again(app, widgets):
    app.step(3)
    widgets["Optimiser"].value = "adam"
    widgets["Dropout"].value = 0.5
    assert app.session.epoch == 3
    widgets["Initial weights"].value = "he"
    assert app.session.epoch == 0


@pytest.mark.parametrize("setting", SETTINGS_IN_DRAWERS["model"])
def test_each_control_can_be_hidden_alone(app, setting):
    def names():
        panel = app.drawers.drawer.panel
        return [widget.label for widget in in_sight(panel)]

    before = names()
    app.load(f"hide={setting}")
    gone = ["Layer 1", "Layer 2"] if setting == "layer_activations" else [LABEL_OF[setting]]
    assert names() == [name for name in before if name not in gone]
    app.load("")
    assert names() == before


def test_a_locked_setting_cannot_be_changed_here_either(app):
    app.context.permissions.locked = ["dropout", "layer_activations"]
    app.load("momentum=0.5&optimizer=momentum")
    panel = app.drawers.drawer.panel
    disabled = {widget.label for widget in in_sight(panel) if widget.disabled}
    app.context.permissions.locked = []
    assert {"Dropout", "Layer 1", "Layer 2"} <= disabled
    assert disabled.isdisjoint({"Momentum", "Optimiser", "Seed", "Shuffle"})


def test_a_group_without_controls_is_hidden(app):
    app.load("hide=stop_loss,stop_accuracy,stop_patience,stop_epochs")
    panel = app.drawers.drawer.panel
    assert [group.visible for group in panel] == [True] * 4 + [False]


def test_a_closed_drawer_follows_no_longer(app, widgets):
    app.drawers.open("")
    app.experiment.optimizer = "adam"
    assert widgets["Optimiser"].value == "sgd"
