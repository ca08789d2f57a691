"""Keeps the draft in the browser from visit to visit."""

from collections.abc import Callable

from playground.authoring.draft import Draft
from playground.authoring.shape import DraftError
from playground.page.storage import Place, Storage
from playground.text import text

KEPT_AS = "_draft"
"""What the draft is kept under; no exercise can have this name."""

SET_ASIDE_AS = "_draft_before"
"""What a text is kept under that was to be a draft and is none."""

LONGEST_DRAFT = 100_000
"""Characters that are kept at most: browsers have a few millions for all pages of a site."""


class DraftKeeper:
    """Keeps a draft, unless it is a learning platform that keeps, or another tab has changed it.

    Parameters
    ----------
    storage : Storage
    on_change : callable
        Called without arguments when another tab has changed the draft.

    Attributes
    ----------
    is_contested : bool
        Whether it has: until it is chosen which draft to keep, none is.
    unreadable : str
        What was kept and is no draft.
    """

    def __init__(self, storage: Storage, on_change: Callable[[], None]) -> None:
        self._storage = storage
        self._on_change = on_change
        self._is_kept = False
        self._is_too_long = False
        self._reason = ""
        self.is_contested = False
        self.unreadable = ""

    def read(self, then: Callable[[Draft | None], None]) -> None:
        """Ask for the draft; then call `then`, with None if none is kept."""
        self.is_contested = False

        def take(place: Place, kept: dict[str, str]) -> None:
            self._is_kept = place != "platform"
            self._storage.watch(KEPT_AS, self._contest)
            then(self._draft(kept.get(KEPT_AS, "")))

        self._storage.read(KEPT_AS, take)

    def keep(self, draft: Draft) -> None:
        """Keep a draft."""
        content = draft.to_json()
        self._is_too_long = len(content) > LONGEST_DRAFT
        if self._is_kept and not self.is_contested and not self._is_too_long:
            self._storage.write(KEPT_AS, content)

    def keep_mine(self, draft: Draft) -> None:
        """Keep this draft in place of that of another tab."""
        self.is_contested = False
        self.keep(draft)

    def stop(self) -> None:
        """Care for the other tabs no longer."""
        self._storage.watch(KEPT_AS, None)

    @property
    def problem(self) -> str:
        """What is wrong with keeping the draft, in a sentence; empty if nothing is."""
        if self.unreadable:
            return text("draft.unreadable", reason=self._reason)
        if self._is_too_long:
            return text("draft.long", high=f"{LONGEST_DRAFT:,}")
        return self._storage.problem

    def _draft(self, content: str) -> Draft | None:
        if not content:
            return None
        try:
            return Draft.from_json(content)
        except DraftError as error:
            self.unreadable, self._reason = content, str(error)
            self._storage.write(SET_ASIDE_AS, content)
            return None

    def _contest(self) -> None:
        self.is_contested = True
        self._on_change()
