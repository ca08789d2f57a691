"""The drawer of the formulas: features that users write themselves."""

from markupsafe import Markup

from playground.data import FormulaError
from playground.data.features import FORMULA_MARK
from playground.data.formula import FUNCTIONS, LARGEST, MAX_DEPTH, MAX_LENGTH
from playground.drawers.base import BaseDrawer
from playground.experiment.data_setting_kinds import MAX_FORMULAS, is_formula, spell_formula
from playground.frame import Frame
from playground.number_format import grouped
from playground.text import listed, text
from playground.ui.actions import Action, ActionError, perform, spell
from playground.ui.context import Context
from playground.ui.markup import each, paragraph
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Column, Row, TextInput, text_button
from playground.views.labels import feature_label

MAX_SHOWN = 40
"""Characters of a wrong formula that are shown above the pointer to the error."""

EXAMPLES = ("x1^2 + x2^2", "sin(3*x1)*x2", "exp(-(x1^2+x2^2)/4)", "max(abs(x1), abs(x2))")


ROW = Markup(
    '<li><button type="button" data-enter="{action}" aria-label="{title}" title="{title}">'
    '−</button><span translate="no">{label}</span></li>'
)


class Drawer(BaseDrawer):
    """A field for a formula, and a list of those there are."""

    INPUTS = ("plane",)

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._typed = TextInput(label=text("formulas.new"), placeholder=EXAMPLES[1])
        self._typed.param.watch(lambda _: self._add(), "enter_pressed")
        self._error = HTML()
        self._list = self.live_text("formulas_list", self._enter, css_classes=["formulas"])
        self.panel = Row(self._new_part(), self._list_part(), self._help(), css_classes=["columns"])
        self._show()
        self.watch(["features", "formulas"], self._show)

    def _new_part(self) -> Column:
        return Column(
            heading(text("formulas.title")),
            hint(text("formulas.hint", count=MAX_FORMULAS)),
            self._typed,
            self._error,
            text_button(text("formulas.add"), self._add),
            css_classes=["stack"],
        )

    def _list_part(self) -> Column:
        return Column(
            heading(text("formulas.list")),
            self._list.panel,
            css_classes=["stack"],
        )

    def _help(self) -> Column:
        grammar = text("formulas.grammar", functions=listed(FUNCTIONS))
        code = each(Markup('<li><code translate="no">{}</code></li>'), EXAMPLES)
        return Column(
            heading(text("formulas.help")),
            HTML(
                Markup("{}<ul>{}</ul>").format(paragraph(grammar), code),
                css_classes=["hint"],
            ),
        )

    @property
    def _formulas(self) -> list[str]:
        return [name for name in self.experiment.offered_features if is_formula(name)]

    def _show(self, *_: object) -> None:
        rows = Markup("").join(ROW.format(**_described(name)) for name in self._formulas)
        none = Markup('<p class="note">{}</p>').format(text("formulas.none"))
        self._list.show(Markup("<ul>{}</ul>").format(rows) if rows else none, {})

    def _enter(self, action: str, _entered: str) -> None:
        perform({"remove": Action(self._remove, (str,))}, action)
        self.draw()

    def _add(self) -> None:
        typed = self._typed.value_input.strip().removeprefix(FORMULA_MARK)
        try:
            name = spell_formula(FORMULA_MARK + typed)
        except FormulaError as error:
            self._error.object = error_html(typed, error)
            return
        formulas = self._formulas
        if name not in formulas and len(formulas) >= MAX_FORMULAS:
            self._error.object = _alert(text("formulas.full", count=MAX_FORMULAS))
            return
        self._error.object = ""
        self._typed.param.update(value="", value_input="")
        self.experiment.features = [*self.experiment.features, name]

    def _remove(self, name: str) -> None:
        """Remove a formula by its name, since the page may show a list that is older."""
        if name not in self._formulas:
            raise ActionError(f"there is no formula {name!r:.40}")
        features = [one for one in self.experiment.features if one != name]
        formulas = [one for one in self.experiment.formulas if one != name]
        if features:
            self.experiment.param.update(features=features, formulas=formulas)
        else:
            self.say(text("error.no_feature"))


def _described(name: str) -> dict[str, str]:
    label = feature_label(name)
    title = text("formulas.remove_one", formula=label)
    return {"label": label, "title": title, "action": spell("remove", name)}


def error_html(typed: str, error: FormulaError) -> Markup:
    """Say what is wrong with a formula, and point to where.

    Parameters
    ----------
    typed : str
        The formula as it was typed.
    error : FormulaError

    Returns
    -------
    Markup
    """
    words = text(
        f"formula_error.{error.reason}",
        column=error.column,
        found=text("formulas.found", found=error.found) if error.found else text("formulas.end"),
        functions=listed(FUNCTIONS),
        length=MAX_LENGTH,
        depth=MAX_DEPTH,
        largest=grouped(LARGEST),
    )
    start = max(0, error.column - MAX_SHOWN)
    shown = typed[start : start + MAX_SHOWN]
    pointer = " " * (error.column - 1 - start) + "^"
    picture = Markup('<pre aria-hidden="true" translate="no">{}\n{}</pre>').format(shown, pointer)
    return _alert(picture + paragraph(words))


def _alert(content: object) -> Markup:
    return Markup('<div class="problem" role="alert">{}</div>').format(content)
