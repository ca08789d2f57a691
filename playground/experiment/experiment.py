"""The one description of an experiment: every setting, its bounds, its doc, its permalink."""

import param

from playground.data import DATASETS, EXAMPLE_POINTS, FEATURES
from playground.engine import (
    ACTIVATIONS,
    INITIALIZATIONS,
    OPTIMIZERS,
    REGULARIZATIONS,
    SCHEDULES,
)
from playground.experiment import permalink
from playground.experiment.control_names import PARTS
from playground.experiment.data_setting_kinds import (
    NOT_IN_LINK,
    Features,
    Formulas,
    OwnPoints,
    is_formula,
)
from playground.experiment.setting_choices import (
    DIGIT_COUNT,
    DIGIT_IMAGES,
    DIGITS,
    LEARNING_RATES,
    LOSSES,
    LOSSES_FOR,
    MAX_EPOCHS,
    MAX_LAYERS,
    MAX_NEURONS,
    MAX_SAMPLES,
    MAX_SEED,
    OUTPUT_FOR,
    OWN_DATA,
    PROBLEMS,
    SPEEDS,
    SUITABLE_SETTINGS,
    USUAL_FEATURES,
    USUAL_SAMPLES,
)
from playground.experiment.setting_kinds import (
    AnyOf,
    Choice,
    Flag,
    Layers,
    Number,
    Seed,
    Sequence,
    Setting,
    SettingError,
    Share,
    Whole,
    in_drawers,
)
from playground.text import text


class Loss(Choice):
    """A loss, which has to suit the problem of the experiment."""

    def __set__(self, obj, value):
        if obj is not None and self.accept(value) not in LOSSES_FOR[obj.task]:
            options = ", ".join(LOSSES_FOR[obj.task])
            allowed = text("allowed.choice_for_problem", options=options, problem=obj.task)
            raise SettingError(self.name, allowed, value)
        super().__set__(obj, value)


class HiddenLayers(Layers):
    """The hidden layers, as wide as the kind of input allows."""

    def __set__(self, obj, value):
        if obj is not None:
            most = MAX_NEURONS[obj.inputs]
            if not self.accepts(value) or max(value, default=0) > most:
                raise SettingError(self.name, self.allowed_for(obj), value)
        super().__set__(obj, value)

    def allowed_for(self, experiment):
        """Say in words which values are valid for an experiment's kind of input."""
        return self.allowed(MAX_NEURONS[experiment.inputs])

    def nearest_for(self, experiment, found, otherwise):
        """Return the nearest layers that are valid for an experiment's kind of input."""
        most = MAX_NEURONS[experiment.inputs]
        return [min(neurons, most) for neurons in self.nearest(found, otherwise)]


class LayerActivations(Sequence):
    """A name for each hidden layer of the experiment, or none at all."""

    def __set__(self, obj, value):
        if obj is not None and len(self.accept(value)) not in (0, len(obj.hidden)):
            allowed = text("allowed.per_layer", count=len(obj.hidden))
            raise SettingError(self.name, allowed, value)
        super().__set__(obj, value)


class Experiment(param.Parameterized):
    """The settings of the playground: of the data, the network, its training, and of the page.

    Two experiments that agree in all settings but those of the page run equally, and two that are
    equal look alike and stop alike as well.

    Every setting is a parameter with bounds and a default, those of TensorFlow Playground. A value
    that is not valid raises a `SettingError`, a kind of ValueError, which names the setting, the
    value found and what is allowed.

    Experiments are equal if all their settings are; being mutable, they cannot be hashed.
    """

    dataset = Choice(
        default="circle",
        objects=[*DATASETS, OWN_DATA, DIGITS],
        acts_on="data",
        doc="The data to learn from; it decides whether the problem is classification.",
    )
    points = OwnPoints(
        default=EXAMPLE_POINTS,
        acts_on="data",
        doc="Points of one's own, which are the data if the data set is the own one.",
    )
    samples = Whole(
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
        neurons=(1, max(MAX_NEURONS.values())),
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
    batch_size = Whole(
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
    schedule_period = Whole(
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
        acts_on="page",
        drawer="model",
        doc="Training stops when the test loss has come down to it; 0 for never.",
    )
    stop_accuracy = Number(
        default=0.0,
        bounds=(0, 1),
        acts_on="page",
        drawer="model",
        doc="Training stops when this share of the test samples is classified right; 0 for never.",
    )
    stop_patience = Whole(
        default=0,
        bounds=(0, MAX_EPOCHS),
        acts_on="page",
        drawer="model",
        doc="Training stops after so many epochs without a new lowest test loss; 0 for never.",
    )
    stop_epochs = Whole(
        default=0,
        bounds=(0, MAX_EPOCHS),
        acts_on="page",
        drawer="model",
        doc="Training stops after this epoch; 0 for never.",
    )
    speed = Choice(
        default="fast",
        objects=list(SPEEDS),
        acts_on="page",
        doc="How much is trained between two pictures: a batch a second, an epoch, or all it can.",
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

    def __init__(self, **params):
        # What is valid for one setting may depend on another that is declared before it.
        order = ["name", *self.declarations()]
        known = {name: params[name] for name in order if name in params}
        super().__init__(**known | params)
        if "loss" not in params:
            self._suit_loss()

    @classmethod
    def declarations(cls):
        """Return what declares each setting, by its name, in the order of a permalink."""
        parameters = cls.param.objects()
        return {name: one for name, one in parameters.items() if isinstance(one, Setting)}

    def settings(self):
        """Return the value of each setting by its name.

        Another experiment becomes equal to this one by ``other.param.update(**this.settings())``.
        """
        return {name: getattr(self, name) for name in self.declarations()}

    @property
    def problem(self):
        """The data set's problem: "classification" or "regression".

        Setting it chooses the problem's first data set, unless the present one fits already.
        """
        return self._data.problem

    @problem.setter
    def problem(self, problem):
        if problem not in PROBLEMS:
            raise SettingError(
                "problem", text("allowed.choice", options=", ".join(PROBLEMS)), problem
            )
        if problem != self.problem:
            self.dataset = next(n for n, dataset in DATASETS.items() if dataset.problem == problem)

    @property
    def inputs(self):
        """The kind of input: "plane" for points of the plane, "digits" for images."""
        return "digits" if self.dataset == DIGITS else "plane"

    def choose_inputs(self, kind):
        """Change to a kind of input, "plane" or "digits", with settings that suit it."""
        if kind != self.inputs:
            self.param.update(**SUITABLE_SETTINGS[kind])

    @property
    def task(self):
        """The problem, apart for more than two classes: a key of `OUTPUT_FOR`."""
        return "multi-class classification" if self.classes > 2 else self.problem

    @property
    def classes(self):
        """Number of classes, 0 in regression."""
        return self._data.classes

    @property
    def class_names(self):
        """Names of the classes, if they have any; else empty."""
        return getattr(self._data, "names", ())

    @property
    def _data(self):
        special = {OWN_DATA: self.points, DIGITS: DIGIT_IMAGES}
        return special.get(self.dataset) or DATASETS[self.dataset]

    @property
    def sample_count(self):
        """Number of samples, training and test data together."""
        if self.dataset == OWN_DATA:
            return len(self.points)
        if self.dataset == DIGITS:
            return DIGIT_COUNT
        return USUAL_SAMPLES[self.problem] if self.samples is None else self.samples

    @property
    def offered_features(self):
        """Names of the features a page offers: the usual ones and any others, formulas last."""
        names = (name for name in FEATURES if name in {*USUAL_FEATURES, *self.features})
        formulas = [*self.formulas, *filter(is_formula, self.features)]
        return (*names, *dict.fromkeys(formulas))

    @property
    def fits_link(self):
        """Whether a permalink holds all settings: own points may be too many for it."""
        return self.param["points"].link(self.points) != NOT_IN_LINK

    @property
    def activations(self):
        """Activation function of each hidden layer, a list of names.

        Setting it leaves `layer_activations` empty if all layers have the same one.
        """
        return list(self.layer_activations) or [self.activation] * len(self.hidden)

    @activations.setter
    def activations(self, names):
        if len(set(names)) == 1:
            self.param.update(activation=names[0], layer_activations=[])
        else:
            self.layer_activations = names

    @property
    def output(self):
        """Activation function of the output, which the problem decides; see `OUTPUT_FOR`."""
        return OUTPUT_FOR[self.task]

    @param.depends("dataset", "points", watch=True)
    def _suit_loss(self):
        if self.loss not in LOSSES_FOR[self.task]:
            self.loss = LOSSES_FOR[self.task][0]

    @param.depends("dataset", watch=True)
    def _suit_hidden(self):
        most = MAX_NEURONS[self.inputs]
        if max(self.hidden, default=0) > most:
            self.hidden = [min(neurons, most) for neurons in self.hidden]

    @param.depends("hidden", watch=True)
    def _suit_layer_activations(self):
        if self.layer_activations:
            more = [self.activation] * len(self.hidden)
            self.layer_activations = [*self.layer_activations, *more][: len(self.hidden)]

    def to_permalink(self):
        """Return the link text that stands for this experiment, as ``dataset=spiral&hidden=4,2``.

        Settings at their default are left out, so the default experiment gives "".
        """
        return permalink.write(self)

    @classmethod
    def from_permalink(cls, link):
        """Return the experiment that a link stands for, or the nearest valid one.

        Parameters
        ----------
        link : str
            As `to_permalink` writes it, with or without "#", or a whole address that ends in one;
            also a link of TensorFlow Playground.

        See Also
        --------
        parse_permalink : says as well what in the link could not be taken as it stood.
        """
        return parse_permalink(link)[0]

    def __eq__(self, other):
        if not isinstance(other, Experiment):
            return NotImplemented
        return self.settings() == other.settings()

    def __repr__(self):
        declarations = self.declarations()
        changed = (
            f"{name}={value!r}"
            for name, value in self.settings().items()
            if value != declarations[name].default
        )
        return f"Experiment({', '.join(changed)})"

    __str__ = __repr__
    __hash__ = None


def parse_permalink(link):
    """Read an experiment from a link, whatever the link holds.

    Parameters
    ----------
    link : str
        As for `Experiment.from_permalink`.

    Returns
    -------
    experiment : Experiment
        The nearest valid experiment.
    messages : list of str
        What was not taken as it stood: the setting, the value found and the one used instead. They
        quote the link, so a page must show them as text and not as HTML.
    """
    experiment = Experiment()
    return experiment, permalink.apply(link, experiment)
