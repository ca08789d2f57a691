"""Terms are explained before they are used: the course read in its order, beside the glossary."""

import re

import pytest

from playground.exercises import library
from playground.glossary import glossary

TERMS = {
    "neuron": r"neurons?",
    "weight": r"weights?",
    "bias": r"bias(es)?",
    "output": r"outputs?",
    "train": r"training data",
    "legend.test": r"test data",
    "curve.epoch": r"epochs?",
    "curve.test_loss": r"test loss",
    "curve.train_loss": r"training loss",
    "output.accuracy": r"accuracy",
    "hidden_layer": r"hidden layers?",
    "button.new_weights": r"initial weights",
    "setting.activation": r"activations?",
    "activation.relu": r"ReLU",
    "activation.sigmoid": r"sigmoid",
    "setting.learning_rate": r"learning rates?",
    "problem.regression": r"regression",
    "setting.batch_size": r"batch(es)?",
    "setting.momentum": r"momentum",
    "setting.features": r"features?",
    "skip": r"skip connections?",
    "setting.noise": r"noise",
    "setting.regularization": r"regularisation",
    "setting.dropout": r"dropout",
    "metrics.confusion_test": r"confusion matrix",
}
"""Keys of the glossary -> how the course writes the term."""

MORE_TERMS = {
    "hidden": r"hidden",
    "input": r"inputs?",
    "gradient": r"gradients?",
    "overfitting": r"overfitting",
    "underfitting": r"underfitting",
    "validation data": r"validation data",
    "label": r"labels?",
    "threshold": r"thresholds?",
    "landscape": r"landscape",
    "pixel": r"pixels?",
}
"""Further words that a newcomer does not know."""

NAMES_ON_THE_PAGE = re.compile(r"\*(Landscape|Skips|New initial weights|Momentum|Dropout)\*")
"""What is pressed by its name is not used as a term."""


def everything(exercise):
    """Return all that a student reads in an exercise, in the order of the sheet."""
    questions = [part for one in exercise.questions for part in (one.text, *one.options)]
    goals = [goal.words for goal in exercise.goals]
    read = [exercise.title, exercise.text, *goals, *exercise.hints, *questions]
    return " ".join(" ".join(read).split())


def explains(exercise, pattern):
    """Tell whether a text sets a term in italics or bold, as it does where it explains one."""
    text = " ".join(exercise.text.split())
    return re.search(rf"\*({pattern})\*", text, re.IGNORECASE) is not None


@pytest.mark.parametrize("pattern", [*TERMS.values(), *MORE_TERMS.values()])
def test_a_term_is_explained_where_it_is_met_first(pattern):
    for exercise in map(library.exercise, library.exercise_names()):
        read = NAMES_ON_THE_PAGE.sub("", everything(exercise))
        if re.search(rf"\b({pattern})\b", read, re.IGNORECASE):
            assert explains(exercise, pattern), exercise.id
            return
    pytest.fail(f"the course does not use {pattern}")


def test_the_terms_are_those_of_the_glossary():
    known = {key for terms in glossary().values() for key in terms}
    assert set(TERMS) <= known
