"""Choices of how a table is read: a list for each question, shown while it matters."""

from collections.abc import Callable, Sequence

from playground.data.tables.notes import Option, Question
from playground.data.tables.roles import NONE
from playground.experiment.setting_kinds import excerpt
from playground.text import text
from playground.ui.widgets import Column, Select

ROLES = ("x1", "x2", "label")
"""Questions whose answers are columns."""

NOT_YET = Option("")
"""What is chosen where no answer is likelier than another."""


class TableQuestions:
    """The lists of answers.

    Parameters
    ----------
    on_choice : callable
        Called without arguments when another answer is chosen.

    Attributes
    ----------
    panel : Column
        All lists.
    choices : dict of str to str
        What was chosen by hand, by the questions' names.
    """

    def __init__(self, on_choice: Callable[[], None]) -> None:
        self._on_choice = on_choice
        self._lists: dict[str, Select] = {}
        self._shown: dict[str, str] = {}
        self.choices: dict[str, str] = {}
        self.panel = Column(css_classes=["stack"])

    def show(self, questions: Sequence[Question]) -> None:
        """Show the lists of these questions; those that stay keep the focus that they have."""
        self._shown = {question.name: question.chosen for question in questions}
        for question in questions:
            self._list(question.name).param.update(
                label=question_label(question),
                options=answer_labels(question),
                value=question.chosen,
            )
        shown = [self._lists[name] for name in self._shown]
        if shown != list(self.panel.objects):
            self.panel.objects = shown

    def _list(self, name: str) -> Select:
        if name not in self._lists:
            self._lists[name] = Select()
            self._lists[name].param.watch(lambda event: self._choose(name, event.new), "value")
        return self._lists[name]

    def _choose(self, name: str, answer: str) -> None:
        if answer != self._shown.get(name):
            self.choices[name] = answer
            self._on_choice()


def question_label(question: Question) -> str:
    """Put a question into words."""
    found = excerpt(question.found)
    return text(f"csv.ask_{question.name}", found=text("csv.quoted", found=found))


def answer_labels(question: Question) -> dict[str, str]:
    """Return the answers that a question may have, by their words."""
    undecided = [] if question.chosen else [NOT_YET]
    options = [*undecided, *question.options]
    return {_answer_label(question, option): option.value for option in options}


def _answer_label(question: Question, option: Option) -> str:
    value, found = option.value, excerpt(option.found)
    if not value:
        return text("csv.answer_not_yet")
    if question.name == "encoding":
        return f"{text(f'csv.encoding_{value}')}: {found}"
    if question.name in ROLES and value != NONE:
        if not found:
            return text("csv.column_numbered", number=value)
        return text("csv.column_named", number=value, name=found)
    return text(f"csv.answer_{question.name}_{value}", found=found or excerpt(question.found))
