"""The card in which a unit's bias and incoming weights are looked at and changed."""

from collections.abc import Callable

from playground.frame import Edge, Unit, parse_address
from playground.number_format import LONGEST_FOUND, NumberError, editable, grouped, rounded, typed
from playground.session import LARGEST_EDIT, Session
from playground.text import text
from playground.ui.widgets import Change, Select, TextInput
from playground.views.labels import edge_label, unit_label


class Editor:
    """Shows and sets one parameter of a session's network.

    Parameters
    ----------
    session : Session
        Whose network is edited.
    on_edit : callable
        Called without arguments after every change of a value.

    Attributes
    ----------
    roots : dict of str to panel.widgets.Widget
        "editor_parameter" chooses among the unit's bias and weights, "editor_value" sets it.
    """

    def __init__(self, session: Session, on_edit: Callable[[], object]) -> None:
        self._session = session
        self._on_edit = on_edit
        self._part: Unit | Edge | None = None
        self._error = ""
        self._parameter = Select(label=text("editor.parameter"))
        self._value = TextInput(label=text("editor.value"))
        self._parameter.param.watch(self._choose, "value")
        # Enter counts even if the text stayed the same: training has moved the value on since.
        self._value.param.watch(self._edit, ["value", "enter_pressed"])
        self.roots = {"editor_parameter": self._parameter, "editor_value": self._value}

    @property
    def unit(self) -> Unit | None:
        """The unit whose bias or incoming weight is open, or None."""
        return None if self._part is None else _unit_of(self._part)

    def select(self, address: str) -> None:
        """Open the card for a unit or a weight; any other text closes it."""
        part = parse_address(address, self._session.shape)
        if part == self._part:
            return
        self._part, self._error = part, ""
        if part is not None:
            self._parameter.param.update(options=self._options(_unit_of(part)), value=str(part))
            self._show_value(part)

    def check(self) -> None:
        """Close the card if the network no longer has the part, else renew its names."""
        address = str(self._part)
        self._part = None
        self.select(address)

    def texts(self) -> dict[str, str]:
        """Give what the page shows around the widgets, by the name of its place."""
        part = self._part
        if part is None:
            return dict.fromkeys(("selected", "editor_title", "editor_now", "editor_error"), "")
        names = self._class_names
        return {
            "selected": str(part),
            "editor_title": unit_label(_unit_of(part), self._session.shape, names),
            "editor_now": rounded(self._read(part)),
            "editor_error": self._error,
        }

    def _options(self, unit: Unit) -> dict[str, str]:
        shape = self._session.shape
        features, names = self._session.inputs.names, self._class_names
        edges = [Edge(unit.layer, i, unit.index) for i in range(shape[unit.layer - 1])]
        weights = {edge_label(edge, shape, features, names): str(edge) for edge in edges}
        return {text("editor.bias"): str(unit), **weights}

    @property
    def _class_names(self) -> tuple[str, ...]:
        return self._session.class_words.of(self._session.experiment.class_names)

    def _read(self, part: Unit | Edge) -> float:
        network = self._session.network
        if isinstance(part, Unit):
            return float(network.biases[part.layer - 1][part.index])
        return float(network.weights[part.layer - 1][part.source, part.target])

    def _shown(self, part: Unit | Edge) -> str:
        return editable(self._read(part), rounded)

    def _show_value(self, part: Unit | Edge) -> None:
        self._value.value = self._shown(part)

    def _choose(self, event: Change) -> None:
        part = parse_address(event.new or "", self._session.shape)
        if part is not None and part != self._part:
            self._part, self._error = part, ""
            self._show_value(part)
            self._on_edit()

    def _edit(self, _event: Change) -> None:
        part, entered = self._part, self._value.value
        if part is None or (entered == self._shown(part) and not self._error):
            return
        self._error = enter_parameter(self._session, part, entered)
        self._on_edit()


def _unit_of(part: Unit | Edge) -> Unit:
    return Unit(part.layer, part.target) if isinstance(part, Edge) else part


def enter_parameter(session: Session, part: Unit | Edge, entered: str) -> str:
    """Give a bias or weight the value that was typed; return what is wrong with it, if anything.

    Parameters
    ----------
    session : Session
    part : Unit or Edge
        Which bias or weight.
    entered : str
        A number, as `typed` takes it.

    Returns
    -------
    str
        Empty if the value was taken.
    """
    if not session.editable:
        return text("editor.locked")
    try:
        number = typed(entered)
        if isinstance(part, Unit):
            session.set_bias(part, number)
        else:
            session.set_weight(part, number)
    except NumberError as error:
        return str(error)
    except ValueError:
        return text("editor.error", found=entered[:LONGEST_FOUND], limit=grouped(LARGEST_EDIT))
    return ""
