"""The drawer in which a teacher writes an exercise, tries it as a student, and takes it away."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from panel.viewable import Viewable

from playground.authoring import form
from playground.authoring.draft import Draft
from playground.authoring.entries import BUILDING, FILLING
from playground.authoring.piece import Piece, render
from playground.authoring.section import Section
from playground.authoring.takeaway import Takeaway
from playground.drawers.base import BaseDrawer
from playground.exercises.advice import advice
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise, goal_of
from playground.exercises.markdown import to_html
from playground.frame import Frame
from playground.text import text
from playground.ui.actions import Action, Part, Step, perform
from playground.ui.context import Context
from playground.ui.prose import heading
from playground.ui.widgets import HTML, Change, Column, FileInput, Row
from playground.views.figures import Changes, Columns

Path = tuple[Step, ...]

KEPT_AS = "_draft"
"""What the draft is kept under; no exercise can have this name."""


class Drawer(BaseDrawer):
    """A form for everything that an exercise says, below the playground that it is about.

    The draft is kept with every entry. What is wrong is said at its field, from the moment it was
    filled in, and at all fields once the exercise is wanted.

    Attributes
    ----------
    draft : Draft
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._filled: set[Path] = set()
        self._is_wanted = self._is_kept = False
        self._note = self._advice = ""
        self._takeaway = Takeaway(context, self._say)
        self._wanted = {
            "try": self._try,
            "link": self._takeaway.give_link,
            "file": self._takeaway.give_file,
            "package": self._takeaway.give_package,
        }
        self._actions = self._make_actions()
        self._texts = self._make_texts()
        self._sections = {
            name: Section(self.live_text, f"author_{name}", show, self._enter)
            for name, show in {**form.SECTIONS, "actions": self._show_actions}.items()
        }
        self._preview = HTML(css_classes=["task", "preview"])
        self._file = FileInput(label=text("author.open"), accept=".yaml,.yml")
        self._file.param.watch(self._open, "value")
        self.panel = self._make_panel()
        self._begin(Draft())
        self.draft.take_start(context.experiment)
        context.page.storage.read(KEPT_AS, self._resume)

    def update(self, _frame: Frame) -> Changes:
        """Give the texts of all fields."""
        columns: dict[str, Columns] = {}
        for section in self._sections.values():
            columns |= section.columns(self._text_of)
        return columns

    def _make_panel(self) -> Column:
        panels = {name: section.panel for name, section in self._sections.items()}
        task = _stack("task", panels["task"])
        task.extend([*_stack("preview", self._preview), *_stack("hints", panels["hints"])])
        goals = _stack("goals", panels["goals"])
        goals.extend(_stack("questions", panels["questions"]))
        out = Row(panels["actions"], self._file, css_classes=["columns"])
        return Column(Row(task, Column(panels["rules"]), goals, css_classes=["columns"]), out)

    def _begin(self, draft: Draft) -> None:
        self.draft = draft
        self._filled, self._is_wanted = set(), False
        self._problems = draft.problems()
        for section in self._sections.values():
            section.show(draft, self._text_of)
        self._preview.object = to_html(draft.state["text"])

    def _resume(self, place: str, kept: Mapping[str, str]) -> None:
        """Go on with the draft that is kept, unless it is a learning platform that keeps."""
        self._is_kept = place == "browser"
        if self._is_kept and kept.get(KEPT_AS):
            self._begin(Draft.from_json(kept[KEPT_AS]))

    def _make_actions(self) -> dict[str, Action]:
        return {
            **{name: Action(partial(self._give, give)) for name, give in self._wanted.items()},
            "take_start": Action(lambda *_: self._take_start()),
            "show_start": Action(lambda *_: self._show_start()),
            "new": Action(lambda *_: self._new()),
            **{
                verb: Action(partial(self._fill, fill), about)
                for verb, (fill, about) in FILLING.items()
            },
            **{
                verb: Action(partial(self._build, build), about)
                for verb, (build, about) in BUILDING.items()
            },
        }

    def _enter(self, section: Section, action: str, entered: str) -> None:
        self._note = ""
        perform(self._actions, action, section, entered)
        self._keep()
        self.draw()

    def _fill(
        self, fill: Callable[..., Any], _section: Section, entered: str, *about: Part
    ) -> None:
        path: Path = fill(self.draft, entered, *about)
        self._filled.add(path)
        self._problems = self.draft.problems()
        if path == ("text",):
            self._preview.object = to_html(entered)

    def _build(
        self, build: Callable[..., object], section: Section, entered: str, *about: Part
    ) -> None:
        build(self.draft, entered, *about)
        self._problems = self.draft.problems()
        section.show(self.draft, self._text_of)

    def _give(self, give: Callable[[Exercise], object], *_: object) -> None:
        self._is_wanted = True
        try:
            exercise = self.draft.exercise()
        except ExerciseError:
            return
        found = advice(exercise)
        self._advice = " ".join(one.message for one in found)
        if any(one.is_fault for one in found):
            self._say("")
        else:
            give(exercise)

    def _try(self, exercise: Exercise) -> None:
        self._keep()
        self.context.assignments.begin(exercise, "", is_preview=True)

    def _take_start(self) -> None:
        self.draft.take_start(self.experiment)
        self._problems = self.draft.problems()

    def _show_start(self) -> None:
        self.context.loader.load(self.draft.start().to_permalink())

    def _new(self) -> None:
        self._begin(Draft())
        self._take_start()

    def _open(self, event: Change) -> None:
        if event.new is None:
            return
        try:
            self._begin(Draft.from_exercise(Exercise.from_yaml(event.new.decode("utf-8-sig"))))
            self._show_start()
            self._note = text("author.opened")
        except (ExerciseError, UnicodeDecodeError) as error:
            reasons = getattr(error, "messages", [text("grade.no_text")])
            self._note = text("author.refused", problem=" · ".join(reasons))
        # Lest the same file, chosen again, be no change, neither here nor on the page.
        self._file.value = None
        self._file.clear()
        self._keep()
        self.draw()

    def _keep(self) -> None:
        if self._is_kept:
            self.context.page.storage.write(KEPT_AS, self.draft.to_json())

    def _say(self, sentence: str) -> None:
        self._note = " ".join(filter(None, [sentence, self._advice]))
        self.draw()

    def _show_actions(self, _draft: Draft) -> Piece:
        return render("drawers/author/actions.html.jinja", wanted=self._wanted)

    def _make_texts(self) -> dict[str, Callable[..., str]]:
        """Return what says each text of the form, of its fields and about the draft."""
        return {
            "set": lambda path: str(self.draft.get(path)),
            "problem": self._problem_at,
            "problems": self._problems_elsewhere,
            "words": self._words,
            "start": self._start,
            "note": lambda: self._note,
            "link": lambda: self._takeaway.link,
        }

    def _text_of(self, name: str, *about: Part) -> str:
        return self._texts[name](*about)

    def _problem_at(self, path: Path) -> str:
        found = [message for at, message in self._problems if at == path]
        is_due = self._is_wanted or any(path[: len(one)] == one for one in self._filled)
        if not found or not is_due:
            return ""
        if path[0] == "ranges" and len(path) == 2:
            return text("author.range_empty")
        return text("author.empty") if self.draft.get(path) == "" else " ".join(found)

    def _problems_elsewhere(self) -> str:
        """Say how much is wrong, and what of it has no field of its own."""
        if not self._is_wanted or not self._problems:
            return ""
        shown = {named for section in self._sections.values() for named in section.keys.values()}
        homeless = [message for at, message in self._problems if ("problem", at) not in shown]
        return " ".join([text("author.problems", count=len(self._problems)), *homeless])

    def _words(self, path: Path) -> str:
        """Say a goal in words, once it is one."""
        if any(at[: len(path)] == path for at, _ in self._problems):
            return ""
        goals = self.draft.document()[0].get("goals", [])
        goal = goal_of(goals[path[1]])
        return goal.words if goal.condition else ""

    def _start(self) -> str:
        start = self.draft.start()
        is_shown = start.to_permalink() == self.experiment.to_permalink()
        return text("author.start_shown" if is_shown else "author.start_differs")


def _stack(name: str, panel: Viewable) -> Column:
    return Column(heading(text(f"author.{name}")), panel, css_classes=["stack"])
