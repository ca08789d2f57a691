"""The drawer in which a teacher writes an exercise, tries it as a student, and takes it away."""

from html import escape

from playground.authoring import fields, form
from playground.authoring.draft import Draft
from playground.authoring.entries import enter
from playground.authoring.fields import path_of, problem_key
from playground.authoring.section import Section
from playground.authoring.takeaway import Takeaway
from playground.drawers.base import BaseDrawer
from playground.exercises.checking import goals_met_at_start
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.goals import describe
from playground.exercises.markdown import to_html
from playground.text import text
from playground.ui.widgets import HTML, Column, FileInput, Row

KEPT_AS = "_draft"
"""What the draft is kept under; no exercise can have this name."""

WANTED = ("try", "link", "file", "package")
"""What can be done with a finished exercise."""


class Drawer(BaseDrawer):
    """A form for everything that an exercise says, below the playground that it is about.

    The draft is kept with every entry. What is wrong is said at its field, from the moment it was
    filled in, and at all fields once the exercise is wanted.

    Attributes
    ----------
    draft : Draft
    """

    def __init__(self, context, frame):
        super().__init__(context, frame)
        self._filled = set()
        self._is_wanted = self._is_kept = False
        self._note = ""
        self._takeaway = Takeaway(context, self._say)
        renderers = {name: getattr(form, name) for name in form.SECTIONS}
        self._sections = {
            name: Section(self.live_text, f"author_{name}", render, self._enter)
            for name, render in {**renderers, "actions": self._actions}.items()
        }
        self._preview = HTML(css_classes=["task", "preview"])
        self._file = FileInput(label=text("author.open"), accept=".yaml,.yml")
        self._file.param.watch(self._open, "value")
        self.panel = self._make_panel()
        self._begin(Draft())
        self.draft.take_start(context.experiment)
        context.page.storage.read(KEPT_AS, self._resume)

    def update(self, _frame):
        """Give the texts of all fields."""
        columns = {}
        for section in self._sections.values():
            columns |= section.columns(self._text_of)
        return columns

    def _make_panel(self):
        panels = {name: section.panel for name, section in self._sections.items()}
        task = _stack("task", panels["task"])
        task.extend([*_stack("preview", self._preview), *_stack("hints", panels["hints"])])
        goals = _stack("goals", panels["goals"])
        goals.extend(_stack("questions", panels["questions"]))
        out = Row(panels["actions"], self._file, css_classes=["columns"])
        return Column(Row(task, Column(panels["rules"]), goals, css_classes=["columns"]), out)

    def _begin(self, draft):
        self.draft = draft
        self._filled, self._is_wanted = set(), False
        self._problems = draft.problems()
        for section in self._sections.values():
            section.show(draft, self._text_of)
        self._preview.object = to_html(draft.state["text"])

    def _resume(self, place, kept):
        """Go on with the draft that is kept, unless it is a learning platform that keeps."""
        self._is_kept = place == "browser"
        if self._is_kept and kept.get(KEPT_AS):
            self._begin(Draft.from_json(kept[KEPT_AS]))

    def _enter(self, section, key, entered):
        verb, _, about = key.partition(" ")
        self._note = ""
        if verb in WANTED:
            self._give(verb)
        elif verb in ("take_start", "show_start", "new"):
            getattr(self, f"_{verb}")()
        else:
            self._change(section, key, about, entered)
        self._keep()
        self.draw()

    def _change(self, section, key, about, entered):
        changed = enter(self.draft, key, entered)
        self._filled.add(path_of(about or key) if changed is None else ())
        self._problems = self.draft.problems()
        if changed is not None:
            section.show(self.draft, self._text_of)
        if key == "text":
            self._preview.object = to_html(entered)

    def _give(self, what):
        self._is_wanted = True
        try:
            exercise = self.draft.exercise()
        except ExerciseError:
            return
        early = [describe(exercise.goals[i].condition) for i in goals_met_at_start(exercise)]
        if early:
            self._note = text("author.met_at_start", goal=early[0])
            return
        if what == "try":
            self._keep()
            self.context.assignments.begin(exercise, "", is_preview=True)
        else:
            getattr(self._takeaway, f"give_{what}")(exercise)

    def _take_start(self):
        self.draft.take_start(self.experiment)
        self._problems = self.draft.problems()

    def _show_start(self):
        self.context.loader.load(self.draft.start().to_permalink())

    def _new(self):
        self._begin(Draft())
        self._take_start()

    def _open(self, event):
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

    def _keep(self):
        if self._is_kept:
            self.context.page.storage.write(KEPT_AS, self.draft.to_json())

    def _say(self, sentence):
        self._note = sentence
        self.draw()

    def _actions(self, _draft):
        buttons = "".join(fields.button(name, text(f"author.give_{name}")) for name in WANTED)
        return (
            f"<h3>{text('author.ready')}</h3>"
            f'<p class="problem" role="alert" data-key="problems"></p>'
            f'<div class="buttons">{buttons}</div>'
            '<p class="note" role="status" data-key="note"></p>'
            '<textarea readonly rows="3" placeholder=" " spellcheck="false" data-key="link" '
            f'aria-label="{text("author.link")}"></textarea>'
            f'<div class="buttons">{fields.button("new", text("author.new"))}</div>'
        )

    def _text_of(self, key):
        """Return the text with a key: what is said about the draft, or what is in a field."""
        verb, _, about = key.partition(" ")
        return self._told[verb](about) if verb in self._told else self.draft.get(path_of(key))

    @property
    def _told(self):
        return {
            "problem": self._problem_at,
            "problems": lambda _: self._problems_elsewhere(),
            "words": self._words,
            "start": lambda _: self._start(),
            "note": lambda _: self._note,
            "link": lambda _: self._takeaway.link,
        }

    def _problem_at(self, about):
        path = path_of(about)
        found = [message for at, message in self._problems if at == path]
        is_due = self._is_wanted or any(path[: len(one)] == one for one in self._filled if one)
        if not found or not is_due:
            return ""
        if path[0] == "ranges" and len(path) == 2:
            return text("author.range_empty")
        return text("author.empty") if self.draft.get(path) == "" else " ".join(found)

    def _problems_elsewhere(self):
        """Say how much is wrong, and what of it has no field of its own."""
        if not self._is_wanted or not self._problems:
            return ""
        keys = set().union(*(section.keys for section in self._sections.values()))
        homeless = [message for at, message in self._problems if problem_key(at) not in keys]
        return " ".join([text("author.problems", count=len(self._problems)), *homeless])

    def _words(self, about):
        """Say a goal in words, once it is one."""
        path = path_of(about)
        if any(at[: len(path)] == path for at, _ in self._problems):
            return ""
        goals = self.draft.document()[0].get("goals", [])
        condition = {name: part for name, part in goals[path[1]].items() if name != "points"}
        return describe(condition) if condition else ""

    def _start(self):
        start = self.draft.start()
        is_shown = start.to_permalink() == self.experiment.to_permalink()
        return text("author.start_shown" if is_shown else "author.start_differs")


def _stack(name, panel):
    return Column(HTML(f"<h3>{escape(text(f'author.{name}'))}</h3>"), panel, css_classes=["stack"])
