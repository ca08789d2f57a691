"""What the run shows at present, in sentences; imported when somebody asks."""

from collections.abc import Callable

from playground.frame import Frame, Unit
from playground.insight.findings import Finding
from playground.number_format import grouped, loss, percent, share
from playground.session import Session
from playground.session.run_findings import run_findings
from playground.text import listed, text
from playground.views.labels import sample_label, unit_label

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

    def spelled(name: str, spell: Callable[..., str] = str) -> str:
        return spell(values[name]) if name in values else ""

    return text(
        f"finding.{finding.kind}",
        epoch=spelled("epoch", grouped),
        score=spelled("score", share if finding.kind.startswith("values") else percent),
        before=spelled("before", loss),
        now=spelled("now", loss),
        low=spelled("low", loss),
        high=spelled("high", loss),
        label=spelled("label", lambda y: sample_label(y, frame.classes, frame.class_names)),
        of=spelled("of"),
        count=values.get("count", 0),
    )


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
