"""The drawer about single neurons: the samples that excite one, ascents, and facets."""

import numpy as np
import pytest

from playground.drawers.maximisation.ascent import OWN
from playground.drawers.maximisation.search_space import SEARCH_SPACES, as_images, starts_of
from playground.frame import Unit
from playground.insight import PRESETS, facets, maximise, top_samples
from tests.drawers.control import widget


@pytest.fixture
def plane(app):
    app.step(20)
    app.drawers.open("maximisation")
    return app


@pytest.fixture
def digits(page):
    app = page.app
    app.experiment.choose_inputs("digits")
    app.step(10)
    app.drawers.open("maximisation")
    return app


def press(app, label):
    widget(app, label).clicks += 1


def finish(app):
    while app.context.jobs.active:
        app.tick()


def html(app):
    panes = app.drawers.root.select(lambda one: isinstance(getattr(one, "object", None), str))
    return " ".join(pane.object for pane in panes)


def drawn(app, figure, source):
    """Return the columns of one of the sources that a figure of the drawer draws."""
    panes = app.drawers.root.select(lambda one: getattr(one, "object", None) is not None)
    (found,) = (p.object for p in panes if getattr(p.object, "name", "") == figure)
    return next(r.data_source for r in found.renderers if r.data_source.name == source).data


def test_nine_training_digits_excite_a_neuron_most(digits):
    widget(digits, "Neuron").value = "unit:1:4"
    session = digits.session
    top = top_samples(session.network, session.train.X, 1, 4)
    images = drawn(digits, "top_images", "top_ink")["pixels"]
    np.testing.assert_allclose(
        [image.ravel() for image in images], session.train.X[top.indices], atol=1e-7
    )
    heat = drawn(digits, "top_images", "top_heat")["pixels"]
    largest = np.abs(top.responsible).max(axis=1, keepdims=True)
    expected = np.divide(top.responsible, largest, where=largest > 0, out=top.responsible * 0)
    np.testing.assert_allclose([image.ravel() for image in heat], expected, atol=1e-6)


def test_an_ascent_is_that_of_insight_at_every_step(digits):
    press(digits, "Climb")
    finish(digits)
    ground, session = SEARCH_SPACES["digits"], digits.session
    settings = {**PRESETS["digits"], "bounds": (0, 1), "image_shape": (8, 8)}
    expected = maximise(session.network, 2, 9, starts_of(ground, 4, 0), **settings)
    for step in (100, 0, 37):
        widget(digits, "Step of the ascent").value = step
        images = drawn(digits, "maximisation_images", "maximisation_ink")["pixels"]
        np.testing.assert_allclose(images, as_images(expected.path[step], (8, 8)), atol=1e-6)


def test_the_film_ends_at_the_last_step(digits):
    press(digits, "Climb")
    finish(digits)
    assert widget(digits, "Step of the ascent").value == 100


def test_other_starts_are_others_and_seeded(digits):
    ground = SEARCH_SPACES["digits"]
    assert (starts_of(ground, 3, 1) == starts_of(ground, 3, 1)).all()
    assert (starts_of(ground, 3, 1) != starts_of(ground, 3, 2)).all()
    press(digits, "Other starts")
    finish(digits)
    widget(digits, "Step of the ascent").value = 0
    images = drawn(digits, "maximisation_images", "maximisation_ink")["pixels"]
    np.testing.assert_allclose(images, as_images(starts_of(ground, 4, 1), (8, 8)), atol=1e-6)


def test_a_preset_moves_the_sliders_and_a_slider_leaves_the_preset(digits):
    preset = widget(digits, "Regularisers")
    assert preset.value == "digits"
    preset.value = "yosinski-2"
    assert widget(digits, "L2 decay per step").value == 0.3
    assert widget(digits, "Clip pixels with small norm (%)").value == 20
    assert widget(digits, "Blur, radius in pixels").value == 0
    widget(digits, "L2 decay per step").value = 0.2
    assert preset.value == OWN
    widget(digits, "L2 decay per step").value = 0.3
    assert preset.value == "yosinski-2"


def test_every_preset_can_be_chosen_and_stays(digits):
    for preset in PRESETS:
        widget(digits, "Regularisers").value = preset
        assert widget(digits, "Regularisers").value == preset


def test_on_the_plane_an_ascent_starts_where_one_taps(plane):
    plane.drawers.tap(2.5, -1)
    finish(plane)
    session = plane.session
    expected = maximise(
        session.network,
        3,
        0,
        [[2.5, -1.0]],
        step_size=0.2,
        bounds=(-6, 6),
        inputs=session.inputs.matrix,
    ).path[:, 0]
    paths = drawn(plane, "ascent_plane", "ascent_paths")
    np.testing.assert_allclose(np.column_stack([paths["xs"][0], paths["ys"][0]]), expected)
    assert len(drawn(plane, "ascent_plane", "ascent_map")["pixels"]) == 1


def test_facets_stand_beside_the_digits_they_came_from(digits):
    press(digits, "Find facets")
    finish(digits)
    session = digits.session
    settings = {**PRESETS["facets"], "bounds": (0, 1), "image_shape": (8, 8)}
    found = facets(session.network, session.train.X, 2, 9, **settings)
    images = drawn(digits, "facets_images", "facets_ink")["pixels"]
    assert len(images) == 7 * (1 + len(found.facets))
    for row, facet in enumerate([found.single, *found.facets]):
        result = as_images(facet.ascent.path[-1], (8, 8))[0]
        np.testing.assert_allclose(images[7 * row], result, atol=1e-6)
        first = as_images(session.train.X[facet.samples[0]], (8, 8))[0]
        np.testing.assert_allclose(images[7 * row + 1], first, atol=1e-6)
    assert "All in one" in html(digits)


def test_facets_on_the_plane_are_paths(plane):
    press(plane, "Find facets")
    finish(plane)
    names = drawn(plane, "facets_plane", "facets_ends")["name"]
    assert [name for name in names if name] == ["1", "2", "3", "4", "all"]
    assert len(drawn(plane, "facets_plane", "facets_paths")["xs"]) == len(names) // 2


def test_a_dead_neuron_gives_a_sentence(digits):
    widget(digits, "Neuron").value = "unit:1:3"
    digits.session.network.weights[0][:, 3] = 0
    for button in ("Climb", "Find facets"):
        digits.context.notices.say("")
        press(digits, button)
        finish(digits)
        assert "does not answer to changes of its input" in digits.context.notices.message


def test_weights_that_are_not_numbers_give_a_sentence(digits):
    digits.session.network.theta[:] = np.nan
    digits.context.redraw.request()
    assert "must be finite" in html(digits)
    press(digits, "Climb")
    finish(digits)
    assert "must be finite" in digits.context.notices.message


def test_a_neuron_that_is_there_no_more_gives_way_to_the_output(digits):
    widget(digits, "Neuron").value = "unit:1:31"
    press(digits, "Climb")
    digits.experiment.hidden = [4]
    assert not digits.context.jobs.active
    assert widget(digits, "Neuron").value == str(Unit(2, 9))
    press(digits, "Climb")
    finish(digits)
    assert "activation after step 100" in html(digits)


def test_the_neuron_that_is_tapped_in_the_network_is_taken(plane):
    plane.context.editor.select("unit:1:2")
    plane.context.redraw.request()
    assert widget(plane, "Neuron").value == "unit:1:2"


def test_closing_gives_up_what_is_computed(digits):
    press(digits, "Climb")
    press(digits, "Find facets")
    digits.drawers.open("")
    assert not digits.context.jobs.active
