"""Gives a lesson to take away: as a link, as a YAML file, or as a package for a platform."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from playground.authoring.package_choice import PackageChoice
from playground.authoring.takeaway import PAGE
from playground.exercises.lesson import Lesson
from playground.exercises.scorm import ScormError
from playground.exercises.scorm_lesson import write_lesson_package
from playground.text import text
from playground.ui.context import Context


class LessonTakeaway:
    """Hands out lessons through the page; each way returns or says what became of it.

    Parameters
    ----------
    context : Context

    Attributes
    ----------
    link : str
        The link that was made last.
    package : PackageChoice
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self.link = ""
        self.package = PackageChoice()

    def give_link(self, lesson: Lesson, say: Callable[[str], object]) -> None:
        """Copy the link that holds the lesson."""
        self.link = f"{self._context.page.address}#{lesson.link()}"
        self._context.page.copy(self.link)
        say(text("lesson_form.link_made", count=len(self.link)))

    def give_file(self, lesson: Lesson, say: Callable[[str], object]) -> None:
        """Give the lesson as a file."""
        self._context.page.save_file(f"{lesson.id}.lesson.yaml", "yaml", lesson.to_yaml())
        say(text("author.file_made"))

    def give_package(self, lesson: Lesson, say: Callable[[str], object]) -> None:
        """Give the lesson as a package, once the page's own files are here."""
        say(text("author.packing"))
        packs = self._context.page.packs
        packs.need(self.package.pack, lambda: self._pack(lesson, say), lambda: say(""))

    def _pack(self, lesson: Lesson, say: Callable[[str], object]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, f"{lesson.id}.zip")
            address = None if self.package.is_whole else self._context.page.address
            try:
                write_lesson_package(lesson, PAGE, target, self.package.standard, address)
            except ScormError as error:
                say(str(error))
                return
            content = np.fromfile(target, np.uint8)
        self._context.page.save_file(target.name, "zip", content)
        say(text("author.package_made"))
