"""Plural categories, compared with Babel, which has CLDR's rules of all languages."""

from decimal import Decimal

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from playground.text import catalogue
from playground.text.catalogues import language_names, read_catalogue
from playground.text.plurals import CATEGORIES, OTHER, category

NUMBERS = [*range(205), 1000, 1001, 20_000, 100_000, 1_000_000, 2_000_000, 0.0, 0.5, 1.0, 1.5, 2.25]


def locale(code):
    return Locale.parse(code, sep="-")


def test_every_rule_of_cldr_is_read_as_babel_reads_it():
    rules = {str(one.plural_form.rules): one.plural_form for one in all_locales()}
    assert len(rules) > 30
    for rule in rules.values():
        wanted = [rule(Decimal(str(number))) for number in NUMBERS]  # with the decimals shown
        assert [category(rule.rules, number) for number in NUMBERS] == wanted, rule


def all_locales():
    return map(Locale.parse, locale_identifiers())


def test_what_is_no_rule_is_refused():
    with pytest.raises(ValueError, match="'n is 1' is no relation of a plural rule"):
        category({"one": "n is 1"}, 1)


def test_every_catalogue_writes_as_cldr_has_it():
    for code in language_names():
        header, known = read_catalogue(code).language, locale(code)
        symbols = known.number_symbols["latn"]
        assert header.plurals == known.plural_form.rules, code
        assert header.direction == known.text_direction, code
        assert (header.decimal, header.group) == (symbols["decimal"], symbols["group"]), code


def test_a_text_with_forms_has_those_of_its_language():
    for code in language_names():
        forms = {*read_catalogue(code).language.plurals, OTHER}
        for key, entry in catalogue(code).items():
            if not isinstance(entry, str):
                assert set(entry) <= set(CATEGORIES) & forms, (code, key)
                assert OTHER in entry, (code, key)
