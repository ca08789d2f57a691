"""The sentences that say why a run has stopped."""

from playground.session.stopping import DIVERGENCE
from playground.text import text
from playground.ui.status_texts import loss_text


def explain(reason, session):
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


def _explain_loss(session, experiment):
    found, target = loss_text(session.test_loss), f"{experiment.stop_loss:g}"
    return text("message.stopped_loss", epoch=session.epoch, found=found, target=target)


def _explain_accuracy(session, experiment):
    return text(
        "message.stopped_accuracy",
        epoch=session.epoch,
        found=f"{100 * session.test_accuracy:.4g}",
        target=f"{100 * experiment.stop_accuracy:g}",
    )


def _explain_patience(session, experiment):
    return text("message.stopped_patience", epoch=session.epoch, patience=experiment.stop_patience)


def _explain_epochs(session, experiment):
    return text("message.stopped_epochs", epoch=session.epoch)


def _explain_divergence(session, experiment):
    return text(
        "message.diverged",
        epoch=session.epoch + 1,
        learning_rate=f"{experiment.learning_rate:g}",
    )


EXPLANATIONS = {
    "loss": _explain_loss,
    "accuracy": _explain_accuracy,
    "patience": _explain_patience,
    "epochs": _explain_epochs,
    DIVERGENCE: _explain_divergence,
}
