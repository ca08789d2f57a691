"""Relevance is what Zennit answers, a library for PyTorch (Anders et al. 2021).

`make_zennit_values` asked it and kept the answers to 15 digits. Both calculate in double precision,
in another order, and denominators near 0 magnify the difference.
"""

from pathlib import Path

import numpy as np

from playground.engine import Network
from playground.insight import METHODS, relevance
from tests.cases import every
from tests.stored_answers import load

ANSWERS = load(Path(__file__).with_name("zennit_values.json"))
CASES = ANSWERS["relevance"]


def network(case):
    net = Network(**case["network"], output="linear")
    net.theta = ANSWERS["parameters"][: net.theta.size]
    return net


def by_name(case):
    net = case["network"]
    kind = f"{net['activation']}{'-skip' if net['skip'] else ''}"
    return "-".join([kind, case["method"], *map(str, case["settings"].values())])


@every("case", CASES, ids=by_name)
def test_relevance_of_the_inputs(case):
    settings = {"target": ANSWERS["targets"], **case["settings"]}
    found = relevance(network(case), case["X"], case["method"], **settings)
    np.testing.assert_allclose(found, case["relevance"], rtol=1e-12, atol=1e-13)


def test_every_method_was_asked_for():
    """The sensitivity is the square of the gradient, which test_relevance checks."""
    assert {case["method"] for case in CASES} == METHODS.keys() - {"sensitivity"}
