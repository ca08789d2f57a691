"""What the settings of an experiment are chosen from: bounds, lists, and what suits what."""

from playground.data import DIGIT_CLASSES

MAX_LAYERS = 8
"""Hidden layers at most."""

MAX_EPOCHS = 1_000_000
"""Epochs at most, where a setting counts them."""

MAX_SEED = 2**32 - 1
"""The largest seed; JavaScript holds every whole number up to it exactly."""

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
"""The learning rates TensorFlow Playground offers; any other within the bounds is valid too."""

REGULARIZATION_RATES = (0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)
"""The regularization rates TensorFlow Playground offers; others are valid too."""

PROBLEMS = ("classification", "regression")
"""What is to be learned."""

OUTPUT_FOR = {
    "classification": "tanh",
    "multi-class classification": "softmax",
    "regression": "linear",
}
"""The output activation for each problem, apart for more than two classes."""

LOSSES_FOR = {
    "classification": ("squared", "logistic", "huber"),
    "multi-class classification": ("cross-entropy",),
    "regression": ("squared", "huber"),
}
"""The losses that suit each problem, likewise; the first one is the usual one."""

LOSSES = tuple(dict.fromkeys(loss for losses in LOSSES_FOR.values() for loss in losses))
"""All of them."""

NO_DIGIT = "none"
MARKED_DIGITS = (NO_DIGIT, *map(str, range(DIGIT_CLASSES)))
"""Which digit can be marked, one or none."""

USUAL_DATASETS = ("circle", "xor", "gauss", "spiral", "plane", "multi-gauss")
"""The data sets of TensorFlow Playground."""

USUAL_FEATURES = ("x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2")
"""The features that TensorFlow Playground shows; its links alone can switch on others."""

SPEEDS = ("slow", "normal", "fast")
"""One batch a second, one epoch a picture, as many epochs as there is time for."""

USUAL_SAMPLES = {"classification": 500, "regression": 1200}
"""Samples in TensorFlow Playground's data sets, for each problem."""
