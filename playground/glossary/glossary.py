"""The glossary: every term of the page with its explanation, and by which name it is found.

A control is found by the name that it shows, within the part of the page where it is: so its term
needs no other tie to it than the text that both of them have.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from playground.glossary.pictures import picture_of
from playground.text import FALLBACK_LANGUAGE, catalogue, template
from playground.text.catalogues import content_of, texts_folder
from playground.text.pseudo import RULES, pseudo_texts

PAGE, DRAWERS = "page", "drawers"
SCOPES = (PAGE, DRAWERS)
"""Groups of terms beside those of the single drawers: what is always in sight; all drawers."""

CAPTIONS = "captions"
"""The group of the sentences below pictures."""

FILLINGS = [
    {"layer": number, "number": number, "format": kind}
    for number in range(1, 9)
    for kind in ("PNG", "SVG")
]
"""What can stand in the places that a name has."""

OPTIONS = {
    "setting.activation": "activation.",
    "setting.regularization": "regularization.",
    "setting.problem": "problem.",
    "setting.speed": "speed.",
    "setting.dataset": "dataset.",
    "setting.features": "feature.",
    "setting.loss": "loss.",
    "setting.optimizer": "optimizer.",
    "setting.schedule": "schedule.",
    "setting.initialization": "initialization.",
    "model.layer": "activation.",
    "hidden.coordinates": "hidden.",
    "maximisation.preset": "preset.",
    "relevance.map_method": "method.",
    "relevance.removal": "removal.",
    "landscape.directions": "landscape.directions.",
    "landscape.normalise": "landscape.normalise.",
    "landscape.data": "landscape.data.",
    "landscape.scale": "landscape.scale.",
}
"""The term of a choice -> how the keys of the terms it offers begin."""


class Term(NamedTuple):
    """A term and what it means.

    Attributes
    ----------
    title : str
        As the page shows it.
    words : str
        One or two plain sentences.
    picture : str
        An SVG, or nothing.
    caption : str
        What the picture shows.
    """

    title: str
    words: str
    picture: str = ""
    caption: str = ""


@cache
def glossary(language: str = FALLBACK_LANGUAGE) -> dict[str, dict[str, Term]]:
    """Return all terms: scope -> key -> term, where a scope is one of `SCOPES` or a drawer.

    The key of a term is that of its title in the catalogue, or the rest of a key "term.<name>".
    """
    groups = glossary_texts(language)
    captions = groups.pop(CAPTIONS)
    return {
        scope: {key: _term(key, words, captions, language) for key, words in terms.items()}
        for scope, terms in groups.items()
    }


def names(terms: Mapping[str, Term]) -> dict[str, str]:
    """Return by which names the terms of a scope are found: name -> key."""
    return {term.title.format(**one): key for key, term in terms.items() for one in FILLINGS}


def as_json(language: str = FALLBACK_LANGUAGE) -> str:
    """Return the glossary of a language as the page's script takes it.

    "terms" has each term by its key, with its options, name -> key, if it is a choice; "names" has
    the keys by the names of each scope.
    """
    everything = {key: term for terms in glossary(language).values() for key, term in terms.items()}
    terms = {}
    for key, term in everything.items():
        terms[key] = {name: value for name, value in term._asdict().items() if value}
        if key in OPTIONS:
            offered = {k: t for k, t in everything.items() if k.startswith(OPTIONS[key])}
            terms[key]["options"] = names({k: t for k, t in offered.items() if k not in OPTIONS})
    scopes = {scope: names(terms) for scope, terms in glossary(language).items()}
    return json.dumps({"terms": terms, "names": scopes}, ensure_ascii=False)


def _term(key: str, words: str, captions: Mapping[str, str], language: str) -> Term:
    is_shown = key in catalogue(FALLBACK_LANGUAGE)
    title = template(key, language) if is_shown else template(f"term.{key}", language)
    kind, _, name = key.partition(".")
    picture = picture_of(kind, name)
    caption = captions.get(name, captions.get(kind, "")) if picture else ""
    return Term(title, words, picture, caption)


def glossary_texts(language: str) -> dict[str, dict[str, str]]:
    """Return the explanations by scope and key; those that a language lacks are in English."""
    english = own_texts(FALLBACK_LANGUAGE)
    if language in RULES:
        return {scope: pseudo_texts(language, words) for scope, words in english.items()}
    own = own_texts(language)
    return {scope: {**words, **own.get(scope, {})} for scope, words in english.items()}


def own_texts(language: str) -> dict[str, dict[str, str]]:
    """Return the explanations that a language has; none if it has no file of them."""
    file = texts_folder() / "glossary" / f"{language}.json"
    if not file.is_file():
        return {}
    groups: dict[str, dict[str, str]] = json.loads(content_of(file))
    return groups
