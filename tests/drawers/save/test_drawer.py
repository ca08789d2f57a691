"""The save drawer gives files and code to the page, and opens files without risk."""

import json

import pytest

from playground.experiment import Experiment
from playground.export import export_code
from playground.session import save_file
from tests.drawers.control import widget

DRAWER = "save"


def press(page, label):
    """Press a button and return what the page is to give to the user, and its bytes."""
    widget(page.app, label).clicks += 1
    kind, content, data = page.messages[-1]
    assert kind == "deliver"
    return content, data


def open_file(app, content):
    """Do what choosing a file does."""
    widget(app, "Open a saved file").value = content


def test_a_file_of_the_run_is_delivered(app, page):
    app.load("dataset=xor")
    app.step(3)
    delivery, content = press(page, "Save file")
    assert delivery == {"action": "file", "name": "playground-xor-3.json", "format": "json"}
    assert content.decode() == save_file.write(app.session)


def test_a_file_takes_the_place_of_the_present_run(app):
    app.load("dataset=plane&hidden=3")
    app.step(4)
    text, test_loss = save_file.write(app.session), app.session.test_loss
    app.load("")
    app.play()
    open_file(app, text.encode())
    assert not app.playing
    assert app.experiment == Experiment(dataset="plane", hidden=[3])
    assert (app.session.epoch, app.session.test_loss) == (4, test_loss)
    app.step()
    assert app.session.epoch == 5


def test_a_file_of_an_earlier_version_is_opened_with_a_word_on_what_it_lacks(app, page):
    app.step(4)
    file = json.loads(save_file.write(app.session))
    del file["training"]
    open_file(app, json.dumps(file).encode())
    assert app.session.epoch == 4
    assert "new order" in page["message"]


def test_the_same_file_can_be_opened_again(app):
    content = save_file.write(app.session).encode()
    for _ in range(2):
        app.step()
        open_file(app, content)
        assert app.session.epoch == 0


@pytest.mark.parametrize("content", [b"no JSON", b"{}", b"\xff", b" " * 2_000_001])
def test_a_wrong_file_changes_nothing_and_says_why(app, page, content):
    app.step(2)
    before = save_file.write(app.session)
    open_file(app, content)
    assert save_file.write(app.session) == before
    message = page["message"]
    assert message.startswith("The file was not opened: ")


def test_a_run_that_has_diverged_is_followed_by_one_that_has_not(app):
    content = save_file.write(app.session).encode()
    app.load("dataset=plane&activation=relu&learning_rate=10")
    app.step(100)
    assert app.session.diverged
    open_file(app, content)
    assert not app.session.diverged
    assert app.experiment == Experiment()


def test_the_code_is_that_of_the_present_network(app, page):
    app.step(2)
    expected = export_code(app.session.network, ["x1", "x2"], "numpy")
    assert press(page, "Copy code")[0]["text"] == expected
    assert press(page, "Download code")[0]["name"] == "network_numpy.py"


def test_another_library_has_another_program(app, page):
    widget(app, "Library").value = "torch"
    assert "import torch" in press(page, "Download code")[1].decode()
    widget(app, "Library").value = "numpy"


def test_there_is_nothing_to_copy_where_a_library_lacks_something(app):
    widget(app, "Library").value = "sklearn"
    app.experiment.activation = "sine"
    assert not widget(app, "Copy code").visible
    assert not widget(app, "Download code").visible
    app.experiment.activation = "tanh"
    assert widget(app, "Copy code").visible


@pytest.mark.parametrize("figure", ["network", "output", "loss"])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_is_drawn_by_the_page(app, page, figure, kind):
    widget(app, "Picture").value = figure
    widget(app, "Format").value = kind
    delivery, _ = press(page, "Download picture")
    assert (delivery["action"], delivery["figure"], delivery["format"]) == ("picture", figure, kind)
    assert delivery["name"] == f"playground-{figure}-0.{kind}"


def test_all_pictures_are_of_figures_of_the_page(app):
    names = set(widget(app, "Picture").options.values())
    assert names <= app.roots.keys()
