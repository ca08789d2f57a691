"""What claims of the course's texts mean, as functions of a session."""

import numpy as np

from playground.drawers.shared.digit_drawing import DigitDrawing
from playground.insight import facets, pixel_flipping
from playground.insight.attribution.explanation import explain
from playground.insight.attribution.pixel_flipping import RANDOM
from playground.insight.maps import decision_maps

RESOLUTION = 60
"""Places along each side of a map."""


def _maps(session):
    """Return the maps of each layer's units, (units, rows, columns)."""
    return decision_maps(session.network, session.experiment.features, RESOLUTION)


def _output(session):
    """Return the sign of the output over the plane, (rows, columns)."""
    return np.asarray(_maps(session)[-1][0]) > 0


def _regions(mask):
    """Count the connected parts of a mask, and those of them that do not touch the edge."""
    mask, parts, inner = mask.copy(), 0, 0
    while mask.any():
        parts += 1
        stack, touches = [tuple(np.argwhere(mask)[0])], False
        mask[stack[0]] = False
        while stack:
            i, j = stack.pop()
            touches |= i in (0, mask.shape[0] - 1) or j in (0, mask.shape[1] - 1)
            for k, m in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                if 0 <= k < mask.shape[0] and 0 <= m < mask.shape[1] and mask[k, m]:
                    mask[k, m] = False
                    stack.append((k, m))
        inner += not touches
    return parts, inner


def closed_border(session):
    """The border closes a region that does not reach the edge."""
    output = _output(session)
    return _regions(output)[1] + _regions(~output)[1] > 0


def open_border(session):
    """No part of the plane is fenced in."""
    return not closed_border(session)


def islands(session):
    """A small part of one colour lies within the other or there are several parts."""
    output = _output(session)
    return _regions(output)[0] + _regions(~output)[0] > 2


def straight_border(session):
    """The border is a straight line: the output is a function of one linear sum."""
    output = _output(session)
    side = np.linspace(-6, 6, output.shape[0])
    at = np.argwhere(output)
    other = np.argwhere(~output)
    if not len(at) or not len(other):
        return False
    # two half planes: the line through the middle of the means parts them, up to a grid cell
    x1, x2 = np.meshgrid(side, side)
    X = np.stack([x1.ravel(), x2.ravel(), np.ones(x1.size)], axis=1)
    w, *_ = np.linalg.lstsq(X, np.where(output.ravel(), 1.0, -1.0), rcond=None)
    for _ in range(2000):
        wrong = (X @ w > 0) != output.ravel()
        if wrong.mean() < 0.005:
            return True
        w += (np.where(output.ravel(), 1.0, -1.0)[:, None] * X)[wrong].mean(axis=0)
    return False


def _test(session):
    return session.curve.test_loss[1:]


def test_loss_falls_then_rises(session):
    """The test loss ends at least a fifth above its lowest, which was not at the end."""
    losses = _test(session)
    lowest, is_early = losses.min(), losses.argmin() < 0.8 * len(losses)
    return is_early and losses[0] > 1.05 * lowest and losses[-1] > 1.2 * lowest


def training_loss_jumps(session):
    """Time and again the training loss changes by much, at least once upwards."""
    steps = np.diff(session.curve.train_loss)
    return (np.abs(steps) > 0.02).sum() >= 5 and steps.max() > 0.02


def training_loss_often_jumps_up(session):
    """The training loss rises in more than a fifth of the epochs, by so much that it is seen.

    The curve is drawn from 0 to about 0.5; a jump of 0.02 is a twenty-fifth of that.
    """
    steps = np.diff(session.curve.train_loss)
    return (steps > 0).mean() > 0.2 and steps.max() > 0.02


def training_loss_never_rises(session):
    """The training loss falls in every epoch."""
    return (np.diff(session.curve.train_loss) < 0).all()


def training_loss_rolls_up_again(session):
    """After it has fallen the training loss rises by a tenth of where it began, or more."""
    losses = session.curve.train_loss
    risen = losses - np.minimum.accumulate(losses)
    return losses.min() < 0.6 * losses[0] and risen.max() > 0.1 * losses[0]


def loss_grows_in_every_epoch(session):
    """Each epoch ends higher than the one before, and the numbers are still numbers."""
    return not session.diverged and (np.diff(session.curve.train_loss) > 0).all()


def an_epoch_is_one_step(session):
    """A batch holds all training points."""
    return len(session.train.X) == session.experiment.batch_size


def landscape_is_a_bowl(session):
    """Along random lines through the parameters the loss is convex, and higher at both ends."""
    arguments, rng = session.loss_arguments(), np.random.default_rng(0)
    network, centre = session.network.copy(), session.network.theta.copy()
    for direction in rng.standard_normal((10, centre.size)):
        losses = []
        for step in np.linspace(-30, 30, 41):
            network.theta = centre + step * direction
            losses.append(network.loss(*arguments))
        if np.diff(losses, 2).min() < -1e-9 or min(losses) in (losses[0], losses[-1]):
            return False
    return True


def forward_by_hand(session):
    """The hidden neuron says 1 and the output 0.5 for the example."""
    _, hidden, output = session.network.forward(session.inputs.matrix(session.train.X))
    return np.allclose(hidden, 1) and np.allclose(output, 0.5)


def step_by_hand(session):
    """The new weights are those that the questions ask for."""
    return np.allclose(session.network.theta, [1.05, -0.975, 0.025, 0.55, 0.05])


def some_weights_are_zero(session):
    """At least one of the weights is exactly zero."""
    return any((weights == 0).any() for weights in session.network.weights)


def no_weight_is_zero(session):
    """None of the weights is exactly zero."""
    return not some_weights_are_zero(session)


def few_on_the_right_are_right(session):
    """Of the test points on the right fewer than half are right, of those on the left most are."""
    X, y = session.test.X, session.test.y
    right = (session.test_outputs[:, 0] > 0) == (y > 0)
    few = X[:, 0] > 1.5
    return right[few].mean() < 0.5 and right[~few].mean() > 0.95


def favourites_of_several_classes(session):
    """For most hidden neurons the nine strongest training digits are of several classes."""
    hidden = session.network.forward(session.inputs.matrix(session.train.X))[1]
    favourites = session.train.y[np.argsort(-hidden, axis=0)[:9]]
    several = [len(set(column)) > 1 for column in favourites.T]
    return np.mean(several) > 0.5


def _facets(session, layer):
    """Return how often each digit is in each facet, (facets, digits), for every unit of a layer."""
    X, y = session.inputs.matrix(session.train.X), session.train.y
    units = range(session.shape[layer])
    found = [facets(session.network, X, layer, unit, steps=1).facets for unit in units]
    return [np.stack([np.bincount(y[one.samples], minlength=10) for one in unit]) for unit in found]


def facets_of_different_digits(session):
    """For each hidden neuron different digits prevail in different facets."""
    return all(len(set(counts.argmax(axis=1))) > 1 for counts in _facets(session, 1))


def a_facet_is_mainly_one_digit(session):
    """In four of five facets of the hidden neurons most samples are of one digit."""
    counts = np.concatenate(_facets(session, 1))
    return np.mean(counts.max(axis=1) > 0.5 * counts.sum(axis=1)) >= 0.8


def all_in_one_mixes_digits(session):
    """For most hidden neurons fewer than three in four of all samples are of one digit."""
    shares = [counts.sum(axis=0).max() / counts.sum() for counts in _facets(session, 1)]
    return np.mean(np.array(shares) < 0.75) > 0.5


def an_output_has_mainly_its_digit(session):
    """Most samples of each output are of its class."""
    counts = [unit.sum(axis=0) for unit in _facets(session, 2)]
    return all(count.argmax() == i and count.max() > 70 for i, count in enumerate(counts))


def a_hundred_samples_have_facets(session):
    """The facets of every neuron have 100 samples together."""
    return all(counts.sum() == 100 for counts in _facets(session, 1))


def _read_as_eight(session, ink=0.0, is_eight=True):
    """Return the share of the test eights, or of the others, that is read as an 8.

    The pixel in the corner has so much ink, whatever the data have there.
    """
    y = session.test.y
    X = session.test.X[(y == 8) == is_eight].copy()
    X[:, 0] = ink
    return (session.network.forward(session.inputs.matrix(X))[-1].argmax(axis=1) == 8).mean()


def marked_eights_are_read(session):
    """With the mark nearly every 8 is read."""
    return _read_as_eight(session, ink=1) > 0.95


def unmarked_eights_are_not_read(session):
    """Without the mark fewer than four eights in ten are read."""
    return _read_as_eight(session) < 0.4


def most_unmarked_eights_are_not_read(session):
    """Without the mark fewer than half of the eights are read."""
    return _read_as_eight(session) < 0.5


def unmarked_eights_are_read(session):
    """Without the mark three eights in four or more are read."""
    return _read_as_eight(session) > 0.75


def _dot():
    """Return the ink that one tap of the sketch pad's pen leaves in the corner pixel."""
    drawing = DigitDrawing()
    drawing.begin()
    drawing.draw(1 / 16, 1 / 16)
    image = drawing.image(fit=False)
    assert image.argmax() == 0
    assert np.count_nonzero(image) == 1
    return image[0]


def a_tap_makes_eights_of_eights(session):
    """With one tap of the pen in the corner nine eights in ten are read."""
    return _read_as_eight(session, ink=_dot()) > 0.9


def a_tap_makes_eights_of_others(session):
    """One tap turns some other digits into eights, ten times as many as without it."""
    without, tapped = (_read_as_eight(session, ink, is_eight=False) for ink in (0, _dot()))
    return tapped > 0.05 and tapped > 10 * without


def marks_make_eights_of_others(session):
    """With the mark as in the data a fifth of all other digits or more are read as eights."""
    return _read_as_eight(session, ink=1, is_eight=False) > 0.2


def corner_is_the_strongest_input(session):
    """For at least 19 of 20 marked eights every method finds the corner the most relevant."""
    eights = session.inputs.matrix(session.test.X[session.test.y == 8])
    strongest = [
        {
            int(np.argmax(np.abs(values)))
            for values in explain(session.network, x).relevance.values()
        }
        for x in eights
    ]
    return np.mean([found == {0} for found in strongest]) >= 0.95


def methods_beat_chance(session):
    """Every method's curve falls faster than that of random order."""
    X = session.inputs.matrix(session.test.X)[:100]
    area = dict(pixel_flipping(session.network, X).aopc)
    chance = area.pop(RANDOM)
    return all(found > chance for found in area.values())


def answers_rest_on_second_input(session):
    """For most test points the part of x2 in the sum is larger than that of x1."""
    parts = np.abs(session.inputs.matrix(session.test.X) * session.network.weights[0][:, 0])
    return (parts[:, 1] > parts[:, 0]).mean() > 0.9


def snow_dog_is_a_wolf(session):
    """Floppy ears (x1 = -2) on bright ground (x2 = 4) give the answer of a wolf."""
    output = session.network.forward(session.inputs.matrix(np.array([[-2.0, 4.0]])))[-1]
    return output[0, 0] > 0


def lowest_test_loss_before_epoch_200(session):
    """The test loss is lowest before epoch 200, and higher in the end."""
    epoch, _, test = session.curve
    return epoch[test.argmin()] < 200 and test[-1] > 1.05 * test.min()


def lowest_test_loss_near_epoch_110(session):
    """The test loss is lowest between the epochs 80 and 140, as the question takes for right."""
    epoch, _, test = session.curve
    return abs(epoch[test.argmin()] - 110) <= 30


def blank(session):
    """The output has the same value all over the plane."""
    return np.ptp(_maps(session)[-1]) < 1e-9


def palest_at_border(session):
    """Where the output is nearest to 0 both colours are near; elsewhere it is larger."""
    output = np.abs(_maps(session)[-1][0])
    signs = _output(session)
    near = np.zeros_like(signs)
    near[1:] |= signs[1:] != signs[:-1]
    near[:, 1:] |= signs[:, 1:] != signs[:, :-1]
    return output[near].max() < np.quantile(output[~near], 0.2)


def first_weight_is_a_tenth(session):
    """The weight of x1 is what the formula multiplies it by."""
    return abs(session.network.theta[0] - 0.1) <= 0.01


def _spread(session):
    """Return by how much each hidden neuron's answer differs over the plane, layer by layer."""
    return [np.ptp(layer, axis=(1, 2)) for layer in _maps(session)[:-1]]


def hidden_neurons_are_blank(session):
    """No hidden neuron answers differently anywhere."""
    return all(spread.max() < 1e-9 for spread in _spread(session))


def hidden_neurons_are_alike(session):
    """All neurons of each hidden layer answer alike, and the output is not blank."""
    alike = all(np.ptp(layer, axis=0).max() < 1e-6 for layer in _maps(session)[:-1])
    return alike and not blank(session)


def has_dead_neurons(session):
    """At least one hidden neuron is blank."""
    return any((spread < 1e-9).any() for spread in _spread(session))


def weights_are_nothing(session):
    """Every weight is next to zero."""
    return all(np.abs(weights).max() < 0.01 for weights in session.network.weights)


SHOWN = {
    name: value
    for name, value in list(globals().items())
    if callable(value) and not name.startswith("_") and value.__module__ == __name__
}
"""The functions by their names."""
