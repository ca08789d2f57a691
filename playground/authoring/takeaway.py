"""Gives an exercise to take away: as a link, as a YAML file, or as a package for a platform."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from playground.authoring.package_choice import PackageChoice
from playground.exercises.exercise import Exercise
from playground.exercises.scorm import ScormError, write_package, write_slim_package
from playground.text import text
from playground.ui.context import Context

PAGE = Path("/page")
"""Where the browser puts the files of the page, all or some of them; see ``static/worker.js``."""


class Takeaway:
    """Hands out exercises through the page.

    Parameters
    ----------
    context : Context
    say : callable
        Takes a sentence for the user.

    Attributes
    ----------
    link : str
        The link that was made last.
    package : PackageChoice
    """

    def __init__(self, context: Context, say: Callable[[str], None]) -> None:
        self._context = context
        self._say = say
        self.link = ""
        self.package = PackageChoice()

    def give_link(self, exercise: Exercise) -> None:
        """Copy the link that holds the exercise."""
        self.link = f"{self._context.page.address}#{exercise.link()}"
        self._say(text("author.link_made", count=len(self.link)))
        self._context.page.copy(self.link)

    def give_file(self, exercise: Exercise) -> None:
        """Give the exercise as a file."""
        self._context.page.save_file(f"{exercise.id}.exercise.yaml", "yaml", exercise.to_yaml())
        self._say(text("author.file_made"))

    def give_package(self, exercise: Exercise) -> None:
        """Give the exercise as a package, once the page's own files are here."""
        self._say(text("author.packing"))
        packs = self._context.page.packs
        packs.need(self.package.pack, lambda: self._pack(exercise), lambda: self._say(""))

    def _pack(self, exercise: Exercise) -> None:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, f"{exercise.id}.zip")
            try:
                self._write(exercise, target)
            except ScormError as error:
                self._say(str(error))
                return
            content = np.fromfile(target, np.uint8)
        self._context.page.save_file(target.name, "zip", content)
        self._say(text("author.package_made"))

    def _write(self, exercise: Exercise, target: Path) -> None:
        standard = self.package.standard
        if self.package.is_whole:
            write_package(exercise, PAGE, target, standard)
        else:
            address = self._context.page.address
            write_slim_package(exercise, address, PAGE, target, standard)
