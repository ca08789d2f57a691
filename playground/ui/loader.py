"""Takes up what comes from outside: links and saved runs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from playground.experiment import parse_permalink
from playground.experiment.control_names import DRAWERS
from playground.experiment.permalink import OPENING_KEYS, take
from playground.experiment.setting_kinds import excerpt
from playground.text import text
from playground.ui.context import Context

if TYPE_CHECKING:
    from playground.session.save_file import Saved
    from playground.ui.protocols import Drawers


OWN_LESSON = "NNL"
"""What the code of a lesson begins with; what reads it is loaded when one opens."""


class Loader:
    """Puts the settings of a link, or a saved run, in place of the present ones.

    Parameters
    ----------
    context : Context
    drawers : Drawers
        Opens the drawer that a link names.
    """

    def __init__(self, context: Context, drawers: "Drawers") -> None:
        self._context = context
        self._drawers = drawers

    def load(self, permalink: str) -> None:
        """Take up the settings of a link; what is wrong with it is shown as a message.

        A link may open an exercise, or the contents of the course at a lesson, by the keys
        "exercise" and "lesson", an exercise of a teacher's own lesson by both, and a drawer by the
        key "open". While an exercise is open, a link
        changes what the exercise allows, and an empty one leaves it.
        """
        asked, settings = take(permalink, OPENING_KEYS)
        with self._context.redraw.event():
            self._open(asked, settings)

    def restore(self, saved: "Saved") -> None:
        """Take up a saved run in place of the present one.

        Parameters
        ----------
        saved : save_file.Saved
        """
        context = self._context
        if problem := context.assignments.refusal(saved.experiment):
            context.notices.say(problem)
            return
        with context.redraw.event():
            context.transport.player.pause()
            context.experiment.param.update(**saved.experiment.settings())
            context.session.restore(saved.theta, saved.epoch, saved.curve, saved.checkpoint)
            context.transport.show()
            if saved.epoch and saved.checkpoint is None:
                context.notices.say(text("save.without_training"))

    def _open(self, asked: Mapping[str, str], settings: str) -> None:
        assignments = self._context.assignments
        lesson = asked.get("lesson", "")
        is_within = "exercise" in asked and lesson.startswith(OWN_LESSON)
        if "exercise" in asked:
            assignments.open(asked["exercise"], settings, lesson if is_within else "")
        elif assignments.is_open and settings:
            assignments.apply(settings)
        else:
            assignments.leave()
            self._take_up(settings)
        if "lesson" in asked and not is_within:
            assignments.show_contents(lesson)
        if "open" in asked:
            self._open_drawer(asked["open"])

    def _take_up(self, settings: str) -> None:
        context = self._context
        experiment, messages = parse_permalink(settings)
        context.transport.player.pause()
        context.experiment.param.update(**experiment.settings())
        context.session.reset()
        if context.comparison is not None:
            context.comparison.forget()
        context.transport.show(" ".join(messages))

    def _open_drawer(self, name: str) -> None:
        if name in DRAWERS:
            self._drawers.open(name)
        else:
            self._context.notices.say(text("link.no_part", found=excerpt(name)))
