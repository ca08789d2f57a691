"""A code carries any text unchanged, and damage to it is found."""

import base64
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.exercises.codes import LONGEST_CONTENT, CodeError, decode, encode, find

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


@pytest.mark.parametrize(
    ("separator", "before", "after"),
    [
        ("\n", "Hello,\n\nhere it is:\n\n", "\n\nBye\n"),
        ("\r\n> ", "> ", "\r\n> Bye"),
        ("=\n", "", ""),
        ("<br />", "<p>", "</p>"),
        ("<br>\n", "<div>", "</div>"),
        ("\u200b", "My code is ", "."),
        ("\xa0", "(", ")."),
        ("&nbsp;\n", '"', '",'),
        ("\n>> ", "wrote:\n>> ", "!"),
    ],
)
def test_a_code_is_found_in_a_mail_a_chat_or_a_web_page(separator, before, after):
    code = encode("X1", "content – with more than one line of letters, " * 4 + "ÿ>?>")
    broken = separator.join(code[i : i + 40] for i in range(0, len(code), 40))
    assert list(find("X1", before + broken + after)) == [(len(before), code)]
    assert decode("X1", before + broken + after).endswith("ÿ>?>")


@pytest.mark.parametrize("dash", ["\u2010", "\u2011", "\u2013", "\u2212"])
def test_dashes_of_word_processors_count_as_hyphens(dash):
    content = next(str(n) for n in range(1000) if "-" in encode("X1", str(n)))
    assert decode("X1", encode("X1", content).replace("-", dash)) == content


def test_two_codes_are_two_and_none_is_guessed_from():
    codes = [encode("X1", "one"), encode("X1", "two")]
    assert [code for _, code in find("X1", "\n".join(codes))] == codes
    with pytest.raises(CodeError, match="more than one"):
        decode("X1", " ".join(codes))


@pytest.mark.parametrize("source", ["X1." * 30_000, "X1." + "a " * 50_000, "X1.a" + ">" * 99_000])
def test_looking_for_codes_takes_no_longer_than_reading_the_text(source):
    """Not timed: with backtracking one of these would take hours."""
    assert list(find("X1", source)) == []


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
