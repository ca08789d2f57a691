"""What other pages are told in docs/embedding.md is what there is."""

import re
from typing import get_args

import pytest

from playground.page.events import EVENTS
from playground.page.refusal import Reason


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs/embedding.md").read_text(encoding="utf-8")


def first_cells(guide, heading):
    """Return the names in the first column of the table below a heading."""
    table = re.split(r"\n\n(?!\|)", guide.partition(f"| {heading} |")[2])[0]
    return [name for row in table.splitlines()[2:] for name in re.findall("`(.*?)`", row[:30])]


def test_every_event_is_described(guide):
    assert first_cells(guide, "event") == list(EVENTS)


def test_every_reason_of_a_refusal_is_described(guide):
    reasons = [name for name in first_cells(guide, "`refused`") if name in get_args(Reason)]
    assert reasons == list(get_args(Reason))


def test_every_verb_is_described(guide, project):
    source = (project / "static/message-check.js").read_text(encoding="utf-8")
    verbs = re.findall(r'^  \["(\w+)", ', source, re.MULTILINE)
    assert len(verbs) > 5
    assert [verb for verb in verbs if f"`{verb}`" not in guide] == []
