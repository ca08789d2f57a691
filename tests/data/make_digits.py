"""Make ``playground/data/digits.json`` from the copy that scikit-learn ships.

Run it as ``python tests/data/make_digits.py``.
"""

import base64
import json
import zlib
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

import playground.data

PATH = Path(playground.data.__file__).with_name("digits.json")

ATTRIBUTION = {
    "title": "Optical Recognition of Handwritten Digits (1998), test part",
    "creators": "E. Alpaydin and C. Kaynak",
    "source": "UCI Machine Learning Repository, https://doi.org/10.24432/C50P49",
    "license": "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
    "changes": "Changes: the images are sorted by digit and compressed.",
}


def sorted_digits():
    """Return images (1797, 64) uint8 and their digits (1797,), sorted by digit."""
    images, digits = load_digits(return_X_y=True)
    order = np.argsort(digits, kind="stable")
    return images[order].astype(np.uint8), digits[order]


def document():
    images, digits = sorted_digits()
    pixels = zlib.compress(np.ascontiguousarray(images.T).tobytes(), 9)
    return {
        **ATTRIBUTION,
        "images_per_digit": np.bincount(digits).tolist(),
        "pixels": base64.b64encode(pixels).decode(),
    }


if __name__ == "__main__":
    PATH.write_text(json.dumps(document(), indent=1) + "\n", encoding="utf-8")
