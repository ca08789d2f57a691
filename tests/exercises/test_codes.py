"""A code carries any text unchanged, and damage to it is found."""

import base64
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.exercises.codes import LONGEST_CONTENT, CodeError, decode, encode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(TEXTS)
def test_any_text_comes_back(content):
    code = encode("X1", content)
    assert re.fullmatch(r"X1\.[\w-]+\.[0-9a-f]{8}", code, re.ASCII)
    assert decode("X1", code) == content


@given(TEXTS, st.integers(1, 20))
def test_lines_and_blanks_do_not_matter(content, width):
    code = encode("X1", content)
    lines = [code[i : i + width] for i in range(0, len(code), width)]
    assert decode("X1", "  " + " \r\n\t".join(lines) + "\n") == content


@given(st.data())
def test_a_wrong_letter_is_found(data):
    code = encode("X1", data.draw(TEXTS))
    place = data.draw(st.integers(3, len(code) - 10))
    letter = data.draw(st.sampled_from(ALPHABET).filter(lambda letter: letter != code[place]))
    with pytest.raises(CodeError, match="damaged"):
        decode("X1", code[:place] + letter + code[place + 1 :])


@given(st.data())
def test_a_missing_end_is_found(data):
    code = encode("X1", data.draw(TEXTS))
    end = data.draw(st.integers(2, len(code) - 1))
    with pytest.raises(CodeError, match=r"incomplete|damaged"):
        decode("X1", code[:end])


@given(st.data())
def test_two_letters_that_changed_places_are_found(data):
    code = encode("X1", data.draw(TEXTS))
    place = data.draw(st.integers(3, len(code) - 11))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        with pytest.raises(CodeError, match="damaged"):
            decode("X1", swapped)


def test_the_checksum_is_no_seal():
    """Said in the module and the teacher's guide: whoever changes a code can make a valid one."""
    packed = zlib.compress(b"forged")
    letters = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    assert decode("X1", f"X1.{letters}.{zlib.crc32(letters.encode()):08x}") == "forged"


def forged(packed):
    letters = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return f"X1.{letters}.{zlib.crc32(letters.encode()):08x}"


@pytest.mark.parametrize(
    "packed",
    [
        b"not compressed",
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"cut off" * 20)[:-8],
        zlib.compress(b" " * (LONGEST_CONTENT + 1)),
        zlib.compress(b" " * 50_000_000, 9),
    ],
    ids=["nothing", "no text", "cut", "long", "bomb"],
)
def test_a_forged_code_with_bad_content_is_refused(packed):
    with pytest.raises(CodeError, match="damaged"):
        decode("X1", forged(packed))


@given(st.text() | st.text("X1.abc0123456789").map("X1.{}".format))
def test_no_text_does_anything_but_be_decoded_or_refused(text):
    with pytest.raises(CodeError):
        decode("X1", text)
