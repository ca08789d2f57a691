"""Takes immutable pictures of a session."""

from typing import TYPE_CHECKING

from playground.frame import Frame, Unit

if TYPE_CHECKING:
    from playground.session.session import Session


def frame_of(session: "Session", shown: Unit | str | None = None, coarse: bool = False) -> Frame:
    """Return the picture of a session as it is now; `Session.frame` says of what."""
    network, experiment = session.network, session.experiment
    pictures = session.inputs.pictures(network, shown, coarse)
    return Frame(
        epoch=session.epoch,
        train_loss=session.train_loss,
        test_loss=session.test_loss,
        test_accuracy=session.test_accuracy,
        test_r_squared=session.test_r_squared,
        inputs=experiment.inputs,
        image_shape=experiment.image_shape,
        features=session.inputs.names,
        offered_features=session.inputs.offered,
        feature_maps=pictures.inputs,
        shape=session.shape,
        residual=network.residual,
        weights=tuple(weights.copy() for weights in network.weights),
        biases=tuple(biases.copy() for biases in network.biases),
        unit_maps=pictures.units,
        shown=shown,
        shown_map=pictures.large,
        curve=session.curve,
        train=session.train,
        test=session.test,
        test_outputs=session.test_outputs,
        problem=experiment.problem,
        classes=experiment.classes,
        class_names=session.class_words.of(experiment.class_names),
        show_test=experiment.show_test,
        discretize=experiment.discretize,
        diverged=session.diverged,
    )
