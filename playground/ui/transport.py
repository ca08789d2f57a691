"""Play, pause, step and reset: what moves a run, and what is said about that."""

from collections.abc import Callable

from playground.experiment import MAX_SEED
from playground.number_format import loss
from playground.session import Session
from playground.session.player import Player
from playground.session.stopping import DIVERGENCE
from playground.text import text
from playground.ui.notices import Notices
from playground.ui.redraw import Redraw
from playground.ui.stop_messages import explain


class Transport:
    """Moves the run of a session by hand or from tick to tick.

    Parameters
    ----------
    session : Session
    notices : Notices
        Told why a run has stopped, and where it stands.
    redraw : Redraw

    Attributes
    ----------
    player : Player
    refusal : callable
        Takes "play" or "step" and says in a sentence why that may not be; "" if it may.
    """

    def __init__(self, session: Session, notices: Notices, redraw: Redraw) -> None:
        self._session = session
        self._notices = notices
        self._redraw = redraw
        self.player = Player(session)
        self.refusal: Callable[[str], str] = lambda control: ""

    @property
    def playing(self) -> bool:
        """Whether training runs by itself."""
        return self.player.playing

    def play(self) -> None:
        """Start training."""
        if self._is_refused("play"):
            return
        if self._session.diverged:
            self._session.reset()
        self.player.play()
        self.show()

    def pause(self) -> None:
        """Stop training and say where it stands."""
        if self.playing:
            self.player.pause()
            self.show(self._notices.message)

    def toggle(self) -> None:
        """Play or pause."""
        self.pause() if self.playing else self.play()

    def step(self, epochs: int = 1) -> None:
        """Train for a few epochs, or one batch in slow motion, then rest."""
        if self._is_refused("step"):
            return
        self.player.pause()
        if self._session.experiment.speed == "slow":
            self._session.advance_batch()
        else:
            self._session.advance(epochs)
        diverged = self._session.diverged
        self.show(explain(DIVERGENCE, self._session) if diverged else self._notices.message)

    def reset(self) -> None:
        """Start again from the same initial weights."""
        self.player.pause()
        self._session.reset()
        self.show()

    def recover(self) -> None:
        """Start again with a tenth of the learning rate, which made the training diverge."""
        experiment = self._session.experiment
        # rounded, lest 0.7 become 0.06999999999999999
        experiment.learning_rate = float(f"{experiment.learning_rate / 10:.6g}")
        self.reset()

    def new_weights(self) -> None:
        """Start again from other initial weights."""
        self._session.experiment.seed = _next_seed(self._session.experiment.seed)

    def regenerate(self) -> None:
        """Draw the data anew."""
        self._session.experiment.data_seed = _next_seed(self._session.experiment.data_seed)

    def tick(self, seconds: float, draw: bool = True) -> None:
        """Train for about so many seconds if the run plays; then draw, if that is wanted."""
        if not self.player.tick(seconds):
            return
        if self.player.stopped_by:
            self.show(explain(self.player.stopped_by, self._session))
        elif draw:
            self._redraw.request_progress()

    def show(self, message: str = "") -> None:
        """Show where the run stands after a larger change, with a message to the user."""
        self._notices.say(message)
        self._notices.announce("" if self.playing else self._place())

    def _place(self) -> str:
        session = self._session
        return text(
            "status.announcement",
            epoch=session.epoch,
            test_loss=loss(session.test_loss),
            train_loss=loss(session.train_loss),
        )

    def _is_refused(self, control: str) -> bool:
        problem = self.refusal(control)
        if problem:
            self._notices.say(problem)
        return bool(problem)


def _next_seed(seed: int) -> int:
    return (seed + 1) % (MAX_SEED + 1)
