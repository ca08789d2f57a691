"""The form in which exercises are put together to a lesson."""

from collections.abc import Callable

from playground.authoring.entries import speak, speak_more
from playground.authoring.fields import Path
from playground.authoring.form import offered_languages, spoken
from playground.authoring.lesson_draft import LessonDraft
from playground.authoring.lesson_takeaway import LessonTakeaway
from playground.authoring.package_choice import PACKAGES
from playground.authoring.piece import Named, render
from playground.authoring.section import MakeLiveText
from playground.authoring.shape import DraftError
from playground.authoring.undo import Undo
from playground.exercises import library
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.lesson import Lesson
from playground.page.storage import Place, Storage
from playground.text import text
from playground.ui.actions import Action, ActionError, Part, Step, perform

KEPT_AS = "_lesson"
"""What the draft is kept under; no exercise can have this name."""


Give = Callable[[Lesson, Callable[[str], object]], None]
"""Gives a lesson to take away, and says what became of it."""


class LessonForm:
    """Puts exercises of the course and one's own into an order, and gives them as one lesson.

    Parameters
    ----------
    live_text : MakeLiveText
    storage : Storage
    takeaway : LessonTakeaway
    present : callable
        Returns the exercise in the form above; an ExerciseError if it is not finished.
    edit : callable
        Takes an exercise that is to be changed.
    draw : callable
        Has the texts drawn.

    Attributes
    ----------
    panel : HTML
    """

    def __init__(
        self,
        live_text: MakeLiveText,
        storage: Storage,
        takeaway: LessonTakeaway,
        present: Callable[[], Exercise],
        edit: Callable[[Exercise], object],
        draw: Callable[[], object],
    ) -> None:
        self._storage = storage
        self._takeaway = takeaway
        self._present = present
        self._edit = edit
        self._draw = draw
        self._draft = LessonDraft()
        self._undo = Undo()
        self._is_kept = self._is_open = self._is_wanted = self._is_contested = False
        self._note = ""
        self._moved: tuple[int, str] | None = None
        self._keys: dict[str, Named] = {}
        self._wanted: dict[str, Give] = {
            "link": takeaway.give_link,
            "file": takeaway.give_file,
            "package": takeaway.give_package,
        }
        self._actions = self._make_actions()
        self._live = live_text("author_lesson", self._enter, css_classes=["form"])
        self._live.keep_as(KEPT_AS)
        self.panel = self._live.panel
        self._show()
        storage.read(KEPT_AS, self._take)

    def open(self, lesson: Lesson) -> None:
        """Go on with a lesson that was saved as a file."""
        before = self._draft.to_json()
        self._draft, self._is_open = LessonDraft.from_lesson(lesson), True
        self._changed(before)
        self._show()

    def stop(self) -> None:
        """Care for the other tabs no longer."""
        self._storage.watch(KEPT_AS, None)

    def columns(self) -> dict[str, dict[str, list[str]]]:
        """Give what has to change in the data source so that the texts are right."""
        return self._live.columns(self._texts())

    def _make_actions(self) -> dict[str, Action]:
        return {
            "unfold": Action(lambda _: self._unfold()),
            "set": Action(self._fill, (tuple,)),
            "speak": Action(lambda entered, code: speak(self._draft, entered, code), (str,)),
            "speak_more": Action(self._speak_more),
            "put": Action(lambda _: self._put()),
            "add": Action(self._add),
            "up": Action(lambda _, number: self._move(number, "up"), (int,)),
            "down": Action(lambda _, number: self._move(number, "down"), (int,)),
            "remove": Action(self._remove, (int,)),
            "edit": Action(self._change, (int,)),
            "clear": Action(lambda _: self._clear()),
            "undo": Action(lambda _: self._go_back(self._undo.has_earlier, self._undo.undo)),
            "redo": Action(lambda _: self._go_back(self._undo.has_later, self._undo.redo)),
            "take": Action(lambda _: self._storage.read(KEPT_AS, self._take)),
            "mine": Action(lambda _: self._keep_mine()),
            "package_as": Action(
                lambda option, part: self._takeaway.package.choose(part, option), (str,)
            ),
            **{
                name: Action(lambda _, give=give: self._give(give))
                for name, give in self._wanted.items()
            },
        }

    def _enter(self, action: str, entered: str) -> None:
        said, before = self._note, self._draft.to_json()
        self._note, self._moved = "", None
        verb = perform(self._actions, action, entered)
        if verb == "unfold":
            self._note = said
        if verb not in ("undo", "redo"):
            self._changed(before, action if verb == "set" else "")
        if verb != "set":
            self._show()
        self._draw()

    def _changed(self, before: str, part: str = "") -> None:
        """Note and keep what has changed."""
        if self._draft.to_json() == before:
            return
        self._undo.note(before, part)
        self._takeaway.link = ""
        self._keep()

    def _keep(self) -> None:
        if self._is_kept and not self._is_contested:
            self._storage.write(KEPT_AS, self._draft.to_json())

    def _keep_mine(self) -> None:
        self._is_contested = False
        self._keep()

    def _take(self, place: Place, texts: dict[str, str]) -> None:
        """Go on with the lesson that is kept, if there is one."""
        content, was_contested = texts.get(KEPT_AS, ""), self._is_contested
        self._is_kept, self._is_contested = place != "platform", False
        self._storage.watch(KEPT_AS, self._contest)
        try:
            self._draft = LessonDraft.from_json(content) if content else self._draft
        except DraftError as error:
            self._note = text("lesson_form.unreadable", reason=error)
        self._show(anew=True)
        if content or was_contested:
            self._draw()

    def _contest(self) -> None:
        self._is_contested = True
        self._draw()

    def _unfold(self) -> None:
        self._is_open = True

    def _fill(self, entered: str, path: tuple[Step, ...]) -> None:
        if not self._draft.has(path[1:]):
            raise ActionError(f"the lesson has no field {path}")
        self._draft.set(path[1:], entered)

    def _speak_more(self, entered: str) -> None:
        self._note = speak_more(self._draft, entered)

    def _put(self) -> None:
        """Put the exercise of the form above into the lesson, or what it has become."""
        try:
            exercise = self._present()
        except ExerciseError:
            self._note = text("lesson_form.unfinished")
        else:
            self._draft.put(exercise)
            self._note = text("lesson_form.is_put", title=exercise.title)

    def _add(self, entered: str) -> None:
        if entered in library.exercise_names():
            self._draft.put(entered)

    def _listed(self, number: int) -> None:
        if number >= len(self._draft.state["exercises"]):
            raise ActionError(f"the lesson has no exercise {number}")

    def _move(self, number: int, way: str) -> None:
        self._listed(number)
        self._moved = (self._draft.move(number, -1 if way == "up" else 1), way)

    def _remove(self, _entered: str, number: int) -> None:
        self._listed(number)
        del self._draft.state["exercises"][number]

    def _change(self, _entered: str, number: int) -> None:
        self._listed(number)
        one = self._draft.state["exercises"][number]
        if isinstance(one, str):
            return
        try:
            self._edit(self._draft.lesson_exercise(number))
        except ExerciseError as error:
            self._note = text("author.refused", problem=" · ".join(error.messages))

    def _clear(self) -> None:
        self._draft = LessonDraft()

    def _go_back(self, is_possible: bool, go: Callable[[str], str]) -> None:
        if is_possible:
            self._draft = LessonDraft.from_json(go(self._draft.to_json()))
            self._keep()

    def _give(self, give: Give) -> None:
        self._is_wanted = True
        if not self._draft.problems():
            give(self._draft.lesson(), self._say)

    def _say(self, sentence: str) -> None:
        self._note = sentence
        self._draw()

    def _show(self, anew: bool = False) -> None:
        # To read all of the course takes a while, and most who write an exercise make no lesson.
        names = library.exercise_names() if self._is_open else []
        piece = render(
            "authoring/lesson.html.jinja",
            is_open=self._is_open,
            listed=self._draft.listed(),
            moved=self._moved,
            course={"": text("lesson_form.choose"), **{one: library.title(one) for one in names}},
            wanted=self._wanted,
            packages=PACKAGES,
            package=self._takeaway.package.chosen,
            offered=offered_languages(self._draft.state),
            languages=spoken(self._draft.state),
        )
        self._keys = piece.keys
        self._live.show(piece.markup, self._texts(), anew)

    def _texts(self) -> dict[str, str]:
        found = self._draft.problems() if self._is_wanted else {}
        return {key: self._text_of(found, *named) for key, named in self._keys.items()}

    def _text_of(self, found: dict[Path, str], what: Part, path: Part = ()) -> str:
        field = path[1:] if isinstance(path, tuple) else ()
        said = {
            "lesson_note": self._note,
            "lesson_link": self._takeaway.link,
            "lesson_elsewhere": text("author.elsewhere") if self._is_contested else "",
            "lesson_undo": text("author.undo") if self._undo.has_earlier else "",
            "lesson_redo": text("author.redo") if self._undo.has_later else "",
            "problem": found.get(field, ""),
            "speak_more": "",
        }
        if what == "set":
            return self._draft.get(field)
        return said[str(what)]
