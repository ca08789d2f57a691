"""What the figure of a computation graph needs to know of a graph, and of where it lies."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class DrawnOperation(Protocol):
    """One operation."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns of the tensor that it returns; empty for a number."""


class DrawnGroup(Protocol):
    """Operations that are shown as one node."""

    @property
    def structure(self) -> int | None:
        """A number that groups share if they are alike; None if it has no like."""


class DrawnGraph(Protocol):
    """The operations of a graph, and the groups that their names make."""

    @property
    def operations(self) -> Mapping[str, DrawnOperation]:
        """The operations by their names."""

    @property
    def groups(self) -> Mapping[str, DrawnGroup]:
        """The groups by their names."""


class DrawnBundle(Protocol):
    """The tensors that flow from one node to another."""

    @property
    def source(self) -> str:
        """The node that they come from."""

    @property
    def target(self) -> str:
        """The node that they go to."""

    @property
    def tensors(self) -> Sequence[tuple[str, str]]:
        """Names of the operation that returns each, and of the one that takes it."""

    @property
    def shapes(self) -> Sequence[tuple[int, ...]]:
        """Their different shapes."""

    @property
    def size(self) -> int:
        """How many numbers they hold together."""


class DrawnEdge(Protocol):
    """A line from one node to another."""

    @property
    def bundle(self) -> DrawnBundle:
        """What flows along it."""

    @property
    def points(self) -> Sequence[tuple[float, float]]:
        """Where it runs."""

    @property
    def aside(self) -> bool:
        """Whether it leads to a node at the side."""


class DrawnNode(Protocol):
    """The box of an operation or a group."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def x(self) -> float:
        """Its middle."""

    @property
    def y(self) -> float:
        """Its middle, downwards."""

    @property
    def width(self) -> float:
        """How wide it is."""

    @property
    def height(self) -> float:
        """How high it is."""

    @property
    def expanded(self) -> bool:
        """Whether it is a group that shows what is in it."""


class GraphPicture(Protocol):
    """Where the nodes and edges of a graph lie."""

    @property
    def nodes(self) -> Sequence[DrawnNode]:
        """The boxes, outer before inner ones."""

    @property
    def edges(self) -> Sequence[DrawnEdge]:
        """The lines."""

    @property
    def width(self) -> float:
        """How wide it is."""

    @property
    def height(self) -> float:
        """How high it is."""
