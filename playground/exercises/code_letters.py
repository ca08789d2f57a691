"""Bytes as letters and digits (base 62), in groups that have a checksum each.

No sign that a chat or a word processor takes for markup is among them. The letters begin with their
number; then comes group after group: the letters of some bytes, and what is left of their CRC-32
and the group's number. So damage has a place, and what is missing is counted.
"""

import zlib
from collections.abc import Iterator
from itertools import count

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

BASE = len(ALPHABET)

HEAD = 3
"""Letters that say how many letters there are."""

BLOCK = 64
"""Bytes of a group; of the last one, what remains."""

CHECK = 2
"""Letters of a group's checksum: of 3844 damaged groups one is taken for sound."""

WIDTHS = [next(n for n in count() if BASE**n >= 256**size) for size in range(BLOCK + 1)]
"""How many letters so many bytes take."""

FULL = WIDTHS[BLOCK] + CHECK
"""Letters of a whole group."""


class DamageError(ValueError):
    """Letters that have changed on their way.

    Parameters
    ----------
    first, last : int
        The damage lies between these letters, counted from 0; `last` belongs no more to it.
    expected : int or None
        How many letters there should be between them; None where their number is damaged itself.
    count : int or None
        How many there should be in all.
    """

    def __init__(self, first: int, last: int, expected: int | None, count: int | None) -> None:
        super().__init__(f"letters {first} to {last} are damaged")
        self.first, self.last, self.expected, self.count = first, last, expected, count


def spell(content: bytes) -> str:
    """Return the letters of some bytes; at most about 170,000 bytes."""
    blocks = [content[start : start + BLOCK] for start in range(0, len(content), BLOCK)]
    head = _digits(HEAD + sum(WIDTHS[len(block)] + CHECK for block in blocks), HEAD)
    letters = head
    for index, block in enumerate(blocks):
        digits = _digits(int.from_bytes(block, "big"), WIDTHS[len(block)])
        letters += digits + _check(digits if index else head + digits, index)
    return letters


def read(letters: str) -> tuple[bytes, str]:
    """Return the bytes of some letters, and the letters with wrong capitals put right.

    Parameters
    ----------
    letters : str
        Only such as are in the alphabet.

    Raises
    ------
    DamageError
        If there are too few or too many, or others than `spell` wrote.
    """
    letters = _with_fitting_head(letters)
    widths = _widths(_number(letters[:HEAD]))
    groups, place = [], 0
    for index, width in enumerate(widths):
        group = letters[place : place + width]
        mended = group if _is_sound(group, index, width) else _with_other_capital(group, index)
        if mended is None:
            raise _damage(letters, place, widths, index)
        groups.append(mended)
        place += width
    if place != len(letters) or not widths:
        raise _damage(letters, place, widths, len(widths))
    whole = "".join(groups)
    groups[0] = groups[0][HEAD:]
    return b"".join(map(_block, groups)), whole


def _with_fitting_head(letters: str) -> str:
    """Put one wrong capital of the letters' number right, if that makes it fit."""
    head, rest = letters[:HEAD], letters[HEAD:]
    fitting = (
        one for one in (head, *_other_capitals(head)) if sum(_widths(_number(one))) == len(letters)
    )
    return next(fitting, head) + rest


def _widths(total: int) -> list[int]:
    """Return how many letters each group has, the number of all counted to the first one."""
    full, rest = divmod(max(0, total - HEAD), FULL)
    widths = [FULL] * full + [rest] * (rest - CHECK in WIDTHS[1:])
    return [widths[0] + HEAD, *widths[1:]] if widths else []


def _damage(letters: str, first: int, widths: list[int], index: int) -> DamageError:
    """Look from the end for where sound groups begin again."""
    last, sound = len(letters), len(widths)
    while sound > index and _is_sound(
        letters[last - widths[sound - 1] : last], sound - 1, widths[sound - 1]
    ):
        sound -= 1
        last -= widths[sound]
    last = max(first, last)
    if index == 0 and sound == len(widths):  # their number may be what is damaged
        return DamageError(0, min(len(letters), HEAD + FULL), None, None)
    return DamageError(first, last, sum(widths[index:sound]), sum(widths))


def _is_sound(group: str, index: int, width: int) -> bool:
    return len(group) == width and group[-CHECK:] == _check(group[:-CHECK], index)


def _with_other_capital(group: str, index: int) -> str | None:
    """Return a group with the one letter small or capital that makes it sound, if there is one."""
    sound = [one for one in _other_capitals(group) if _is_sound(one, index, len(group))]
    return sound[0] if len(sound) == 1 else None


def _other_capitals(letters: str) -> Iterator[str]:
    """Yield the letters with each one small instead of capital, or the other way."""
    for place, letter in enumerate(letters):
        yield letters[:place] + letter.swapcase() + letters[place + 1 :]


def _block(group: str) -> bytes:
    size = WIDTHS.index(len(group) - CHECK)
    number: int = _number(group[:-CHECK]) % 256**size
    return number.to_bytes(size, "big")


def _check(letters: str, index: int) -> str:
    return _digits((zlib.crc32(letters.encode("ascii")) + index) % BASE**CHECK, CHECK)


def _digits(number: int, width: int) -> str:
    return "".join(reversed([ALPHABET[digit] for digit in _places(number, width)]))


def _places(number: int, width: int) -> Iterator[int]:
    """Yield the digits of a number, the last one first."""
    for _ in range(width):
        number, digit = divmod(number, BASE)
        yield digit


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * BASE + ALPHABET.index(letter)
    return number
