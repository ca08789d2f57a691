"""Saving, opening and exporting on the page: files arrive whole, and wrong ones change nothing."""

import json
import struct
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.data import feature_matrix
from playground.session import Session
from playground.session.save_file import read

POINTS = np.random.default_rng(0).uniform(-6, 6, (20, 2))


@pytest.fixture
def drawer(playground):
    """The page with the drawer open."""
    page = playground.page
    button = page.get_by_role("button", name="Save", exact=True)
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    page.get_by_role("button", name="Save file").wait_for()
    playground.settle()
    return page.locator("#drawer")


def downloaded(drawer, button):
    """Press a button and return the name and content of the file that it gives."""
    with drawer.page.expect_download() as download:
        drawer.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def open_file(playground, drawer, content, name="run.json"):
    """Open a file from the drawer."""
    file = {"name": name, "mimeType": "application/json", "buffer": content}
    drawer.locator("input[type=file]").set_input_files(file)


def wait_for_message(playground, text):
    playground.page.get_by_text(text).wait_for()


def test_a_saved_run_is_opened_again_with_exactly_its_losses(playground, drawer):
    playground.call("load", "dataset=xor&hidden=3,2&seed=7")
    playground.call("step", 25)
    before = playground.state()
    name, content = downloaded(drawer, "Save file")
    assert name == "playground-xor-25.json"
    playground.call("load", "")
    open_file(playground, drawer, content)
    playground.page.wait_for_function("async () => (await window.playground.state()).epoch === 25")
    after = playground.state()
    keys = ("epoch", "trainLoss", "testLoss", "permalink")
    assert [after[key] for key in keys] == [before[key] for key in keys]
    assert playground.column("loss_curve", "epoch") == list(range(26))
    playground.call("step")
    assert playground.epoch == 26


def test_a_file_saved_on_the_page_is_read_elsewhere(playground, drawer):
    playground.call("step", 5)
    saved = read(downloaded(drawer, "Save file")[1])
    session = Session(saved.experiment)
    session.restore(saved.theta, saved.epoch, saved.curve)
    assert session.test_loss == pytest.approx(playground.state()["testLoss"], rel=1e-12)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "line 1 is not JSON"),
        (b'{"format": "other"}', "not a file that the playground has saved"),
        (b" " * 2_000_001, "larger than 2,000,000 bytes"),
        (b" " * 8_000_001, "too large to be opened"),
    ],
    ids=["no JSON", "other", "large", "huge"],
)
def test_a_wrong_file_gives_a_message_and_changes_nothing(playground, drawer, content, message):
    playground.call("step", 5)
    before = playground.state()
    open_file(playground, drawer, content)
    wait_for_message(playground, message)
    after = playground.state()
    assert (after["epoch"], after["testLoss"]) == (before["epoch"], before["testLoss"])
    assert after["permalink"] == before["permalink"]


def test_the_code_of_the_network_runs_elsewhere(playground, drawer):
    playground.call("step", 10)
    saved = read(downloaded(drawer, "Save file")[1])
    name, code = downloaded(drawer, "Download code")
    assert name == "network_numpy.py"
    assert drawer.get_by_label("Network as code").input_value().encode() == code
    exported = {}
    exec(compile(code, name, "exec"), exported)
    session = Session(saved.experiment)
    session.restore(saved.theta, saved.epoch)
    expected = session.network.forward(feature_matrix(POINTS, saved.experiment.features))[-1]
    np.testing.assert_allclose(exported["predict"](POINTS), expected, rtol=1e-6)


def test_another_library_shows_other_code(playground, drawer):
    drawer.get_by_label("Library").select_option(label="PyTorch")
    playground.settle()
    assert "import torch" in drawer.get_by_label("Network as code").input_value()
    drawer.get_by_label("Library").select_option(label="NumPy")


def test_what_a_library_lacks_is_said_instead(playground, drawer):
    playground.call("load", "activation=gelu")
    drawer.get_by_label("Library").select_option(label="scikit-learn")
    drawer.get_by_text("scikit-learn has no GELU activation function.").wait_for()
    drawer.get_by_role("button", name="Copy code").wait_for(state="hidden")
    drawer.get_by_label("Library").select_option(label="NumPy")


def test_code_is_copied(playground, drawer):
    context = playground.page.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    drawer.get_by_role("button", name="Copy code").click()
    playground.settle()
    copied = playground.page.evaluate("navigator.clipboard.readText()")
    assert copied == drawer.get_by_label("Network as code").input_value()


@pytest.mark.parametrize("picture", ["Network", "Output map", "Loss curves"])
def test_a_picture_is_a_png_as_large_as_on_the_screen(playground, drawer, picture):
    drawer.get_by_label("Picture", exact=True).select_option(label=picture)
    drawer.get_by_label("Format").select_option(label="PNG")
    name, content = downloaded(drawer, "Download picture")
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    assert min(width, height) > 50
    assert len(content) > 1000


@pytest.mark.parametrize("picture", ["Network", "Output map", "Loss curves"])
def test_a_picture_is_a_drawing_in_svg(playground, drawer, picture):
    drawer.get_by_label("Picture", exact=True).select_option(label=picture)
    drawer.get_by_label("Format").select_option(label="SVG")
    name, content = downloaded(drawer, "Download picture")
    assert name.endswith(".svg")
    root = ElementTree.fromstring(content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter())) > 10


def test_a_file_holds_what_the_page_shows(playground, drawer):
    playground.call("step", 3)
    fields = json.loads(downloaded(drawer, "Save file")[1])
    assert fields["history"]["test_loss"] == playground.column("loss_curve", "test_loss")
