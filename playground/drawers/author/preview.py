"""How the text of an exercise that is being written will look, in each of its languages."""

from functools import partial

from markupsafe import Markup

from playground.authoring import form
from playground.authoring.draft import Draft
from playground.authoring.piece import Piece, render
from playground.authoring.wordings import OWN, said
from playground.exercises import formulas
from playground.exercises.markdown import to_html
from playground.text import direction
from playground.ui.context import Context
from playground.ui.widgets import HTML


class Preview:
    """Shows the text of a draft as students will see it.

    Parameters
    ----------
    context : Context

    Attributes
    ----------
    panel : HTML
    """

    def __init__(self, context: Context) -> None:
        self._packs = context.page.packs
        self._chosen = OWN
        self.panel = HTML(css_classes=["task", "preview"])

    def language(self, draft: Draft) -> str:
        """Return the language in which the text is shown; `OWN` for the draft's own."""
        return self._chosen if self._chosen in draft.state["languages"] else OWN

    def languages(self, draft: Draft) -> Piece:
        """Return the choice of the language, if there are several."""
        return render(
            "drawers/author/preview.html.jinja",
            languages=form.spoken(draft.state),
            own=form.name_of(draft.state["language"].strip()),
            chosen=self.language(draft),
        )

    def choose(self, draft: Draft, code: str) -> None:
        """Show the text in another language."""
        self._chosen = code
        self.show(draft)

    def show(self, draft: Draft) -> None:
        """Show the text as it is now, with formulas once what shows them is here."""
        show = partial(self._render, draft)
        if formulas.is_in(said(draft.state["text"], self._shown(draft))):
            self._packs.need("formulas", show, show)
        else:
            show()

    def _render(self, draft: Draft) -> None:
        chosen = self._shown(draft)
        code = chosen or draft.state["language"].strip()
        shown = to_html(said(draft.state["text"], chosen), form.shown_images(draft))
        around = Markup('<div lang="{}" dir="{}">{}</div>')
        self.panel.object = around.format(code, direction(code), shown)

    def _shown(self, draft: Draft) -> str:
        """Return the language of what is shown: the draft's own where the text is missing."""
        chosen = self.language(draft)
        return chosen if said(draft.state["text"], chosen) else OWN
