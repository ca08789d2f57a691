"""Points of one's own: an immutable set of labelled points that is spelled by a short text."""

import base64
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from playground.arrays import Floats, Ints, Numbers, Scalar

from .bounds import EXTENT, MAX_SAMPLES
from .datasets import Samples

MIN_POINTS, MAX_POINTS = 2, MAX_SAMPLES

MIN_CLASSES, MAX_CLASSES = 2, 6

LONGEST_NAME = 24
"""Characters of a class's name at most."""

STEPS = 3600
"""Numbers are kept to 1 / STEPS of their range, so that hundredths are kept exactly."""

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_BASE = len(_DIGITS)
_CODE = re.compile(r"(r|c)((?:\.[\w-]*)+)(?:~([\w-]+))?", re.ASCII)


@dataclass(frozen=True)
class PointSet:
    """Labelled points of the plane, in an order that is fixed: class after class.

    Its spelling is "c" and, for each class, a point and the class's points, or "r." and the points
    with their values. Each number takes two digits of base 64 (RFC 4648, section 5): the steps from
    the lower end of its range. Behind "~" follow the names of the classes, one a line, encoded as
    base 64 too.

    Parameters
    ----------
    code : str
        The spelling; equal sets have equal ones.

    Raises
    ------
    ValueError
        If the text spells no set of `MIN_POINTS` to `MAX_POINTS` points, in `MIN_CLASSES` to
        `MAX_CLASSES` classes or with values.
    """

    code: str

    def __post_init__(self) -> None:
        if not isinstance(self.code, str) or not _spells_points(self.code):
            found = repr(self.code)
            raise ValueError(
                f"code must spell {MIN_POINTS} to {MAX_POINTS} points, "
                f"got {found if len(found) < 40 else found[:40] + '…'}"
            )

    @classmethod
    def make(
        cls, X: ArrayLike, labels: ArrayLike, classes: int = 2, names: tuple[str, ...] = ()
    ) -> "PointSet":
        """Make a set of points; their numbers are rounded to the nearest step.

        Parameters
        ----------
        X : array_like, shape (n, 2)
            Coordinates within `EXTENT`.
        labels : array_like, shape (n,)
            Class indices 0, 1, ..., or values between -1 and 1 if there are no classes.
        classes : int
            Number of classes, 0 for regression.
        names : tuple of str
            A different name for each class, or none at all.

        Raises
        ------
        ValueError
            If a number is out of its range or there are too few or too many points or classes.
        """
        X, labels = np.asarray(X, float).reshape(-1, 2), np.asarray(labels, float)
        _check_points(X, labels, classes)
        steps = _to_steps(X, EXTENT)
        if classes:
            groups = [_digits(steps[labels == index]) for index in range(classes)]
        else:
            groups = [_digits(np.column_stack([steps, _to_steps(labels, 1)]))]
        return cls(".".join(["c" if classes else "r", *groups]) + _spell_names(names, classes))

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def classes(self) -> int:
        """Number of classes, 0 in regression."""
        return self.code.count(".") if self.code.startswith("c") else 0

    @property
    def problem(self) -> str:
        """What is to be learned: "classification" or "regression"."""
        return "classification" if self.classes else "regression"

    @cached_property
    def X(self) -> Floats:  # noqa: N802
        """Coordinates, (n, 2), read-only."""
        return _from_steps(self._steps[:, :2], EXTENT)

    @cached_property
    def labels(self) -> Numbers:
        """Class indices, (n,) int, or values from -1 to 1, (n,) float; read-only."""
        if self.classes:
            sizes = [len(group) // 4 for group in self._groups]
            return _read_only(np.repeat(np.arange(self.classes), sizes))
        return _from_steps(self._steps[:, 2], 1)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the classes, empty if they have none."""
        return _read_names(self.code.partition("~")[2])

    def samples(self) -> Samples:
        """Return the points with the labels that a network learns: -1 and +1 for two classes."""
        return Samples(self.X, 2.0 * self.labels - 1 if self.classes == 2 else self.labels)

    @property
    def _groups(self) -> list[str]:
        return self.code.partition("~")[0].split(".")[1:]

    @property
    def _steps(self) -> Ints:
        return _numbers("".join(self._groups)).reshape(-1, 2 if self.classes else 3)


def _check_points(X: Floats, labels: Floats, classes: int) -> None:
    if classes and not MIN_CLASSES <= classes <= MAX_CLASSES:
        raise ValueError(f"classes must be 0 or {MIN_CLASSES} to {MAX_CLASSES}, got {classes}")
    if not MIN_POINTS <= len(X) <= MAX_POINTS or labels.shape != (len(X),):
        raise ValueError(
            f"X and labels must hold {MIN_POINTS} to {MAX_POINTS} points, "
            f"got {len(X)} and {labels.shape}"
        )
    if not (np.abs(X) <= EXTENT).all():
        raise ValueError(f"X must be between {-EXTENT} and {EXTENT}, got {X.min()} to {X.max()}")
    known = np.isin(labels, range(classes)) if classes else np.abs(labels) <= 1
    if not known.all():
        allowed = f"a class from 0 to {classes - 1}" if classes else "between -1 and 1"
        raise ValueError(f"labels must be {allowed}, got {labels[~known][0]}")


def _spells_points(code: str) -> bool:
    match = _CODE.fullmatch(code)
    if match is None:
        return False
    kind, groups, names = match.groups()
    groups = groups[1:].split(".")
    count, rest = divmod(sum(map(len, groups)), 4 if kind == "c" else 6)
    if rest or not MIN_POINTS <= count <= MAX_POINTS or _numbers("".join(groups)).max() > STEPS:
        return False
    if kind == "r":
        return len(groups) == 1 and names is None
    whole = all(len(group) % 4 == 0 for group in groups)
    return whole and MIN_CLASSES <= len(groups) <= MAX_CLASSES and _are_names(names, len(groups))


def _are_names(text: str | None, classes: int) -> bool:
    if text is None:
        return True
    try:
        return _spell_names(_read_names(text), classes) == f"~{text}"
    except ValueError:
        return False


def _spell_names(names: tuple[str, ...], classes: int) -> str:
    if not names:
        return ""
    if len(names) != classes or len(set(names)) < classes:
        raise ValueError(f"names must be a different one for each class, got {names}")
    wrong = [name for name in names if not 0 < len(name) <= LONGEST_NAME or not name.isprintable()]
    if wrong:
        raise ValueError(f"names must be of 1 to {LONGEST_NAME} visible characters, got {wrong[0]}")
    spelled = base64.urlsafe_b64encode("\n".join(names).encode())
    return f"~{spelled.decode().rstrip('=')}"


def _read_names(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    padded = text + "=" * (-len(text) % 4)
    return tuple(base64.urlsafe_b64decode(padded).decode().split("\n"))


def _to_steps(numbers: Floats, extent: float) -> Ints:
    """Count the steps from -extent to each number."""
    return np.rint((numbers / extent + 1) * (STEPS / 2)).astype(int)


def _from_steps(steps: Ints, extent: float) -> Floats:
    # one division alone gives the number nearest to the decimal fraction
    return _read_only((steps - STEPS // 2) / (STEPS / 2 / extent))


def _digits(numbers: Ints) -> str:
    """Spell whole numbers by two digits of base 64 each."""
    pairs: Ints = np.column_stack(np.divmod(numbers.ravel(), _BASE))
    return np.frombuffer(_DIGITS.encode(), np.uint8)[pairs].tobytes().decode()


def _numbers(text: str) -> Ints:
    values = np.zeros(128, int)
    values[list(_DIGITS.encode())] = np.arange(_BASE)
    high, low = values[np.frombuffer(text.encode(), np.uint8)].reshape(-1, 2).T
    return high * _BASE + low


def _read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    array.setflags(write=False)
    return array


EXAMPLE_POINTS = PointSet.make([(-3, -3), (3, 3)], [0, 1])
"""Two points, one of each class: what there is before one has drawn any."""
