"""Keeps the drafts in the browser from visit to visit, each under a name of its own."""

import re
from collections.abc import Callable, Mapping
from typing import cast
from uuid import uuid4

from playground import strict_json
from playground.authoring.draft import Draft
from playground.authoring.fields import Words
from playground.authoring.shape import DraftError
from playground.authoring.wordings import are_words, said
from playground.number_format import grouped
from playground.page.storage import Place, Storage
from playground.text import text

FIRST = "_draft"
"""What the first draft is kept under; no exercise can have this name."""

NAME = re.compile(r"_draft(-[0-9a-f]{8})?")
"""What drafts are kept under."""

LAST_OPEN = "_draft_open"
"""What the name of the draft is kept under that was open last."""

SET_ASIDE_AS = "_draft_before"
"""What a text is kept under that was to be a draft and is none."""

LONGEST_DRAFT = 200_000
"""Characters that are kept at most: browsers have a few millions for all pages of a site."""


class DraftKeeper:
    """Keeps drafts, unless it is a learning platform that keeps, or another tab has changed one.

    Parameters
    ----------
    storage : Storage
    on_change : callable
        Called without arguments when another tab has changed the open draft.

    Attributes
    ----------
    name : str
        What the open draft is kept under.
    unreadable : str
        What was kept and is no draft.
    """

    def __init__(self, storage: Storage, on_change: Callable[[], None]) -> None:
        self._storage = storage
        self._on_change = on_change
        self._kept: dict[str, str] = {}
        self._watched: set[str] = set()
        self._contested: set[str] = set()
        self._is_kept = self._is_too_long = self._has_chosen = False
        self._awaited = ""
        self._reason = ""
        self.name = FIRST
        self.unreadable = ""

    @property
    def is_contested(self) -> bool:
        """Whether another tab has changed the open draft: until one is chosen, none is kept."""
        return self.name in self._contested

    def read(self, then: Callable[[Draft | None], None]) -> None:
        """Ask for what is kept, and open the draft that was open last; then call `then`.

        It is not called if nothing is kept, or if one was begun meanwhile: then what is shown
        already stays.
        """
        self._has_chosen = False

        def take(place: Place, texts: dict[str, str]) -> None:
            self._kept = {name: texts[name] for name in sorted(texts) if NAME.fullmatch(name)}
            self._is_kept = place != "platform"
            if not self._kept:
                self.select(FIRST)
                return
            if self._has_chosen:
                self.begin()  # beside those that are known only now
                return
            last = texts.get(LAST_OPEN, FIRST)
            # once more by its name: only then the page gives what was typed last along, too
            self.open(last if last in self._kept else next(iter(self._kept), FIRST), then)

        self._storage.read("", take)

    def open(self, name: str, then: Callable[[Draft | None], None]) -> None:
        """Open a draft by its name; then call `then`, with None if nothing is kept there."""
        self.name = self._awaited = name

        def take(place: Place, texts: dict[str, str]) -> None:
            self._take_up(name, place, texts, then)

        self._storage.read(name, take)

    def select(self, name: str) -> None:
        """Take a draft for the open one whose content is known: it is kept when it comes."""
        self.name, self._awaited, self._has_chosen = name, "", True
        if name not in self._watched:
            self._have_told(name)
            self._watch(name)

    def begin(self) -> None:
        """Take a new draft, beside the others, for the open one."""
        self.select(f"{FIRST}-{uuid4().hex[:8]}" if self._kept else FIRST)

    def titles(self) -> dict[str, str]:
        """Return the titles of all drafts by their names."""
        return {name: _title_in(content) for name, content in self._kept.items()}

    def keep(self, draft: Draft) -> None:
        """Keep the open draft."""
        content = draft.to_json()
        self._is_too_long = len(content) > LONGEST_DRAFT
        if self._awaited:
            return  # what is shown is another draft still
        self._kept[self.name] = content
        if self._is_kept and not self.is_contested and not self._is_too_long:
            self._storage.write(self.name, content)

    def keep_mine(self, draft: Draft) -> None:
        """Keep this draft in place of that of another tab."""
        self._contested.discard(self.name)
        self.keep(draft)

    def forget(self) -> str:
        """Erase the open draft, and return the name of another one."""
        self._kept.pop(self.name, None)
        self._storage.write(self.name, "")
        return next(iter(self._kept), FIRST)

    def stop(self) -> None:
        """Care for the other tabs no longer."""
        for name in self._watched:
            self._storage.watch(name, None)

    @property
    def problem(self) -> str:
        """What is wrong with keeping the draft, in a sentence; empty if nothing is."""
        if self.unreadable:
            return text("draft.unreadable", reason=self._reason)
        if self._is_too_long:
            return text("draft.long", high=grouped(LONGEST_DRAFT))
        return self._storage.problem

    def _have_told(self, name: str) -> None:
        """Have the page tell from now on if another tab changes a draft."""
        self._storage.read(name, lambda *_: None)

    def _take_up(
        self,
        name: str,
        place: Place,
        texts: Mapping[str, str],
        then: Callable[[Draft | None], None],
    ) -> None:
        if name != self._awaited:
            return  # another one was asked for meanwhile
        self._is_kept, self._awaited = place != "platform", ""
        self._watch(name)
        content = texts.get(name, "") if self._is_kept else self._kept.get(name, "")
        then(self._draft(content))

    def _draft(self, content: str) -> Draft | None:
        if not content:
            return None
        try:
            return Draft.from_json(content)
        except DraftError as error:
            self.unreadable, self._reason = content, str(error)
            self._storage.write(SET_ASIDE_AS, content)
            return None

    def _watch(self, name: str) -> None:
        self._watched.add(name)
        self._contested.discard(name)
        self._storage.watch(name, lambda: self._contest(name))
        if self._is_kept:
            self._storage.write(LAST_OPEN, name)

    def _contest(self, name: str) -> None:
        self._contested.add(name)
        self._on_change()


def _title_in(content: str) -> str:
    """Return the title of a draft that is kept; empty if there is none."""
    try:
        state = strict_json.read(content)
    except ValueError:
        return ""
    words = state.get("title", "") if isinstance(state, dict) else ""
    return said(cast(Words, words)).strip() if are_words(words) else ""
