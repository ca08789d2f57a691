"""The drawer "Why?": one sample explained by all methods, and the methods put to the test."""

import numpy as np
import pytest

from playground.insight import pixel_flipping, relevance
from playground.insight.attribution.explanation import CONSERVING, explain
from playground.insight.attribution.relevance import METHODS
from playground.text import text
from tests.drawers.control import follow, widget


@pytest.fixture
def app(app):
    app.step(3)
    app.drawers.open("relevance")
    return app


@pytest.fixture
def digits(page):
    read_digits(page.app)
    return page.app


def read_digits(app):
    """Let the drawer open at a network that reads digits."""
    app.drawers.close()
    app.experiment.choose_inputs("digits")
    app.step(10)
    app.drawers.open("relevance")


def html(app):
    panes = app.drawers.root.select(lambda one: isinstance(getattr(one, "object", None), str))
    return " ".join(pane.object for pane in panes if pane.visible)


def images(app, kind):
    figure = app.drawers.root.select(
        lambda one: getattr(getattr(one, "object", None), "name", "") == "relevance_images"
    )[0].object
    name = f"relevance_{kind}"
    return next(r.data_source for r in figure.renderers if r.data_source.name == name).data


def finish(app):
    while app.context.jobs.active:
        app.tick()


def test_an_explanation_is_that_of_every_method(digits):
    network, x = digits.session.network, digits.session.test.X[4]
    found = explain(network, x)
    assert found.target == network.forward(x[None])[-1].argmax()
    assert tuple(found.relevance) == tuple(METHODS)
    for name, values in found.relevance.items():
        np.testing.assert_array_equal(values, relevance(network, x[None], name)[0])


def test_without_biases_the_conserving_methods_add_up_to_the_score(digits):
    """Exact up to rounding; epsilon is 1e-6, and alpha-beta needs more than that."""
    network = digits.session.network
    for biases in network.biases:
        biases[:] = 0
    found = explain(network, digits.session.test.X[0], 3)
    for name in CONSERVING[:3]:
        assert found.relevance[name].sum() == pytest.approx(found.score, rel=1e-4)


def test_heatmaps_of_all_methods_stand_beside_the_digit(digits):
    x = digits.session.test.X[0]
    np.testing.assert_allclose(images(digits, "ink")["pixels"][0].ravel(), x, atol=1e-7)
    heatmaps = images(digits, "heat")["pixels"]
    assert len(heatmaps) == 7
    assert [np.abs(one).max() for one in heatmaps] == pytest.approx([1] * 7)
    gradient = relevance(digits.session.network, x[None], "gradient")[0]
    expected = gradient / np.abs(gradient).max()
    np.testing.assert_allclose(heatmaps[0].ravel(), expected, atol=1e-6)


def test_deconvolution_says_why_it_is_not_there(app):
    assert "defined for ReLU" in html(app)
    assert "Deconvolution</th>" not in html(app)
    read_digits(app)
    assert "defined for ReLU" not in html(app)
    assert "Deconvolution</th>" in html(app)


def test_a_tapped_digit_is_explained(digits):
    frame = digits.session.frame()
    place = digits.context.main_views.output.place_of(frame, len(frame.train.y) + 7)
    digits.drawers.tap(*place)
    shown = images(digits, "ink")["pixels"][0].ravel()
    np.testing.assert_allclose(shown, digits.session.test.X[7], atol=1e-7)
    assert widget(digits, "Sample number").value == str(len(frame.train.y) + 8)


def test_a_tapped_point_is_marked_and_its_features_get_bars_and_maps(app):
    x, y = app.session.train.X[9]
    app.drawers.tap(x, y)
    assert follow(app)["relevance_mark"] == {"x": [x], "y": [y]}
    assert 'class="for"' in html(app)
    maps = images(app, "heat")["pixels"]
    assert len(maps) == len(app.experiment.features)
    assert all(np.abs(one).max() <= 1 for one in maps)


def test_the_sketch_is_explained(digits):
    digits.drawers.open("sketchpad")
    digits.context.drawn_digit.begin()
    for x, y in [(0.3, 0.2), (0.7, 0.2), (0.5, 0.9)]:
        digits.context.drawn_digit.draw(x, y)
    digits.drawers.open("relevance")
    widget(digits, "Take the digit of the sketch pad").clicks += 1
    shown = images(digits, "ink")["pixels"][0].ravel()
    np.testing.assert_allclose(shown, digits.context.drawn_digit.image(), atol=1e-7)


def test_another_output_can_be_explained(digits):
    widget(digits, "Explained output").value = 5
    x = digits.session.test.X[:1]
    gradient = relevance(digits.session.network, x, "gradient", 5)[0]
    heatmap = images(digits, "heat")["pixels"][0].ravel()
    np.testing.assert_allclose(heatmap, gradient / np.abs(gradient).max(), atol=1e-6)


def test_a_number_that_no_sample_has_is_refused_in_a_sentence(app):
    widget(app, "Sample number").value = "100000"
    assert "100000" in app.context.notices.message


def test_weights_that_are_not_numbers_give_a_sentence(digits):
    digits.session.network.theta[:] = np.nan
    follow(digits)
    assert "There is nothing to explain" in html(digits)
    widget(digits, "Compare the methods").clicks += 1
    finish(digits)
    assert "could not be computed" in digits.context.notices.message


def test_the_methods_are_compared_in_the_background(digits):
    session = digits.session
    widget(digits, "Compare the methods").clicks += 1
    assert digits.context.jobs.active
    finish(digits)
    curves = pixel_flipping(session.network, session.test.X)
    best = max(curves.aopc, key=curves.aopc.get)
    rows = html(digits).split("Area over the perturbation curve</caption>")[1]
    assert rows.index(text(f"method.{best}")) < rows.index("Random order")
    assert curves.aopc[best] > curves.aopc["random"]


def test_the_comparison_can_be_cancelled(digits):
    widget(digits, "Compare the methods").clicks += 1
    widget(digits, "Cancel").clicks += 1
    assert not digits.context.jobs.active
    widget(digits, "Compare the methods").clicks += 1
    digits.drawers.open("")
    assert not digits.context.jobs.active


def test_inputs_that_are_no_pixels_are_not_replaced_by_paper(app):
    label = "A removed input becomes"
    assert next(iter(widget(app, label).options)) == "Zero"
    read_digits(app)
    assert "Blank paper (0)" in widget(app, label).options
