"""What columns are called, by what they hold; in several languages."""

import re

_LABELS = {
    "en": "label labels labelled class classes target targets species kind type category group "
    "outcome result diagnosis survived response output y_true cls color colour",
    "de": "klasse klassen art typ gruppe kategorie sorte ergebnis ziel zielwert farbe etikett",
    "fr": "classe étiquette etiquette espèce espece catégorie categorie groupe cible couleur",
    "es": "clase etiqueta especie categoría categoria grupo objetivo",
    "other": "specie etichetta gruppo třída trida klasa gatunek osztály soort",
}
_INDEXES = {
    "en": "index idx id nr no number num row rownames row_names rowname obs observation case rank",
    "de": "nummer zeile lfd lfdnr laufnummer fall",
    "other": "# № n° unnamed",
}


def _words(languages: dict[str, str]) -> frozenset[str]:
    return frozenset(word for words in languages.values() for word in words.split())


LABELS, INDEXES = _words(_LABELS), _words(_INDEXES)

FIRST = frozenset(["x1", "x", "x_1", "x₁", "feature1", "input1"])
SECOND = frozenset(["x2", "y", "x_2", "x₂", "feature2", "input2"])

_DECORATION = re.compile(r"[\s.:*'\"]+|[(\[].*$")


def plain(name: str) -> str:
    """Return a column's name in small letters, without units and full stops."""
    return _DECORATION.sub("", name[:100].casefold()) or name.strip().casefold()


def is_label(name: str) -> bool:
    """Whether a column's name says that it holds the labels."""
    return plain(name) in LABELS


def is_index(name: str) -> bool:
    """Whether a column's name says that it counts or names the rows."""
    return re.sub(r"\d+$", "", plain(name)) in INDEXES
