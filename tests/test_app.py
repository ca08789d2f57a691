"""The application: session, views and controls together, as the page sees them."""

import numpy as np
import pytest

from playground.app import App
from playground.data import PointSet
from playground.experiment import Experiment
from playground.session import Session
from playground.views.palette import INK

DIVERGING = "dataset=plane&activation=relu&learning_rate=10"
EVERYTHING = {
    "dataset": "spiral",
    "points": PointSet.make([(1, 2), (-3, 4), (5, -6)], [0, 1, 0], names=("no", "yes")),
    "samples": 200,
    "noise": 0.15,
    "marked_digit": "9",
    "train_fraction": 0.7,
    "data_seed": 5,
    "features": ["x1", "sin_x1", "cos_x2", "=min(x1,x2)+1"],
    "formulas": ["=x1^2", "=max(x1,-x2)"],
    "hidden": [5, 3, 1],
    "activation": "sigmoid",
    "layer_activations": ["relu", "sine", "relu"],
    "loss": "logistic",
    "learning_rate": 0.07,
    "regularization": "l2",
    "regularization_rate": 0.002,
    "batch_size": 17,
    "initialization": "he",
    "optimizer": "adam",
    "momentum": 0.8,
    "schedule": "cosine",
    "schedule_period": 50,
    "schedule_factor": 0.5,
    "clip": 0.3,
    "dropout": 0.25,
    "skip": True,
    "seed": 9,
    "shuffle": False,
    "stop_loss": 0.01,
    "stop_accuracy": 0.99,
    "stop_patience": 30,
    "stop_epochs": 500,
    "speed": "fast",
    "show_test": True,
    "discretize": True,
    "hide": ["activation", "problem"],
}


def losses_of(epochs, **settings):
    session = Session(Experiment(**settings))
    session.advance(epochs)
    return session.train_loss, session.test_loss


def test_a_step_trains_for_one_epoch_and_is_shown(app, page):
    page.click("step")
    assert app.session.epoch == 1
    assert page["epoch"] == "1"
    train_loss, test_loss = losses_of(1)
    assert (page["train_loss"], page["test_loss"]) == (f"{train_loss:.3f}", f"{test_loss:.3f}")
    assert page.columns["loss_curve"]["epoch"].tolist() == [0, 1]


def test_several_steps_at_once(app):
    app.step(5)
    assert (app.session.train_loss, app.session.test_loss) == losses_of(5)


def test_a_step_in_slow_motion_is_one_batch(app):
    app.load("speed=slow")
    theta = app.session.network.theta.copy()
    app.step()
    assert app.session.epoch == 0
    assert not np.array_equal(app.session.network.theta, theta)
    for _ in range(24):
        app.step()
    assert app.session.epoch == 1


def test_reset_gives_the_same_run_again(app):
    app.step(5)
    first = app.state()
    app.reset()
    assert app.state()["epoch"] == 0
    app.step(5)
    assert app.state() == first


def test_play_trains_by_ticks_until_pause(app, page):
    app.experiment.speed = "fast"
    app.tick(0)
    assert app.session.epoch == 0
    app.play()
    assert (app.playing, page["state"]) == (True, "playing")
    for _ in range(3):
        app.tick(0)
    app.pause()
    app.tick(0)
    assert (app.session.epoch, page["epoch"]) == (3, "3")
    assert (app.playing, page["state"]) == (False, "ready")


def test_fast_training_goes_on_while_the_page_draws(app, page):
    app.experiment.speed = "fast"
    app.play()
    before = len(page.sent)
    for _ in range(3):
        app.tick(0, draw=False)
    assert (app.session.epoch, len(page.sent)) == (3, before)
    assert app.eager
    app.pause()
    assert page["epoch"] == "3"
    assert not app.eager


def test_what_a_user_changes_is_drawn_whole_however_slow_the_page_is(app, page):
    app.experiment.speed = "fast"
    app.play()
    for _ in range(200):
        app.tick(0.01, screen=1.0)
    for _ in range(3):
        app.tick(0, draw=False, screen=1.0)
        app.experiment.learning_rate *= 1.5
        assert "units" in page.sent[-1]
        assert page.sent[-1]["large_map"]["image"].shape == (1, 100, 100)
    app.pause()


def test_a_slow_page_gets_less_to_draw_while_playing_and_everything_at_rest(app, page):
    app.experiment.speed = "fast"
    app.play()
    for _ in range(200):
        app.tick(0.01, screen=1.0)
    for _ in range(20):
        app.tick(0.01, screen=1.0)
        if "large_map" in page.sent[-1] and "units" not in page.sent[-1]:
            break
    assert "units" not in page.sent[-1]
    assert page.sent[-1]["large_map"]["image"].shape == (1, 50, 50)
    app.pause()
    assert page.sent[-1]["large_map"]["image"].shape == (1, 100, 100)
    assert "units" in page.sent[-1]


def test_the_play_button_says_what_it_does_next(app, page):
    button = app.roots["play"]
    assert button.label == "Play"
    page.click("play")
    assert (app.playing, button.label) == (True, "Pause")
    page.click("play")
    assert (app.playing, button.label) == (False, "Play")


@pytest.mark.parametrize("verb", ["step", "reset"])
def test_step_and_reset_end_playing(app, verb):
    app.play()
    getattr(app, verb)()
    assert not app.playing
    assert app.roots["play"].label == "Play"


def test_a_rest_is_announced_with_its_figures_and_playing_is_not(app, page):
    app.play()
    app.tick(0)
    assert page["announcement"] == ""
    app.pause()
    train_loss, test_loss = losses_of(1)
    assert (
        page["announcement"]
        == f"Epoch 1. Test loss {test_loss:.3f}, training loss {train_loss:.3f}."
    )


def test_a_second_pause_changes_nothing(app, page):
    app.pause()
    count = len(page.sent)
    app.pause()
    assert len(page.sent) == count


def test_the_state_is_numbers_and_a_link(app):
    app.load("dataset=xor")
    app.step(2)
    train_loss, test_loss = losses_of(2, dataset="xor")
    assert app.state() == {
        "epoch": 2,
        "trainLoss": train_loss,
        "testLoss": test_loss,
        "permalink": "dataset=xor",
        "playing": False,
        "framesPerSecond": 0.0,
        "epochsPerSecond": 0.0,
    }


def test_the_rates_are_measured_while_playing(app):
    app.experiment.speed = "fast"
    app.play()
    for _ in range(5):
        app.tick(0)
    state = app.state()
    assert state["epochsPerSecond"] == pytest.approx(state["framesPerSecond"])
    assert state["framesPerSecond"] > 0


def test_a_frame_of_the_running_network_holds_only_what_has_changed(app, page):
    app.play()
    app.tick(0)
    assert {name: set(columns) for name, columns in page.sent[-1].items() if name != "status"} in (
        {
            "units": {"image", "bias"},
            "edges": {"weight", "width", "opacity", "dash"},
            "large_map": {"image"},
        }
        | curve
        for curve in ({}, {"loss_curve": {"epoch", "train_loss", "test_loss"}})
    )


def test_the_curve_is_complete_once_the_run_rests(app, page):
    app.experiment.speed = "fast"
    app.play()
    for _ in range(10):
        app.tick(0)
    app.pause()
    assert page.columns["loss_curve"]["epoch"].tolist() == list(range(11))


@pytest.mark.parametrize(
    ("change", "sources"),
    [
        ({"learning_rate": 0.1}, set()),
        ({"show_test": True}, {"test_points"}),
        ({"noise": 0.1}, {"train_points"}),
        ({"hidden": [3]}, {"places"}),
        ({"features": ["x1"]}, {"places"}),
    ],
    ids=lambda value: next(iter(value), "nothing"),
)
def test_a_change_of_a_setting_sends_what_it_concerns(app, page, change, sources):
    app.experiment.param.update(**change)
    sent = page.sent[-1]
    found = {name for name in ("train_points", "test_points") if name in sent}
    if "address" in sent["units"]:
        found.add("places")
    assert found == sources


@pytest.mark.parametrize("hidden", [[], [1], [16] * 8])
def test_columns_stay_equally_long_whatever_the_network(app, page, hidden):
    app.load(Experiment(hidden=hidden, show_test=True).to_permalink())
    app.step()
    for source in ("units", "edges", "train_points", "test_points", "loss_curve"):
        assert len({len(values) for values in page.columns[source].values()}) == 1
    assert len(page.columns["edges"]["weight"]) == sum(w.size for w in app.session.network.weights)


def test_every_setting_is_restored_from_a_link(app):
    assert set(EVERYTHING) == set(Experiment.declarations())
    app.load(Experiment(**EVERYTHING).to_permalink())
    assert app.experiment == Experiment(**EVERYTHING)
    assert app.state()["permalink"] == Experiment(**EVERYTHING).to_permalink()


def test_a_link_may_come_from_tensorflow_playground(app):
    app.load(
        "#activation=relu&batchSize=30&dataset=spiral&regDataset=reg-plane&learningRate=0.3"
        "&regularizationRate=0.01&noise=5&networkShape=8,8&seed=0.20409&showTestData=true"
        "&discretize=true&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=false"
        "&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=false&collectStats=false"
        "&problem=classification&initZero=false&hideText=false"
    )
    assert app.experiment == Experiment(
        activation="relu",
        batch_size=30,
        dataset="spiral",
        learning_rate=0.3,
        regularization_rate=0.01,
        noise=0.05,
        hidden=[8, 8],
        seed=20409,
        show_test=True,
        discretize=True,
        train_fraction=0.7,
        features=["x1", "x1_x2", "sin_x1"],
    )


def test_a_link_taken_up_while_playing_starts_its_run_at_rest(app, page):
    app.play()
    for _ in range(3):
        app.tick(0)
    app.load("dataset=gauss&hidden=3")
    assert (app.playing, app.session.epoch, page["epoch"]) == (False, 0, "0")
    assert page["hidden"] == "3"
    app.step(2)
    assert app.session.test_loss == losses_of(2, dataset="gauss", hidden=[3])[1]


def test_the_same_link_starts_the_run_again(app):
    app.step(3)
    app.load("")
    assert app.session.epoch == 0


def test_another_python_goes_on_from_the_run_of_one_that_is_gone(app, page):
    app.load("dataset=xor&hidden=3&optimizer=adam&dropout=0.2")
    app.step(3)
    saved = app.saved()
    app.step(2)
    expected = app.state()
    app.load("")
    app.restore(saved)
    assert app.state()["epoch"] == 3
    assert "epoch 3" in page["message"]
    app.step(2)
    assert app.state() == expected


def test_what_is_wrong_with_a_link_is_said_in_words(app, page):
    app.load("learning_rate=99&colour=red&hidden=4,x")
    assert page["message"].count("“") == 3
    for quoted in ("99", "colour", "4,x"):
        assert f"“{quoted}”" in page["message"]
    assert app.experiment == Experiment(learning_rate=10)


@pytest.mark.parametrize("link", ["%", "&&&", "=", "a" * 10_000, "hidden=,,,", "seed=-1", "\x00"])
def test_no_link_stops_the_page(app, link):
    app.load(link)
    app.step()
    assert app.session.epoch == 1


def test_a_message_goes_when_it_is_dismissed(app, page):
    app.load("colour=red")
    page.tell("dismiss", int(page["notice"]))
    assert page["message"] == ""


def test_a_message_that_came_after_the_dismissed_one_stays(app, page):
    app.load("colour=red")
    seen = int(page["notice"])
    app.load("colour=red")
    page.tell("dismiss", seen)
    assert "colour" in page["message"]


def test_the_same_message_may_come_again_after_it_was_dismissed(app, page):
    for _ in range(2):
        app.roots["features"].value = []
        assert page["message"] == "At least one input feature has to stay switched on."
        page.tell("dismiss", int(page["notice"]))
        assert page["message"] == ""


def test_a_message_goes_with_the_next_change(app, page):
    app.roots["features"].value = []
    app.roots["features"].value = ["x1", "x1_x2"]
    assert page["message"] == ""


def test_a_diverged_run_stops_and_says_why(app, page):
    app.load(DIVERGING)
    app.play()
    while app.playing:
        app.tick(0)
    state = app.state()
    assert np.isfinite([state["trainLoss"], state["testLoss"]]).all()
    assert page["state"] == "ready"
    assert f"in epoch {state['epoch'] + 1}" in page["message"]
    assert "The learning rate is 10." in page["message"]
    assert len(page["test_loss"]) <= 7


@pytest.mark.parametrize("verb", ["step", "tick"])
def test_a_diverged_run_can_be_recovered_with_a_smaller_learning_rate(app, page, verb):
    app.load(DIVERGING)
    assert not app.roots["recover"].visible
    app.play()
    for _ in range(100):
        getattr(app, verb)()
    assert app.roots["recover"].visible
    page.click("recover")
    assert app.experiment.learning_rate == 1
    assert (app.session.epoch, app.session.diverged) == (0, False)
    assert not app.roots["recover"].visible
    assert page["message"] == ""


def test_a_recovered_learning_rate_is_a_short_number(app, page):
    app.load("learning_rate=0.7")
    page.click("recover")
    assert app.experiment.learning_rate == 0.07


@pytest.mark.parametrize("way", ["play", "reset"])
def test_a_diverged_run_starts_again_with_play_and_reset(app, page, way):
    app.load(DIVERGING)
    app.step(100)
    assert page["message"] != ""
    getattr(app, way)()
    assert (app.session.epoch, app.session.diverged, page["message"]) == (0, False, "")


def test_another_data_set_ends_the_talk_of_divergence(app, page):
    app.load(DIVERGING)
    app.step(100)
    app.roots["problem"].value = "classification"
    assert page["message"] == ""
    assert not app.roots["recover"].visible


def test_the_part_under_the_pointer_is_shown_large(app, page):
    for hovered, caption in {
        "unit:1:2": "Layer 1, neuron 3",
        "feature:x1_x2": "x₁x₂",
        "": "Output",
        "unit:3:0": "Output",
    }.items():
        before = page.columns["large_map"]["image"]
        page.tell("hover", hovered)
        assert page["caption"] == caption
        same = np.array_equal(page.columns["large_map"]["image"], before)
        assert same == (hovered == "unit:3:0")


@pytest.mark.parametrize(
    "address",
    ["unit:9:9", "unit:-1:0", "edge:1:0:0", f"unit:1:{10**30}", "feature:cos_x1", "__init__", "é"],
)
def test_what_has_no_map_leaves_the_output_there(app, page, address):
    page.tell("hover", address)
    assert page["caption"] == "Output"


def test_a_part_that_vanishes_under_the_pointer_gives_way_to_the_output(app, page):
    page.tell("hover", "unit:2:1")
    app.experiment.hidden = [4]
    assert page["caption"] == "Output"


def test_a_tapped_part_is_edited(app, page):
    page.tell("select", "edge:2:3:1")
    assert page["selected"] == "edge:2:3:1"
    app.roots["editor_value"].value = "0,75"
    assert app.session.network.weights[1][3, 1] == 0.75
    drawn = dict(
        zip(page.columns["edges"]["address"], page.columns["edges"]["weight"], strict=True)
    )
    assert drawn["edge:2:3:1"] == 0.75
    page.tell("select", "")
    assert page["selected"] == ""


def test_an_edit_acts_while_the_network_trains(app, page):
    app.experiment.speed = "fast"
    page.tell("select", "unit:1:0")
    app.play()
    app.tick(0)
    app.roots["editor_value"].value = "3"
    assert app.session.network.biases[0][0] == 3
    app.tick(0)
    assert app.playing
    assert app.session.network.biases[0][0] == pytest.approx(3, abs=0.5)
    app.pause()
    assert page["editor_now"] == f"{app.session.network.biases[0][0]:.4g}"


def test_the_pointer_does_not_change_what_is_edited(app, page):
    page.tell("select", "unit:1:0")
    app.roots["editor_parameter"].value = "edge:1:1:0"
    page.tell("hover", "unit:2:0")
    assert page["selected"] == "edge:1:1:0"


@pytest.mark.parametrize("address", ["unit:9:9", "edge:-1:0:0", "feature:x1", "1; import os"])
def test_what_is_no_part_cannot_be_edited(app, page, address):
    page.tell("select", address)
    assert page["selected"] == ""


def test_the_editor_closes_when_its_part_is_removed(app, page):
    page.tell("select", "unit:2:1")
    page.click("remove_neuron_1")
    assert page["selected"] == ""


def test_the_figures_take_the_colours_of_the_theme(app, page):
    for theme in ("dark", "light"):
        page.tell("theme", theme)
        lines = {renderer.glyph.line_color for renderer in app.roots["loss"].object.renderers}
        assert INK[theme]["text"] in lines


def test_an_unknown_theme_is_ignored(app, page):
    page.tell("theme", "neon")
    lines = {renderer.glyph.line_color for renderer in app.roots["loss"].object.renderers}
    assert INK["light"]["text"] in lines


def test_without_a_browser_the_sources_take_the_frames_themselves():
    app = App()
    source = app.roots["network"].object.select_one({"name": "edges"})
    app.experiment.hidden = [2]
    app.step()
    np.testing.assert_array_equal(
        source.data["weight"], np.concatenate([w.ravel() for w in app.session.network.weights])
    )
    assert len(source.data["address"]) == 2 * 2 + 2


@pytest.mark.parametrize(
    ("verb", "arguments", "words"),
    [
        ("play", [], ""),
        ("step", [3], ""),
        ("load", ["dataset=xor"], ""),
        ("load", ["hidden=999"], "16"),
    ],
)
def test_verbs_return_what_the_page_says_of_them(app, verb, arguments, words):
    app.load("noise=7")
    told = getattr(app, verb)(*arguments)
    assert (told is None) == (words == "")
    assert words in (told or "")
