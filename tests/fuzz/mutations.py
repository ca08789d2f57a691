"""Changes a text, bytes or plain data at random, and mostly a little: what is nearly right is
read furthest."""

import copy
import json

HOSTILE = (
    *("", " ", "\0", "\x07", "\x1b[2J", "\ud800", "\udfff", "\ufeff", "\u202e", "\u200b", "\u2028"),
    *("é", "ß", "İ", "ﬁ", "Å", "\U0001d7d9", "٣", "²", "−", "–", "“", "\U0001f600", "\U0010ffff"),
    *("<script>", "</textarea>", "&amp;", '"', "'", "`", "{{7*7}}", "%s", "%00", "=cmd|", "../"),
    *("__proto__", "__class__", "constructor", "null", "nan", "inf", "-0", "1e308", "1e999"),
    *("9" * 30, "9" * 5000, "0." + "0" * 400 + "1", "[" * 150, '{"a":' * 120, "(" * 60, "> " * 80),
)

SIGNS = " \t\n\r,;:.=&#?%+-*/^_()[]{}<>|\\\"'`~!@$0123456789aAeEnNxX\ud83d\xa0\xadé"

NUMBERS = (0, 1, -1, 2**31, 2**53 + 1, 10**30, 10**400, 0.1, -0.0, 1e-320, 1e308, True)

ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252")

BREAKS = ("\n", "\r\n> ", "=\n", "<br>", "\u200b", "\xa0", "**", "&nbsp;", " ")


def text(rng, source, others):
    """Return a text with one to four changes.

    Parameters
    ----------
    rng : random.Random
    source : str
    others : sequence of str
        Texts of the same kind, of which parts are taken.
    """
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        source = rng.choice(CHANGES)(rng, source, others)
    return source


def _span(rng, source, longest=40):
    start = rng.randint(0, len(source))
    return start, min(len(source), start + rng.randint(0, longest))


def _insert(rng, source, _others):
    place = rng.randint(0, len(source))
    return source[:place] + rng.choice(HOSTILE) + source[place:]


def _replace(rng, source, _others):
    start, end = _span(rng, source, 12)
    return source[:start] + rng.choice(HOSTILE) + source[end:]


def _cut(rng, source, _others):
    start, end = _span(rng, source)
    return source[:start] + source[end:]


def _end(rng, source, _others):
    return source[: rng.randint(0, len(source))]


def _repeat(rng, source, _others):
    start, end = _span(rng, source)
    times = rng.choice((2, 3, 10, 100, 1000))
    return source[:start] + source[start:end] * times + source[end:]


def _change_signs(rng, source, _others):
    signs = list(source)
    for _ in range(rng.randint(1, 5) if signs else 0):
        signs[rng.randrange(len(signs))] = rng.choice(SIGNS)
    return "".join(signs)


def _swap(rng, source, _others):
    start, end = _span(rng, source)
    other_start, other_end = _span(rng, source[end:])
    rest = source[end:]
    moved = rest[other_start:other_end]
    return source[:start] + moved + rest[:other_start] + source[start:end] + rest[other_end:]


def _take_over(rng, source, others):
    other = rng.choice(others)
    start, end = _span(rng, other)
    place = rng.randint(0, len(source))
    return source[:place] + other[start:end] + source[place:]


def _number(rng, source, _others):
    places = [i for i, sign in enumerate(source) if sign.isdigit()]
    if not places:
        return source
    place = rng.choice(places)
    return source[:place] + str(rng.choice(NUMBERS)) + source[place + 1 :]


def _break(rng, source, _others):
    width, mark = rng.randint(1, 60), rng.choice(BREAKS)
    return mark.join(source[i : i + width] for i in range(0, min(len(source), 3000), width))


def _capitals(rng, source, _others):
    return rng.choice((source.upper, source.lower, source.swapcase, source.title))()


CHANGES = (
    *(_insert, _insert, _replace, _replace, _cut, _end, _repeat, _change_signs, _change_signs),
    *(_swap, _take_over, _number, _break, _capitals),
)


def encoded(rng, source):
    """Return a text as bytes, at times in another encoding than is meant, or with wrong ones."""
    encoding = rng.choice(ENCODINGS)
    content = bytearray(source.encode(encoding, "replace"))
    for _ in range(rng.choice((0, 0, 1, 3)) if content else 0):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def data(rng, source, others):
    """Return plain data with one to three parts of it replaced, left out, doubled or moved."""
    source = copy.deepcopy(source)
    for _ in range(rng.randint(1, 3)):
        holders = [[source]]
        _gather(source, holders)
        holder = rng.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        if not keys:
            _add(rng, holder, _value(rng, others))
            continue
        key = rng.choice(keys)
        action = rng.random()
        if holder is holders[0] or action < 0.6:
            holder[key] = _other(rng, holder[key], others)
        elif action < 0.8:
            del holder[key]
        else:
            _add(rng, holder, _other(rng, holder[key], others))
        source = holders[0][0]
    return source


def _gather(source, holders):
    if isinstance(source, dict | list):
        holders.append(source)
        for part in source.values() if isinstance(source, dict) else source:
            _gather(part, holders)


def _add(rng, holder, value):
    if isinstance(holder, dict):
        holder[rng.choice((*holder, *HOSTILE))] = value
    else:
        holder.insert(rng.randint(0, len(holder)), value)


def _other(rng, value, others):
    if isinstance(value, str) and rng.random() < 0.5:
        return text(rng, value, others)
    if isinstance(value, list) and rng.random() < 0.3:
        return value * rng.choice((0, 2, 50))
    return _value(rng, others)


def _value(rng, others):
    kinds = (
        lambda: None,
        lambda: rng.choice(NUMBERS),
        lambda: rng.random() * 10,
        lambda: rng.choice(HOSTILE),
        lambda: rng.choice(others),
        lambda: [],
        lambda: {},
        lambda: [rng.choice(HOSTILE), rng.choice(NUMBERS)],
        lambda: {rng.choice(HOSTILE): rng.choice(NUMBERS)},
    )
    return rng.choice(kinds)()


def spelled(source):
    """Return plain data as JSON, also what is none strictly."""
    return json.dumps(source, ensure_ascii=False)
