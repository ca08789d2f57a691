"""What the findings about a run are made of, taken from its session."""

from typing import TYPE_CHECKING

from playground.experiment import PLANE
from playground.insight.findings import Evidence, Finding, Losses, findings
from playground.session.initial_network import initial_network

if TYPE_CHECKING:
    from playground.session.session import Session


def run_findings(session: "Session") -> list[Finding]:
    """Return what the numbers of a session's run say about it, what matters most first."""
    experiment = session.experiment
    train, test = session.loss_arguments(), session.loss_arguments(test=True)
    return findings(
        Evidence(
            Losses(*session.curve),
            session.diverged,
            session.network,
            initial_network(experiment),
            train.X,
            train.y,
            test.X,
            test.y,
            session.test.X if experiment.inputs == PLANE else None,
            experiment.problem == "classification",
        )
    )
