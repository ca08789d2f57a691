"""A link that mail, chats and word processors have changed is taken as it was meant."""

from urllib.parse import quote

import numpy as np
import pytest

from playground.data import PointSet
from playground.experiment import Experiment, parse_permalink
from playground.experiment.permalink import take
from tests.cases import every

MEANT = Experiment(dataset="multi-gauss", hidden=[6, 4], learning_rate=0.1)
LINK = "dataset=multi-gauss&hidden=6,4&learning_rate=0.1"
ADDRESS = "https://example.org/playground/"

TRAVELLED = {
    "escaped number sign": f"{ADDRESS}%23{LINK}",
    "escaped number sign of the page alone": f"%23{LINK}",
    "question mark": f"?{LINK}",
    "question mark and number sign": f"{ADDRESS}?#{LINK}",
    "two number signs": f"##{LINK}",
    "number sign between settings": f"#{LINK.replace('&', '#')}",
    "ampersand of HTML": LINK.replace("&", "&amp;"),
    "ampersand of HTML twice": LINK.replace("&", "&amp;amp;"),
    "ampersand of HTML by number": LINK.replace("&", "&#38;"),
    "escaped ampersand of HTML": quote(LINK.replace("&", "&amp;")),
    "escaped": quote(LINK),
    "escaped twice": quote(quote(LINK)),
    "escaped as a whole": quote(ADDRESS + "#" + LINK, safe=""),
    "escaped in part": LINK.replace("&hidden=", quote("&hidden=")),
    **{f"followed by {sign}": f"{ADDRESS}#{LINK}{sign}" for sign in ".,;:!?&)]}>”»\u2019\"'"},
    "between brackets": f"({ADDRESS}#{LINK}).",
    "between angle brackets": f"<{ADDRESS}#{LINK}>",
    "quoted": f"„{ADDRESS}#{LINK}“",
    "code of a chat": f"`{ADDRESS}#{LINK}`",
    "bold": f"**{ADDRESS}#{LINK}**",
    "soft break in a value": LINK.replace("multi", "mul=\nti"),
    "soft break in a value, its end of line lost": LINK.replace("multi", "mul=ti"),
    "soft break in a key": LINK.replace("dataset", "data=\r\nset"),
    "soft break in a key, its end of line lost": LINK.replace("dataset", "data=set"),
    "quoted-printable": LINK.replace("=", "=3D").replace("&hid", "&hi=\nd"),
    "quoted lines": LINK.replace("gauss", "ga\n> > uss"),
    "quoted lines, their ends lost": LINK.replace("gauss", "ga=> uss"),
    "quoted lines, escaped": LINK.replace("gauss", "ga%0A%3E%20uss"),
    "line broken in an escape": quote(LINK).replace("%26", "%2\n6"),
    "lines and blanks": LINK.replace("&", " &\n  "),
    "no-break space": LINK.replace("&", "&\xa0"),
    "signs of no width": LINK.replace("a", "\u200ba\ufeff").replace("t", "\xadt\u2060"),
    "dashes": LINK.replace("-", "–"),
    "capital at the beginning": LINK.capitalize(),
    "underscores lost to italics": LINK.replace("_", ""),
    "hyphens lost": LINK.replace("-", ""),
    "language of the page": f"{ADDRESS}#lang=de&{LINK}",
    "key of a count of visits": f"{ADDRESS}?utm_source=mail&fbclid=1&{LINK}",
}


@every("link", TRAVELLED.values(), ids=list(TRAVELLED))
def test_what_can_be_known_is_repaired(link):
    assert parse_permalink(link) == (MEANT, [])


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("dataset=multi-ga", "“multi-ga”"),
        ("dataset=multi-gauss&hid", "“hid”"),
        ("dataset=multi-gauss&hidden=6,4…", "“6,4…”"),
        ("features==x1x2", "“=x1x2”"),
    ],
)
def test_what_was_cut_off_is_named(link, named):
    _, (message,) = parse_permalink(link)
    assert named in message


@every("formula", ["=sin(x1)", "=(x1+x2)*(x1-x2)", "=max(x1,x2)^2"])
@every("around", ["#{}", "({}#{}).", "<#{}>", "#{})", "#{}.", "# {} "])
def test_formulas_keep_their_brackets_and_equals_signs(formula, around):
    experiment = Experiment(features=["x1", formula], seed=1)
    for link in (experiment.to_permalink(), f"seed=1&features=x1,{formula}"):
        travelled = around.replace("{}", ADDRESS, around.count("{}") - 1).replace("{}", link)
        assert parse_permalink(travelled) == (experiment, [])


@pytest.mark.parametrize("end", ["", ".", ")", "”"])
def test_points_whose_last_class_is_empty_keep_it(end):
    """Their spelling ends in a full stop; that of a sentence is none of it."""
    points = PointSet.make(np.array([[0, 0], [1, 1], [2, 2]]), np.array([0, 1, 1]), 3)
    assert points.code.endswith(".")
    experiment = Experiment(dataset="own", points=points)
    assert parse_permalink(experiment.to_permalink() + end) == (experiment, [])
    assert parse_permalink(f"#dataset=own&points={points.code}") == (experiment, [])


@pytest.mark.parametrize(
    "link", ["#exercise={}&seed=3", "%23exercise%3D{}%26seed=3", "?Exercise={}&amp;seed=3."]
)
def test_what_a_link_opens_is_repaired_too(link):
    taken, rest = take(link.format("one–neuron"), ("exercise",))
    assert taken == {"exercise": "one-neuron"}
    assert parse_permalink(rest) == (Experiment(seed=3), [])
