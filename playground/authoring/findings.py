"""What is wrong with a draft: where it is said, and from when on."""

from collections.abc import Container

from playground.authoring.draft import Draft
from playground.authoring.fields import Path
from playground.exercises.exercise import goal_of
from playground.text import text


class Findings:
    """The problems of a draft, each said at its field once that was filled in.

    All of them are said once the exercise is wanted.

    Parameters
    ----------
    draft : Draft
    """

    def __init__(self, draft: Draft) -> None:
        self._filled: set[Path] = set()
        self._is_wanted = False
        self.look(draft)

    def look(self, draft: Draft, filled: Path | None = None) -> None:
        """Look at a draft as it is now, and note which field was filled in."""
        self._draft, self._problems = draft, draft.problems()
        if filled is not None:
            self._filled.add(filled)

    def want(self) -> None:
        """Say all that is wrong from now on."""
        self._is_wanted = True

    def at(self, path: Path) -> str:
        """Say what is wrong at a field; empty if nothing is, or it is not to be said yet."""
        found = [message for at, message in self._problems if at == path]
        is_due = self._is_wanted or any(path[: len(one)] == one for one in self._filled)
        if not found or not is_due:
            return ""
        if path[0] == "ranges" and len(path) == 2:
            return text("author.range_empty")
        return text("author.empty") if self._draft.get(path) == "" else " ".join(found)

    def elsewhere(self, shown: Container[tuple[object, ...]]) -> str:
        """Say how much is wrong, and what of it has no field of its own.

        Parameters
        ----------
        shown : container of tuple
            What the form has a place for: ("problem", path) for each field.
        """
        if not self._is_wanted or not self._problems:
            return ""
        homeless = [message for at, message in self._problems if ("problem", at) not in shown]
        return " ".join([text("author.problems", count=len(self._problems)), *homeless])

    def words(self, path: Path) -> str:
        """Say a goal in words, once it is one."""
        if any(at[: len(path)] == path for at, _ in self._problems):
            return ""
        goals = self._draft.document()[0].get("goals", [])
        goal = goal_of(goals[int(path[1])])
        return goal.words if goal.condition else ""
