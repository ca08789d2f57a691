"""What the findings about a run are made of, taken from its session."""

from typing import TYPE_CHECKING

import numpy as np

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
            unchanged_losses(session),
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


def unchanged_losses(session: "Session") -> Losses:
    """Return the losses since the latest change by hand, the present ones last.

    What they do because of a change says nothing about how training goes.
    """
    curve = session.curve_so_far
    shown = (curve.epoch > session.last_change) & (curve.epoch < session.epoch)
    present = session.epoch, session.train_loss, session.test_loss
    return Losses(*(np.append(row[shown], now) for row, now in zip(curve, present, strict=True)))
