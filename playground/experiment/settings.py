"""The settings of an experiment: the default, the bounds and the meaning of each."""

from functools import cache
from typing import Any

import param

from playground.data import EXAMPLE_POINTS, FEATURES, MAX_SAMPLES
from playground.engine import (
    ACTIVATIONS,
    INITIALIZATIONS,
    OPTIMIZERS,
    REGULARIZATIONS,
    SCHEDULES,
)
from playground.experiment.control_names import PARTS
from playground.experiment.data_setting_kinds import Features, Formulas, OwnPoints
from playground.experiment.dependent_setting_kinds import HiddenLayers, LayerActivations, Loss
from playground.experiment.input_kinds import INPUT_KINDS, KIND_OF_DATASET
from playground.experiment.list_setting_kinds import AnyOf
from playground.experiment.setting_choices import (
    LEARNING_RATES,
    LOSSES,
    MARKED_DIGITS,
    MAX_EPOCHS,
    MAX_LAYERS,
    MAX_SEED,
    NO_DIGIT,
    SPEEDS,
)
from playground.experiment.setting_kinds import (
    Choice,
    Count,
    Flag,
    Number,
    Seed,
    Setting,
    Share,
    UsualWhole,
    in_drawers,
)


class Settings(param.Parameterized):
    """Declares every setting as a parameter; an `Experiment` ties them together."""

    dataset = Choice(
        default="circle",
        objects=list(KIND_OF_DATASET),
        acts_on="data",
        doc="The data to learn from; it decides whether the problem is classification.",
    )
    points = OwnPoints(
        default=EXAMPLE_POINTS,
        acts_on="data",
        doc="Points of one's own, which are the data if the data set is the own one.",
    )
    samples = UsualWhole(
        default=None,
        bounds=(10, MAX_SAMPLES),
        acts_on="data",
        drawer="data",
        doc="Training and test samples together; None for the problem's usual number.",
    )
    noise = Share(
        default=0.0,
        bounds=(0, 0.5),
        acts_on="data",
        doc="How strongly chance disturbs the data.",
    )
    marked_digit = Choice(
        default=NO_DIGIT,
        objects=list(MARKED_DIGITS),
        acts_on="data",
        doc="Which of the handwritten digits has a black pixel in the corner that gives it away.",
    )
    train_fraction = Share(
        default=0.5,
        bounds=(0.1, 0.9),
        acts_on="data",
        doc="Share of the samples that the network is trained on; the others test it.",
    )
    data_seed = Seed(
        default=0,
        bounds=(0, MAX_SEED),
        acts_on="data",
        doc="Determines the samples.",
    )
    features = Features(
        default=["x1", "x2"],
        objects=list(FEATURES),
        instantiate=True,
        acts_on="run",
        doc="What the network is given about a point.",
    )
    formulas = Formulas(
        default=[],
        objects=[],
        instantiate=True,
        acts_on="page",
        doc="Formulas that the page offers as features beside the usual ones, also switched off.",
    )
    hidden = HiddenLayers(
        default=[4, 2],
        bounds=(0, MAX_LAYERS),
        neurons=(1, max(kind.max_neurons for kind in INPUT_KINDS.values())),
        acts_on="run",
        doc="Neurons in each hidden layer.",
    )
    activation = Choice(
        default="tanh",
        objects=list(ACTIVATIONS),
        acts_on="function",
        doc="Activation function of the hidden neurons.",
    )
    layer_activations = LayerActivations(
        default=[],
        objects=list(ACTIVATIONS),
        bounds=(0, MAX_LAYERS),
        instantiate=True,
        acts_on="function",
        drawer="model",
        doc="Activation function of each hidden layer; if empty, they all have the other one.",
    )
    loss = Loss(
        default="squared",
        objects=list(LOSSES),
        acts_on="function",
        drawer="model",
        doc="What the training makes small; it has to suit the problem.",
    )
    learning_rate = Number(
        default=0.03,
        bounds=(0, 10),
        softbounds=(min(LEARNING_RATES), 10),
        inclusive_bounds=(False, True),
        acts_on="training",
        doc="Length of a training step, as a multiple of the gradient.",
    )
    regularization = Choice(
        default="none",
        objects=list(REGULARIZATIONS),
        acts_on="training",
        doc="Which penalty keeps the weights small.",
    )
    regularization_rate = Number(
        default=0.0,
        bounds=(0, 10),
        acts_on="training",
        doc="Weight of that penalty.",
    )
    batch_size = Count(
        default=10,
        bounds=(1, 30),
        acts_on="training",
        doc="Samples per training step.",
    )
    skip = Flag(
        default=False,
        acts_on="function",
        drawer="model",
        doc="Whether hidden layers as wide as the one before add its activations to their own.",
    )
    initialization = Choice(
        default="uniform",
        objects=list(INITIALIZATIONS),
        acts_on="run",
        drawer="model",
        doc="How the initial weights are drawn.",
    )
    optimizer = Choice(
        default="sgd",
        objects=list(OPTIMIZERS),
        acts_on="training",
        drawer="model",
        doc="How a gradient becomes a training step.",
    )
    momentum = Number(
        default=0.9,
        bounds=(0, 0.999),
        acts_on="training",
        drawer="model",
        doc="How much of the last step the next one keeps, with an optimizer that has a momentum.",
    )
    schedule = Choice(
        default="constant",
        objects=list(SCHEDULES),
        acts_on="training",
        drawer="model",
        doc="How the learning rate changes from epoch to epoch.",
    )
    schedule_period = Count(
        default=100,
        bounds=(1, MAX_EPOCHS),
        acts_on="training",
        drawer="model",
        doc="Epochs until the schedule's next step, or until it starts anew.",
    )
    schedule_factor = Number(
        default=0.1,
        bounds=(0, 1),
        softbounds=(0.01, 1),
        inclusive_bounds=(False, True),
        acts_on="training",
        drawer="model",
        doc="What each step of the schedule multiplies the learning rate by.",
    )
    clip = Number(
        default=0.0,
        bounds=(0, 100),
        acts_on="training",
        drawer="model",
        doc="The largest norm of a gradient, longer ones are shortened to it; 0 for any.",
    )
    dropout = Share(
        default=0.0,
        bounds=(0, 0.9),
        acts_on="training",
        drawer="model",
        doc="Share of the hidden neurons that is left out in training, others for every sample.",
    )
    seed = Seed(
        default=0,
        bounds=(0, MAX_SEED),
        acts_on="run",
        drawer="model",
        doc="Determines the initial weights and the order of the samples.",
    )
    shuffle = Flag(
        default=True,
        acts_on="run",
        drawer="model",
        doc="Whether each epoch takes the samples in a new order.",
    )
    stop_loss = Number(
        default=0.0,
        bounds=(0, 100),
        acts_on="end",
        drawer="model",
        doc="Training stops when the test loss has come down to it; 0 for never.",
    )
    stop_accuracy = Number(
        default=0.0,
        bounds=(0, 1),
        acts_on="end",
        drawer="model",
        doc="Training stops when this share of the test samples is classified right; 0 for never.",
    )
    stop_patience = Count(
        default=0,
        bounds=(0, MAX_EPOCHS),
        acts_on="end",
        drawer="model",
        doc="Training stops after so many epochs without a new lowest test loss; 0 for never.",
    )
    stop_epochs = Count(
        default=0,
        bounds=(0, MAX_EPOCHS),
        acts_on="end",
        drawer="model",
        doc="Training stops after this epoch; 0 for never.",
    )
    speed = Choice(
        default="normal",
        objects=list(SPEEDS),
        acts_on="page",
        doc="How fast the page trains: a batch a second, 60 epochs a second, or all it can.",
    )
    show_test = Flag(
        default=False,
        acts_on="page",
        doc="Whether the test samples are drawn.",
    )
    discretize = Flag(
        default=False,
        acts_on="page",
        doc="Whether the output is shown by its sign only.",
    )
    hide = AnyOf(
        default=[],
        objects=[*PARTS, *in_drawers(locals())],
        instantiate=True,
        acts_on="page",
        doc="Controls that the page does not show, so that a class looks at the others.",
    )

    @classmethod
    @cache
    def declarations(cls) -> dict[str, Setting[Any, Any]]:
        """Return what declares each setting, by its name, in the order of a permalink."""
        parameters = cls.param.objects()
        return {name: one for name, one in parameters.items() if isinstance(one, Setting)}

    def settings(self) -> dict[str, Any]:
        """Return the value of each setting by its name.

        Another experiment becomes equal to this one by ``other.param.update(**this.settings())``.
        """
        return {name: getattr(self, name) for name in self.declarations()}
