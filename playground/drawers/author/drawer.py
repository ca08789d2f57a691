"""The drawer in which a teacher writes an exercise, tries it as a student, and takes it away."""

from collections.abc import Callable
from functools import partial
from typing import Any

from panel.viewable import Viewable

from playground.authoring import form
from playground.authoring.draft import Draft
from playground.authoring.entries import BUILDING, FILLING
from playground.authoring.findings import Findings
from playground.authoring.keeping import DraftKeeper
from playground.authoring.lesson_form import LessonForm
from playground.authoring.lesson_takeaway import LessonTakeaway
from playground.authoring.naming import identifier
from playground.authoring.package_choice import PACKAGES
from playground.authoring.piece import Piece, render
from playground.authoring.section import Section
from playground.authoring.shape import DraftError
from playground.authoring.takeaway import Takeaway
from playground.authoring.undo import Undo
from playground.drawers.author.preview import Preview
from playground.drawers.base import BaseDrawer
from playground.exercises.advice import advice
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import lesson_in
from playground.frame import Frame
from playground.text import text
from playground.ui.actions import Action, Part, Step, perform
from playground.ui.context import Context
from playground.ui.live_text import LiveText
from playground.ui.prose import heading
from playground.ui.widgets import Change, Column, FileInput, Row
from playground.views.figures import Changes, Columns

Path = tuple[Step, ...]


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
        self._note = self._advice = ""
        self._takeaway = Takeaway(context, self._say)
        self._keeper = DraftKeeper(context.page.storage, self.draw)
        self._undo = Undo()
        self._wanted = {
            "try": self._try,
            "link": self._takeaway.give_link,
            "file": self._takeaway.give_file,
            "package": self._takeaway.give_package,
        }
        self._preview = Preview(context)
        self._actions = self._make_actions()
        self._texts = self._make_texts()
        self._sections = {
            name: Section(self._form_text, f"author_{name}", show, self._enter)
            for name, show in self._renders().items()
        }
        self._lesson = LessonForm(
            self._form_text,
            context.page.storage,
            LessonTakeaway(context),
            present=lambda: self.draft.exercise(),
            edit=lambda exercise: self._begin_new(Draft.from_exercise(exercise)),
            draw=self.draw,
        )
        self._file = FileInput(label=text("author.open"), accept=".yaml,.yml,.json")
        self._file.param.watch(self._open, "value")
        self.panel = self._make_panel()
        self._begin(Draft())
        self.draft.take_start(context.experiment)
        self._keeper.read(self._resume)

    def close(self) -> None:
        """Give up what was started."""
        self._keeper.stop()
        self._lesson.stop()
        super().close()

    def update(self, _frame: Frame) -> Changes:
        """Give the texts of all fields."""
        columns: dict[str, Columns] = {}
        for section in self._sections.values():
            columns |= section.columns(self._text_of)
        return columns | self._lesson.columns()

    def _make_panel(self) -> Column:
        panels = {name: section.panel for name, section in self._sections.items()}
        task = _stack("task", panels["task"])
        preview = Column(panels["preview"], self._preview.panel)
        task.extend([*_stack("preview", preview), *_stack("hints", panels["hints"])])
        task.append(panels["about"])
        goals = _stack("goals", panels["goals"])
        goals.extend(_stack("questions", panels["questions"]))
        out = Row(panels["actions"], self._file, css_classes=["columns"])
        form_row = Row(task, Column(panels["rules"]), goals, css_classes=["columns"])
        return Column(panels["drafts"], form_row, out, self._lesson.panel)

    def _renders(self) -> dict[str, Callable[[Draft], Piece]]:
        return {
            "drafts": self._show_drafts,
            **form.SECTIONS,
            "preview": self._preview.languages,
            "actions": self._show_actions,
        }

    def _begin(self, draft: Draft, anew: bool = False) -> None:
        self.draft = draft
        self._takeaway.link = ""
        self._findings = Findings(draft)
        self._show(draft, anew)

    def _show(self, draft: Draft, anew: bool = False) -> None:
        self._findings.look(draft)
        for section in self._sections.values():
            section.keep_as(self._keeper.name)
            section.show(draft, self._text_of, anew)
        self._preview.show(self.draft)

    def _form_text(
        self, name: str, on_entry: Callable[[str, str], None], *, css_classes: list[str]
    ) -> LiveText:
        return self.live_text(name, on_entry, css_classes=css_classes)

    def _resume(self, draft: Draft | None) -> None:
        """Go on with the draft that is kept, if there is one; the page enters what is missing."""
        self._begin(self.draft if draft is None else draft, anew=True)
        if draft is not None:
            self.draw()

    def _take(self, draft: Draft | None) -> None:
        """Go on with the draft of another tab."""
        before = self._present()
        self._resume(draft)
        self._note_change(before)

    def _present(self) -> str:
        """Return the open draft with its name: what `Undo` keeps."""
        return f"{self._keeper.name}\n{self.draft.to_json()}"

    def _leave(self) -> None:
        """Forget the open draft if nothing was written in it, before another one is opened."""
        if self.draft.is_empty:
            self._keeper.forget()

    def _begin_new(self, draft: Draft) -> None:
        """Open a new draft beside the others."""
        self._leave()
        self._keeper.begin()
        self._begin(draft, anew=True)

    def _switch(self, name: str) -> None:
        if name in self._keeper.titles() and name != self._keeper.name:
            before = self._present()
            self._leave()
            self._keeper.open(name, lambda draft: self._arrive(draft, before))

    def _delete(self) -> None:
        before = self._present()
        other = self._keeper.forget()
        self._keeper.open(other, lambda draft: self._arrive(draft, before))
        self._note = text("author.deleted")

    def _arrive(self, draft: Draft | None, before: str) -> None:
        """Show another draft than the one before, an empty one if it is None."""
        self._begin(Draft() if draft is None else draft, anew=True)
        if draft is None:
            self._take_start()
        self._note_change(before)
        self.draw()

    def _make_actions(self) -> dict[str, Action]:
        return {
            **{name: Action(partial(self._give, give)) for name, give in self._wanted.items()},
            "take_start": Action(lambda *_: self._take_start()),
            "show_start": Action(lambda *_: self._show_start()),
            "new": Action(lambda *_: self._new()),
            "copy": Action(lambda *_: self._begin_new(self.draft.copy())),
            "delete": Action(lambda *_: self._delete()),
            "switch": Action(lambda _, name: self._switch(name)),
            "undo": Action(lambda *_: self._go_back(self._undo.has_earlier, self._undo.undo)),
            "redo": Action(lambda *_: self._go_back(self._undo.has_later, self._undo.redo)),
            "draft": Action(lambda *_: self._give_draft()),
            "preview_in": Action(lambda _, code: self._preview.choose(self.draft, code)),
            "package_as": Action(
                lambda _, option, part: self._takeaway.package.choose(part, option), (str,)
            ),
            "unreadable": Action(lambda *_: self._give_unreadable()),
            "take": Action(lambda *_: self._keeper.open(self._keeper.name, self._take)),
            "mine": Action(lambda *_: self._keeper.keep_mine(self.draft)),
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
        self._note, self.draft.moved = "", ()
        before = self._present()
        verb = perform(self._actions, action, section, entered)
        if verb in ("switch", "delete"):
            return  # what comes is not there yet
        if verb not in ("undo", "redo"):
            self._note_change(before, action if verb in FILLING else "")
        self._keep()
        self.draw()

    def _keep(self) -> None:
        self._keeper.keep(self.draft)
        self._sections["drafts"].show(self.draft, self._text_of)

    def _note_change(self, before: str, part: str = "") -> None:
        if self._present() != before:
            self._undo.note(before, part)

    def _go_back(self, is_possible: bool, go: Callable[[str], str]) -> None:
        """Show what was there before the last change, or before it was undone."""
        if is_possible:
            name, _, content = go(self._present()).partition("\n")
            if name != self._keeper.name:
                self._leave()
                self._keeper.select(name)
            self.draft = Draft.from_json(content)
            self._takeaway.link = ""
            self._show(self.draft)

    def _fill(
        self, fill: Callable[..., Any], _section: Section, entered: str, *about: Part
    ) -> None:
        path: Path = fill(self.draft, entered, *about)
        self._findings.look(self.draft, path)
        if path[0] in ("text", "images"):
            self._preview.show(self.draft)

    def _build(
        self, build: Callable[..., str | None], section: Section, entered: str, *about: Part
    ) -> None:
        spoken = self.draft.state["languages"]
        self._note = build(self.draft, entered, *about) or ""
        if self.draft.state["languages"] != spoken:
            self._show(self.draft)
            return
        self._findings.look(self.draft)
        section.show(self.draft, self._text_of)
        self._preview.show(self.draft)

    def _give(self, give: Callable[[Exercise], object], *_: object) -> None:
        self._findings.want()
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
        self._keeper.keep(self.draft)
        spoken = self._preview.language(self.draft)
        self.context.assignments.begin(exercise, "", is_preview=True, spoken=spoken)

    def _take_start(self) -> None:
        self.draft.take_start(self.experiment)
        self._findings.look(self.draft)

    def _show_start(self) -> None:
        self.context.loader.load(self.draft.start().to_permalink())

    def _new(self) -> None:
        draft = Draft()
        draft.take_start(self.experiment)
        self._begin_new(draft)

    def _open(self, event: Change) -> None:
        if event.new is None:
            return
        before = self._present()
        try:
            self._take_file(event.new.decode("utf-8-sig"))
        except (ExerciseError, DraftError, UnicodeDecodeError) as error:
            reasons = getattr(error, "messages", [str(error)])
            if isinstance(error, UnicodeDecodeError):
                reasons = [text("grade.no_text")]
            self._note = text("author.refused", problem=" · ".join(reasons))
        else:
            self._note_change(before)
            self._note = text("author.opened")
        # Lest the same file, chosen again, be no change, neither here nor on the page.
        self._file.value = None
        self._file.clear()
        self._keep()
        self.draw()

    def _take_file(self, content: str) -> None:
        """Take what is in a file: a lesson, an exercise, or a draft that was saved unfinished."""
        if lesson := lesson_in(content):
            self._lesson.open(lesson)
            return
        found = Draft.from_file(content) or Draft.from_exercise(Exercise.from_yaml(content))
        self._begin_new(found)
        self._show_start()

    def _give_draft(self) -> None:
        """Give the draft as a file, however unfinished."""
        state = self.draft.state
        name = state["id"].strip() or identifier(self.draft.title) or "exercise"
        self.context.page.save_file(f"{name}.draft.yaml", "yaml", self.draft.to_yaml())
        self._note = text("author.draft_made")

    def _give_unreadable(self) -> None:
        """Give what was kept and is no draft."""
        if self._keeper.unreadable:
            self.context.page.save_file("unreadable.json", "json", self._keeper.unreadable)
            self._keeper.unreadable = ""

    def _say(self, sentence: str) -> None:
        self._note = " ".join(filter(None, [sentence, self._advice]))
        self.draw()

    def _show_drafts(self, draft: Draft) -> Piece:
        titles = self._keeper.titles() | {self._keeper.name: draft.title}
        named = {name: title or text("author.untitled") for name, title in titles.items()}
        return render("drawers/author/drafts.html.jinja", drafts=named, open=self._keeper.name)

    def _show_actions(self, _draft: Draft) -> Piece:
        return render(
            "drawers/author/actions.html.jinja",
            wanted=self._wanted,
            packages=PACKAGES,
            package=self._takeaway.package.chosen,
        )

    def _make_texts(self) -> dict[str, Callable[..., str]]:
        """Return what says each text of the form, of its fields and about the draft."""
        return {
            "set": lambda path: str(self.draft.get(path)),
            "problem": lambda path: self._findings.at(path),
            "problems": self._problems_elsewhere,
            "words": lambda path: self._findings.words(path),
            "start": self._start,
            "note": lambda: self._note,
            "speak_more": lambda: "",
            "link": lambda: self._takeaway.link,
            "kept": lambda: self._keeper.problem,
            "unreadable": lambda: self._keeper.unreadable and text("author.give_unreadable"),
            "elsewhere": lambda: text("author.elsewhere") if self._keeper.is_contested else "",
            "undo": lambda: text("author.undo") if self._undo.has_earlier else "",
            "redo": lambda: text("author.redo") if self._undo.has_later else "",
        }

    def _text_of(self, name: str, *about: Part) -> str:
        return self._texts[name](*about)

    def _problems_elsewhere(self) -> str:
        sections = self._sections.values()
        return self._findings.elsewhere(
            {named for section in sections for named in section.keys.values()}
        )

    def _start(self) -> str:
        start = self.draft.start()
        is_shown = start.to_permalink() == self.experiment.to_permalink()
        return text("author.start_shown" if is_shown else "author.start_differs")


def _stack(name: str, panel: Viewable) -> Column:
    return Column(heading(text(f"author.{name}")), panel, css_classes=["stack"])
