"""How likely words are spelled as they were meant, judged by their letters beyond ASCII.

What was decoded by the wrong table has signs within words, capitals behind small letters, and
letters that no one language has together: a naive Bayes classifier over languages tells them.
"""

import re
from collections.abc import Iterable
from math import log

_LANGUAGES = {
    "de": (0.25, "ü40 ä30 ö20 ß10"),
    "fr": (0.20, "é60 è14 à10 ê8 ç4 î2 ô2 â1 û1 ù1 ï1 ë1 œ2"),
    "es": (0.15, "ó28 í24 á22 é12 ñ8 ú6 ü1"),
    "it": (0.08, "à40 è28 ù12 ò12 ì6 é2"),
    "pt": (0.07, "ã22 ç20 á16 é13 í9 ó6 ê5 õ4 ú3 â2 ô2 à1"),
    "nordic": (0.08, "ä24 å24 ö20 ø18 æ14"),
    "pl": (0.10, "ł24 ą14 ę14 ż12 ó12 ś10 ć6 ń4 ź2"),
    "cs": (0.10, "í22 á18 é10 ě10 ř8 č8 š8 ž8 ý7 ů4 ú2 ť1 ď1 ň1 ó1"),
    "hu": (0.05, "á33 é32 ö11 ó10 ő9 í6 ü5 ú3 ű2"),
    "hr": (0.04, "š26 č25 ž16 ć15 đ6"),
    "ro": (0.03, "ă35 â10 î20 ș8 ț8 ş8 ţ8"),
    "tr": (0.03, "ı30 ü17 ş16 ö10 ğ11 ç11 İ2"),
    "ru": (
        0.05,
        "о11 е9 а8 и7 н7 т6 с5 р5 в5 л4 к3 м3 д3 п3 у3 я2 ы2 ь2 г2 з2 б2 ч1 й1 х1 ж1 ш1 ю1",
    ),
    "ar": (
        0.05,
        "ا13 ل11 ي7 م7 و5 ن6 ر5 ت4 ب4 ة4 ع4 د4 س3 ف3 ه3 ك2 ق2 أ3 ح2 ج2 ش1 ص1 خ1 ط1 ض1 ذ1 ث1 ز1 غ1"
        " ى1 ئ1 ء1 إ1",
    ),
}
"""How often a language is met, and its letters with how many of a hundred they are."""

WESTERN = ("de", "fr", "es", "it", "pt", "nordic")
CENTRAL = ("de", "pl", "cs", "hu", "hr", "ro")
CYRILLIC = ("ru",)
TURKISH = ("tr",)
ARABIC = ("ar",)

_SIGN_CHANCES = {
    **dict.fromkeys("°µ–“”„’", 0.03),
    **dict.fromkeys("—−²³±·½¼¾§×…‘‚«»•", 0.01),
    **dict.fromkeys("€£¿¡™®©ºª¹", 0.003),
}
"""Signs that people write beside words and numbers."""

_WITHIN_WORDS = "’"
_TOUCHING_WORDS = "°µ…–—“”„’‘‚«»²³ºª"
_JOINTS = "’–—‐‑·…×\u00a0\u202f\u2009"
_NEVER_FIRST = "èìòùêûîôøď"
"""Letters with which hardly any longer word begins."""

_OPEN_E = re.compile("è(?:[bcdfglmnprstv]?(?:[aeiouéslr]|$)|qu)")
"""What follows è in French and Italian."""

_BEFORE_SHARP_S = tuple("aeiouyäöü")

_LAST_LATIN = "\u024f"
_OTHER_SCRIPT = 0.01

_CAPITAL, _ALONE, _ODD, _UNLIKELY = 0.2, 0.05, 0.05, 0.001


def _chances(letters: str) -> dict[str, float]:
    return {entry[0]: int(entry[1:]) / 100 for entry in letters.split()}


_LETTER_CHANCES = {
    name: (chance, _chances(letters)) for name, (chance, letters) in _LANGUAGES.items()
}


def log_likelihood(words: Iterable[str], languages: Iterable[str] = tuple(_LANGUAGES)) -> float:
    """Return the logarithm of how likely words are, in the language that suits them best.

    Parameters
    ----------
    words : iterable of str
        Words with the signs that touch them; ASCII letters count nothing.
    languages : iterable of str
        Those that come into question.
    """
    words = list(words)
    return max(
        log(chance) + sum(_log_chance(word, letters) for word in words)
        for chance, letters in map(_LETTER_CHANCES.__getitem__, languages)
    )


def is_garbled(word: str) -> bool:
    """Whether a word has signs that no language has within words, or a capital behind letters."""
    return any(
        _is_within(word, place)
        and (_changes_case(word, place) if word[place].isalpha() else word[place] not in _JOINTS)
        for place in _foreign(word)
    )


def _foreign(word: str) -> list[int]:
    return [place for place, sign in enumerate(word) if sign > "\x7f"]


def _log_chance(word: str, letters: dict[str, float]) -> float:
    return sum(log(_chance(word, place, letters)) for place in _foreign(word))


def _chance(word: str, place: int, letters: dict[str, float]) -> float:
    sign = word[place]
    if not sign.isalpha() or sign in _SIGN_CHANCES:
        return _sign_chance(word, place)
    chance = letters.get(sign.lower(), letters.get(sign, 0))
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    if sign > _LAST_LATIN:
        mixes_scripts = any(one.isascii() and one.isalpha() for one in before + after)
        chance = 0 if mixes_scripts else chance or _OTHER_SCRIPT
    if not chance or _changes_case(word, place):
        return _UNLIKELY
    begins_oddly = not before and after.isalpha() and sign in _NEVER_FIRST
    goes_on_oddly = (sign == "è" and not _OPEN_E.match(word, place)) or (
        sign == "ß" and before.lower() not in _BEFORE_SHARP_S
    )
    chance *= _CAPITAL if sign.isupper() else 1
    chance *= _ALONE if len(word) == 1 else 1
    chance *= _ODD if begins_oddly or goes_on_oddly else 1
    return max(chance, 2 * _UNLIKELY)


def _sign_chance(word: str, place: int) -> float:
    sign = word[place]
    if _is_within(word, place) and sign not in _WITHIN_WORDS:
        return _UNLIKELY
    chance = _SIGN_CHANCES.get(sign, _UNLIKELY)
    touches = word[place - 1 : place].isalpha() or word[place + 1 : place + 2].isalpha()
    return chance * _ODD if touches and sign not in _TOUCHING_WORDS else chance


def _is_within(word: str, place: int) -> bool:
    return word[place - 1 : place].isalpha() and word[place + 1 : place + 2].isalpha()


def _changes_case(word: str, place: int) -> bool:
    """Whether a capital follows a small letter, or a small letter is among capitals."""
    sign = word[place]
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    if sign.isupper():
        return before.islower() or (place == 1 and after.islower())
    return before.isupper() and after.isupper() and sign != "ß"
