"""What the classes of the data are called on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ClassWords:
    """Words for classes where they are not called as in the data.

    Data, links and results keep the names that the data have; only what is shown changes.

    Parameters
    ----------
    words : mapping of str to str
        By the names in the data.
    """

    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return what classes are called; as in the data if two of them would be called alike."""
        called = tuple(self.words.get(name, name) for name in names)
        return called if len({*called}) == len(called) else names
