"""The sentences that say why a run has stopped."""

from playground.experiment import Experiment
from playground.number_format import exact_percent, fixed, plain, rounded
from playground.session import Session
from playground.session.stopping import DIVERGENCE
from playground.text import text


def explain(reason: str, session: Session) -> str:
    """Say why a run has stopped.

    Parameters
    ----------
    reason : str
        As `StopConditions.check` returns it.
    session : Session
        The run.

    Returns
    -------
    str
        A sentence or two.
    """
    return EXPLANATIONS[reason](session, session.experiment)


def _explain_loss(session: Session, experiment: Experiment) -> str:
    target = experiment.stop_loss
    found = fixed(session.test_loss, 3, apart=(0, target))
    return text("message.stopped_loss", epoch=session.epoch, found=found, target=plain(target))


def _explain_accuracy(session: Session, experiment: Experiment) -> str:
    target = experiment.stop_accuracy
    assert session.test_accuracy is not None  # else it would not have been compared
    found = exact_percent(session.test_accuracy, apart=(target,))
    wanted = text("output.percent", value=rounded(100 * target, digits=6))
    return text("message.stopped_accuracy", epoch=session.epoch, found=found, target=wanted)


def _explain_patience(session: Session, experiment: Experiment) -> str:
    return text("message.stopped_patience", epoch=session.epoch, count=experiment.stop_patience)


def _explain_epochs(session: Session, experiment: Experiment) -> str:
    return text("message.stopped_epochs", epoch=session.epoch)


def _explain_divergence(session: Session, experiment: Experiment) -> str:
    return text(
        "message.diverged",
        epoch=session.epoch + 1,
        learning_rate=plain(experiment.learning_rate),
    )


EXPLANATIONS = {
    "loss": _explain_loss,
    "accuracy": _explain_accuracy,
    "patience": _explain_patience,
    "epochs": _explain_epochs,
    DIVERGENCE: _explain_divergence,
}
