"""Exercises on the page: opens and leaves them. All it needs for one is loaded when one opens."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from playground.experiment import Experiment
from playground.frame import Frame
from playground.page.storage import Place
from playground.text import language, text
from playground.ui.context import Context
from playground.ui.widgets import Column

if TYPE_CHECKING:
    from bokeh.models import ColumnDataSource

    from playground.assignment.controller import AssignmentController
    from playground.exercises.exercise import Exercise
    from playground.exercises.lesson import Lesson

PACK = "exercises"
"""What holds everything about exercises; nothing of it is imported before one opens."""

FORMULAS = "formulas"
"""What formulas are shown with; most exercises have none."""


def address_of(reference: str, lesson: str) -> str:
    """Return the fragment of the page's address of an exercise, alone or in an own lesson."""
    return f"lesson={lesson}&exercise={reference}" if lesson else f"exercise={reference}"


class DrawerHost(Protocol):
    """What opens and closes drawers."""

    def open(self, name: str) -> None:
        """Open a drawer by its name."""

    def close(self) -> None:
        """Close whatever drawer is open."""


class AssignmentHost:
    """The place of the exercise that is being worked on, empty while there is none.

    Parameters
    ----------
    context : Context
    drawers : DrawerHost
        Closed when an exercise opens.

    Attributes
    ----------
    root : Column
        The place.
    controller : playground.assignment.controller.AssignmentController or None
        What is in it.
    lesson : str
        Identifier, or code, of the lesson that the contents shall show first.
    """

    def __init__(self, context: Context, drawers: DrawerHost) -> None:
        self._context = context
        self._drawers = drawers
        self.controller: AssignmentController | None = None
        self.lesson = self._awaited = ""
        self._wish = object()
        self.root = Column(name="exercise")

    def open(self, reference: str, settings: str = "", lesson: str = "") -> None:
        """Open an exercise in place of the present one.

        Parameters
        ----------
        reference : str
            The code of an exercise, or the identifier of one of the library.
        settings : str
            Permalink of settings to take up in it, as far as it allows them.
        lesson : str
            The code of the lesson that it belongs to, if that is one of a teacher's own.
        """
        address = address_of(reference, lesson)
        if self.controller is not None and address == self.controller.address and not settings:
            if self._awaited:
                self._wish_for("")
            return
        self._wish_for(address)
        find = self._if_still_wished(partial(self._find, reference, settings, lesson))
        give_up = self._if_still_wished(self._give_up)
        self._context.page.packs.need(PACK, find, give_up)

    def begin(
        self,
        exercise: "Exercise",
        reference: str,
        settings: str = "",
        is_preview: bool = False,
        lesson: "Lesson | None" = None,
        spoken: str = "",
    ) -> None:
        """Begin or resume an exercise.

        Parameters
        ----------
        exercise : Exercise
        reference : str
            What the address shall name it by; empty to leave the address alone.
        settings : str
            As for `open`.
        is_preview : bool
            Whether nothing is to be kept of the work.
        lesson : Lesson, optional
            One of a teacher's own that it belongs to.
        spoken : str
            The language to have its texts in, by default that of the page.
        """
        self._wish_for("")
        exercise = exercise.in_language(spoken or language().code)
        start = partial(self._start, exercise, reference, settings, lesson)
        self._begin(exercise, start, is_preview)

    def _begin(self, exercise: "Exercise", start: Callable[..., None], is_preview: bool) -> None:
        from playground.exercises import formulas

        start = self._if_still_wished(start)
        read = partial(self._context.page.storage.read, exercise.id, start)
        begin = partial(start, None, {}) if is_preview else self._if_still_wished(read)
        if formulas.are_in(exercise):
            # without it formulas are shown as they are typed
            self._context.page.packs.need(FORMULAS, begin, begin)
        else:
            begin()

    def leave(self) -> None:
        """Close the exercise; the playground keeps its present settings and hides nothing."""
        self._wish_for("")
        if self.controller is None:
            return
        self._put_away()
        self._context.experiment.hide = []
        self._context.redraw.request()

    def show_contents(self, lesson: str = "") -> None:
        """Leave the exercise and open the course, beginning with a lesson."""
        self.leave()
        self.lesson = lesson
        self._drawers.close()
        self._drawers.open("exercise")

    def edit(self) -> None:
        """Leave a preview for the form that it was begun in, and go back to the start."""
        if self.controller is None:
            return
        start = self.controller.assignment.exercise.start()
        self.leave()
        self._context.loader.load(start.to_permalink())
        self._drawers.open("author")

    def apply(self, settings: str) -> None:
        """Take up the settings of a link in the present exercise, or say why not."""
        if self.controller is not None:
            self._context.transport.show(self.controller.apply(settings))

    def refusal(self, experiment: Experiment) -> str:
        """Say in a sentence why the exercise does not allow an experiment; empty if it does."""
        return "" if self.controller is None else self.controller.refusal(experiment)

    def refusal_to_run(self, control: str) -> str:
        """Say in a sentence why the run may not go on by "play" or "step"; empty if it may."""
        return "" if self.controller is None else self.controller.refusal_to_run(control)

    def follow(self, changed: set[str]) -> bool:
        """Take note of changed settings; they are taken back where the exercise forbids them.

        Parameters
        ----------
        changed : set of str
            Names of settings that the session has followed already.

        Returns
        -------
        bool
            Whether they were taken back.
        """
        return self.controller is not None and self.controller.follow(changed)

    def observe(self, frame: Frame) -> None:
        """Judge the state that a frame shows, and save or hand in what has become of the work."""
        if self.controller is not None:
            self.controller.observe(frame)

    def columns(self) -> dict[str, dict[str, list[str]]]:
        """Give what has to change in the data sources."""
        return {} if self.controller is None else self.controller.columns()

    @property
    def is_open(self) -> bool:
        """Whether an exercise is being worked on."""
        return self.controller is not None

    @property
    def sources(self) -> "dict[str, ColumnDataSource]":
        """The data sources of the place by their names."""
        return {} if self.controller is None else self.controller.sources

    def texts(self) -> dict[str, str]:
        """Give what the page shows around the place, by the name of its text."""
        title = "" if self.controller is None else self.controller.assignment.exercise.title
        return {"exercise": title, "awaited": self._awaited}

    @property
    def address(self) -> str:
        """The fragment of the page's address while an exercise is open or awaited, else empty."""
        return self._awaited or ("" if self.controller is None else self.controller.address)

    def _wish_for(self, address: str) -> None:
        """Await an exercise, or none that has an address; what was asked for before is off."""
        self._awaited, self._wish = address, object()

    def _if_still_wished(self, then: Callable[..., object]) -> Callable[..., None]:
        """Return `then` for what comes later: by then something else may have been asked for."""
        wish = self._wish

        def go_on(*arguments: object) -> None:
            if wish is self._wish:
                then(*arguments)

        return go_on

    def _find(self, reference: str, settings: str, lesson_code: str) -> None:
        from playground.exercises import library
        from playground.exercises.document import ExerciseError

        try:
            lesson = library.open_lesson(lesson_code) if lesson_code else None
            exercise = (
                library.exercise_in(lesson, reference)
                if lesson
                else library.open_exercise(reference)
            )
        except ExerciseError as error:
            self._give_up()
            self._context.loader.load(settings)
            self._context.notices.say(text("coursework.no_exercise", problem=error.messages[0]))
        else:
            exercise = exercise.in_language(language().code)
            start = partial(self._start, exercise, reference, settings, lesson)
            self._begin(exercise, start, is_preview=False)

    def _start(
        self,
        exercise: "Exercise",
        reference: str,
        settings: str,
        lesson: "Lesson | None",
        place: Place | None,
        records: Mapping[str, str],
    ) -> None:
        from playground.assignment.controller import AssignmentController

        with self._context.redraw.event():
            self._awaited = ""
            self._put_away()
            self._context.transport.player.pause()
            self._drawers.close()
            if self._context.comparison is not None:
                self._context.comparison.forget()
            self.controller = AssignmentController(
                self._context, exercise, reference, place, lesson
            )
            self.root.objects = [self.controller.panel]
            messages = [self.controller.resume(records.get(exercise.id, ""))]
            if settings:
                messages.append(self.controller.apply(settings))
            self._context.transport.show(" ".join(filter(None, messages)))

    def _give_up(self) -> None:
        self._awaited = ""
        self._context.redraw.request()

    def _put_away(self) -> None:
        if self.controller is not None:
            controller, self.controller = self.controller, None
            controller.close()
            self.root.objects = []
            # a drawer that stayed open would go on showing what the exercise has locked
            self._drawers.close()
