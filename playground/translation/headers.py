"""What CLDR knows of a language: the header of a new catalogue."""

from typing import Any


def header(code: str) -> dict[str, Any]:
    """Return the header of a catalogue, but for what only its translators can say.

    Parameters
    ----------
    code : str
        The language's tag, such as "pt-BR".

    Raises
    ------
    ValueError
        If CLDR knows no such language.
    ModuleNotFoundError
        If Babel, which has CLDR's data, is not installed.
    """
    # Only who begins a language needs it.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(code) from None
    signs = locale.number_symbols["latn"]
    return {
        "name": locale.get_display_name() or code,
        "direction": locale.text_direction,
        "decimal": signs["decimal"],
        "group": signs["group"],
        "list": LIST_SIGNS.get(locale.language, ", "),
        "grouped_from": 10000 if {code, locale.language} & FIVE_DIGITS else 1000,
        "plurals": dict(locale.plural_form.rules),
        "address": "",
        "reviewed_by_a_native_teacher": False,
    }


LIST_SIGNS = {"ar": "، ", "fa": "، ", "ur": "، ", "ja": "、", "zh": "、"}
"""What stands between the items of a list, where it is no comma."""

FIVE_DIGITS = frozenset(["bg", "es", "et", "hu", "hy", "it", "ka", "lv", "pl", "pt-PT", "sl", "sq"])
"""Languages in which numbers of four digits have no sign between thousands (CLDR)."""
