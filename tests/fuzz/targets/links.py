"""Links, points and formulas in them."""

import numpy as np

from playground.data import EXAMPLE_POINTS, FormulaError, PointSet, parse_formula
from playground.experiment import Experiment, parse_permalink
from playground.experiment.permalink import KEYS, OPENING_KEYS, take
from tests.fuzz import mutations
from tests.fuzz.targets.target import Target, check_sentence

FORMULAS = [
    "=sin(3*x1)*x2",
    "=x1^2+x2^2",
    "=max(x1,x2)/2",
    "=-x1^x2^2",
    "=exp(-(x1^2))",
    "=log(abs(x1)+1)",
    "=1e-3*tanh(x1)-.5",
    "=sqrt(x1**2+pi)",
    "=min(x1*x2,1.5)",
]

POINTS = [
    EXAMPLE_POINTS.code,
    PointSet.make(np.eye(2), [0.5, -0.5], 0).code,
    PointSet.make(np.eye(2), [0, 1], 2, ("é", "<b>")).code,
    PointSet.make(np.eye(2), [0, 1], 5).code,
]

LINKS = [
    "",
    "dataset=spiral&noise=0.2&hidden=8,8,3&activation=relu&learning_rate=0.003&seed=17",
    "dataset=own&points=" + POINTS[0],
    "dataset=own&points=" + POINTS[2],
    "dataset=digits&hidden=32&hide=noise,features",
    "features=x1,x2,=sin(3*x1)*x2&formulas==x1^2&layer_activations=relu,tanh",
    "loss=huber&skip=true&optimizer=adam&momentum=0.5&schedule=step&schedule_period=10&clip=1",
    "activation=relu&batchSize=30&dataset=spiral&regDataset=reg-plane&learningRate=0.3&noise=5"
    "&networkShape=8,8&seed=0.20409&percTrainData=70&x=true&y=false&xTimesY=true&problem=regression",
    "exercise=one-neuron&open=author&lesson=first-steps",
]

TRAVELS = (
    lambda link: f"https://example.org/playground/#{link}",
    lambda link: f"https://example.org/?{link}.",
    lambda link: link.replace("&", "&amp;"),
    lambda link: link.replace("=", "%3D").replace("&", "%26"),
    lambda link: link.replace("=", "=3D"),
    lambda link: "=\n> ".join(link[i : i + 60] for i in range(0, len(link), 60)),
    lambda link: f"(#{link}).",
)


def make_link(rng):
    """Return a link: of settings and values at random, or one that was changed."""
    if rng.random() < 0.4:
        parts = (f"{rng.choice(KEYS)}={_value(rng)}" for _ in range(rng.randint(1, 6)))
        link = "&".join(parts)
    else:
        link = rng.choice(LINKS)
    if rng.random() < 0.3:
        link = rng.choice(TRAVELS)(link)
    return mutations.text(rng, link, LINKS) if rng.random() < 0.8 else link


def _value(rng):
    values = (
        lambda: rng.choice(mutations.HOSTILE),
        lambda: str(rng.choice(mutations.NUMBERS)),
        lambda: ",".join(str(rng.randint(-1, 20)) for _ in range(rng.randint(0, 10))),
        lambda: ",".join(rng.choices(FORMULAS, k=rng.randint(1, 5))),
        lambda: rng.choice(POINTS),
        lambda: rng.choice(LINKS).partition("=")[2],
        lambda: rng.choice(list(map(str, KEYS))),
    )
    return rng.choice(values)()


def check_link(link):
    """It gives an experiment, which its own link gives again without a message."""
    experiment, messages = parse_permalink(link)
    for message in messages:
        check_sentence(message)
    own = experiment.to_permalink()
    if experiment.fits_link:
        assert parse_permalink(own) == (experiment, [])
        assert parse_permalink(f"#{own}") == (experiment, [])
    taken, rest = take(link, OPENING_KEYS)
    assert set(taken) <= set(OPENING_KEYS)
    assert parse_permalink(rest)[0] == experiment
    spelled = {
        name: declared.write(getattr(experiment, name))
        for name, declared in experiment.declarations().items()
        if getattr(experiment, name) is not None
    }
    declarations = Experiment.declarations()
    for name, value in spelled.items():
        assert declarations[name].accept(declarations[name].read(value)) == getattr(
            experiment, name
        )


def make_formula(rng):
    """Return a formula that was changed."""
    return mutations.text(rng, rng.choice(FORMULAS)[1:], FORMULAS)


def check_formula(source):
    """It is refused, or has one spelling, which is read again, and a value at every point."""
    try:
        formula = parse_formula(source)
    except FormulaError:
        return
    assert parse_formula(str(formula)) == formula
    X = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    assert np.isfinite(formula(X)).all()


def make_points(rng):
    """Return a spelling of points that was changed."""
    return mutations.text(rng, rng.choice(POINTS), POINTS)


def check_points(code):
    """They are refused, or every part of them can be used and they are the same again."""
    try:
        points = PointSet(code)
    except ValueError:
        return
    assert PointSet.make(points.X, points.labels, points.classes, points.names) == points
    for name in points.names:
        name.encode("utf-8")
    assert np.isfinite(points.samples().y).all()


TARGETS = {
    "link": Target(make_link, check_link, 3),
    "formula": Target(make_formula, check_formula, 6),
    "points": Target(make_points, check_points, 6),
}
