"""Run exported code in PyTorch and Keras, and keep its outputs in ``outputs.json``.

Run it as ``KERAS_BACKEND=torch python -m tests.export.make_outputs``, where
``pip install -e .[oracles]`` has installed both, whenever what is exported has changed.
"""

from pathlib import Path

import keras
import numpy as np
import torch

from playground.export import export_code
from tests.export.networks import BEYOND_SKLEARN, NETWORKS
from tests.export.programs import digest, run
from tests.stored_answers import save

PATH = Path(__file__).with_name("outputs.json")
POINTS = np.random.default_rng(0).uniform(-6, 6, (12, 2)).round(2)


def answers(library):
    """Return each program's digest, so that it is known what was run, and its outputs."""
    table = {}
    for name, case in (NETWORKS | BEYOND_SKLEARN).items():
        code = export_code(*case, library)
        outputs = run(code)["predict"](POINTS)
        table[name] = {"program": digest(code), "outputs": outputs.tolist()}
    return table


if __name__ == "__main__":
    document = {
        "made_with": f"PyTorch {torch.__version__}, Keras {keras.__version__} on it",
        "points": POINTS.tolist(),
        **{library: answers(library) for library in ("torch", "keras")},
    }
    save(PATH, document)
