"""Signs that turn the direction of all that follows: a stray one garbles more than its text."""

import re

from playground.text.catalogues import Entry
from playground.text.placeholders import forms

TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates. The marks U+200E and U+200F end with their letter."""


def unwanted_signs(english: Entry, own: Entry) -> str:
    """Return by their codes the signs of this kind that English does not have; "" if none."""
    known, found = (set(TURNING.findall("".join(forms(one)))) for one in (english, own))
    return ", ".join(f"U+{ord(sign):04X}" for sign in sorted(found - known))
