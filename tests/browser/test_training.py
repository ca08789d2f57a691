"""Play, step, reset and pause: the network in the browser learns what it learns elsewhere."""

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.experiment import USUAL_FEATURES, Experiment
from playground.number_format import loss
from playground.session import Session

SPIRAL = Experiment(dataset="spiral", features=list(USUAL_FEATURES), hidden=[8, 8])
DIVERGING = "dataset=plane&activation=relu&learning_rate=10"


def losses_elsewhere(experiment, epochs):
    """Train natively, without a browser."""
    session = Session(experiment)
    session.advance(epochs)
    return session.train_loss, session.test_loss


@pytest.mark.parametrize("experiment", [Experiment(), SPIRAL], ids=["circle", "spiral"])
def test_play_trains_as_it_does_elsewhere(playground, experiment):
    """The last digits differ, since other machines sum and take tanh in other ways.

    So what is known of the losses that are reached elsewhere holds here, too.
    """
    playground.call("load", experiment.to_permalink())
    playground.play_beyond(60)
    state = playground.state()
    expected = losses_elsewhere(experiment, state["epoch"])
    assert (state["trainLoss"], state["testLoss"]) == pytest.approx(expected, rel=1e-6)


def test_the_play_button_plays_and_pauses(playground, wait_until):
    page = playground.page
    page.get_by_role("button", name="Play").click()
    wait_until(page, "playing")
    page.get_by_role("button", name="Pause").click()
    wait_until(page, "ready")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert not playground.state()["playing"]


def test_epoch_and_losses_are_those_of_the_run(playground):
    playground.play_beyond(20)
    state = playground.state()
    assert playground.text("epoch") == f"{state['epoch']:,}"
    assert playground.text("train_loss") == loss(state["trainLoss"])
    assert playground.text("test_loss") == loss(state["testLoss"])
    assert playground.text("score").endswith("%")


def test_the_curve_has_a_point_for_every_epoch(playground):
    playground.play_beyond(20)
    state = playground.state()
    assert playground.column("loss_curve", "epoch") == list(range(state["epoch"] + 1))
    assert playground.column("loss_curve", "test_loss")[-1] == state["testLoss"]
    assert playground.column("loss_curve", "train_loss")[-1] == state["trainLoss"]


def test_the_step_button_trains_for_one_epoch(playground):
    for epoch in (1, 2, 3):
        playground.page.get_by_role("button", name="Train for one epoch").click()
        assert playground.text("epoch") == f"{epoch:,}"


def test_reset_starts_the_same_run_again(playground):
    losses = []
    for _ in range(2):
        playground.call("step", 5)
        losses.append(playground.state()["testLoss"])
        playground.page.get_by_role("button", name="Reset").click()
        assert playground.text("epoch") == "0"
    assert losses[0] == losses[1]


def test_a_pause_is_announced_and_playing_is_not(playground, wait_until):
    announcer = playground.page.locator("#announcer")
    playground.call("play")
    wait_until(playground.page, "playing")
    playground.settle()
    assert announcer.text_content() == ""
    playground.call("pause")
    state = playground.state()
    playground.settle()
    assert announcer.text_content() == (
        f"Epoch {state['epoch']}. Test loss {loss(state['testLoss'])}, "
        f"training loss {loss(state['trainLoss'])}."
    )


def test_training_changes_maps_and_lines(playground):
    before = playground.map_pixels()
    weights = playground.column("edges", "weight")
    playground.call("step", 3)
    assert (playground.map_pixels() != before).any()
    assert playground.column("edges", "weight") != weights


@pytest.mark.parametrize(
    ("place", "label", "change"),
    [
        ("learning_rate", "0.1", {"learning_rate": 0.1}),
        ("activation", "ReLU", {"activation": "relu"}),
        ("regularization", "L1", {"regularization": "l1"}),
        ("regularization_rate", "0.01", {"regularization_rate": 0.01}),
        ("speed", "Slow motion", {"speed": "slow"}),
    ],
)
def test_a_training_setting_changes_in_mid_training(playground, place, label, change):
    playground.call("play")
    playground.page.evaluate("async () => { while (!(await playground.state()).epoch); }")
    epoch = playground.epoch
    playground.choose(place, label)
    state = playground.state()
    assert state["playing"]
    assert state["epoch"] >= epoch > 0
    assert playground.experiment == Experiment(**change)


def test_in_slow_motion_a_step_is_a_batch(playground):
    playground.call("load", "speed=slow")
    before = playground.column("edges", "weight")
    playground.click("step")
    assert playground.column("edges", "weight") != before
    assert playground.text("epoch") == "0"


def test_divergence_stops_with_an_explanation_and_a_way_back(playground, wait_until):
    page = playground.page
    playground.call("load", DIVERGING)
    playground.click("play")
    page.get_by_text("Training stopped in epoch").wait_for()
    wait_until(page, "ready")
    assert "The learning rate is 10." in playground.text("message")
    state = playground.state()
    assert np.isfinite([state["trainLoss"], state["testLoss"]]).all()
    page.get_by_role("button", name="Start again, ten times slower").click()
    assert playground.text("message") == ""
    assert playground.experiment.learning_rate == 1
    assert playground.chosen("learning_rate") == "1"
    assert playground.epoch == 0


def test_a_message_can_be_dismissed(playground):
    playground.call("load", DIVERGING)
    playground.call("step", 50)
    message = playground.page.locator("#message")
    message.wait_for()
    playground.page.get_by_role("button", name="Dismiss this message").click()
    message.wait_for(state="hidden")
    playground.call("reset")
    playground.call("step", 50)
    message.wait_for()


ONE_FRAME_EACH = """async () => {
  const plot = Bokeh.index.get_one(Bokeh.documents[0].get_model_by_name("loss"));
  let painted = 0;
  plot.repainted.connect(() => { painted += 1; });
  const request = window.requestAnimationFrame;
  let asked = 0;
  window.requestAnimationFrame = (callback) => { asked += 1; return request(callback); };
  const { framesPainted } = await window.playground.state();
  for (const epochs of [3, 4, 5]) {
    const before = (await window.playground.state()).framesPainted;
    await window.playground.step(epochs);
    while ((await window.playground.state()).framesPainted === before) { /* ask again */ }
  }
  window.requestAnimationFrame = request;
  return [painted, asked, (await window.playground.state()).framesPainted - framesPainted];
}"""
"""How often the losses were painted, and frames of the browser asked for, by so many frames."""


def test_longer_loss_curves_are_painted_with_their_frame_not_with_one_more(page, playground):
    painted, asked, frames = page.evaluate(ONE_FRAME_EACH)
    assert (painted, asked) == (frames, frames) == (3, 3)
