"""What the run shows at present, in sentences; imported when somebody asks."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.frame import Frame, Unit
from playground.insight.findings import Finding
from playground.number_format import fixed, grouped, loss, percent, share
from playground.session import Session
from playground.session.run_findings import run_findings
from playground.text import listed, text
from playground.views.labels import sample_label, unit_label

LOSSES = ("before", "now", "low", "high")
"""Values of findings that are losses."""

MOST_NAMES = 3
"""So many neurons are named; of more there is only the number beside."""


def describe(session: Session) -> list[str]:
    """Return sentences about the present state of a run, what matters most first.

    Parameters
    ----------
    session : Session
    """
    frame = session.frame()
    sentences = [text("seeing.epoch", epoch=grouped(frame.epoch))]
    return sentences + [_sentence(found, frame) for found in run_findings(session)]


def _sentence(finding: Finding, frame: Frame) -> str:
    if finding.kind == "dead":
        return _dead(finding, frame)
    values = finding.values
    losses = _losses(values)

    def spelled(name: str, spell: Callable[..., str] = str) -> str:
        return spell(values[name]) if name in values else ""

    return text(
        f"finding.{finding.kind}",
        epoch=spelled("epoch", grouped),
        score=spelled("score", share if finding.kind.startswith("values") else percent),
        label=spelled("label", lambda y: _class(y, frame)),
        of=spelled("of"),
        layer=spelled("layer"),
        count=values.get("count", 0),
        before=losses["before"],
        now=losses["now"],
        low=losses["low"],
        high=losses["high"],
    )


def _losses(values: Mapping[str, Any]) -> dict[str, str]:
    """Write losses as the page does, or with as many decimals as tell them apart; "" for none."""
    losses = {name: values[name] for name in LOSSES if name in values}
    written = {name: loss(value) for name, value in losses.items()}
    if len({*written.values()}) < len(losses):
        for name, value in losses.items():
            others = (one for one in losses.values() if one != value)
            written[name] = fixed(value, 3, apart=[0, *others])
    return dict.fromkeys(LOSSES, "") | written


def _class(y: float, frame: Frame) -> str:
    """Name a class behind the word for one."""
    if frame.classes > 2 and not frame.class_names:
        return str(int(y) + 1)
    return sample_label(y, frame.classes, frame.class_names)


def _dead(finding: Finding, frame: Frame) -> str:
    units, count = finding.values["units"], finding.values["count"]
    assert isinstance(units, list)  # as the rule gives them
    names = listed(unit_label(Unit(*unit), frame.shape) for unit in units[:MOST_NAMES])
    return text(
        "finding.dead" if len(units) <= MOST_NAMES else "finding.dead_more",
        count=len(units),
        of=count,
        names=names,
    )
