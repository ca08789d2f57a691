"""Tells a page around this one how the run stands, and which settings have changed."""

from collections.abc import Callable, Iterable, Mapping

from playground.experiment import Experiment
from playground.page.events import Events
from playground.ui.throttle import Throttle

PAUSE = 0.5
"""Seconds between two events "state" while training runs by itself."""

RATES = ("framesPerSecond", "epochsPerSecond")
"""What changes by itself: no event is for its sake."""


class RunEvents:
    """The events "state" and "settingChanged".

    Parameters
    ----------
    events : Events
    experiment : Experiment
    describe : callable
        Gives the run in numbers; with whether it is "playing".
    clock : callable
        Gives the present time in seconds.
    """

    def __init__(
        self,
        events: Events,
        experiment: Experiment,
        describe: Callable[[], Mapping[str, object]],
        clock: Callable[[], float],
    ) -> None:
        self._events = events
        self._experiment = experiment
        self._describe = describe
        self._throttle = Throttle(PAUSE, clock)
        self._told: dict[str, object] = {}
        self._settings: dict[str, str] = {}

    def begin(self) -> None:
        """Take the present settings for known, and the state for news: somebody listens now."""
        self._told = {}
        self._settings = self._spelled(self._experiment.settings())

    def follow(self, playing: bool) -> None:
        """Tell of the present state if it is news: at once at rest, else when the pause is over."""
        hurry = not playing or self._told.get("playing") is not True
        if not self._events.is_wanted("state") or not self._throttle.is_due(hurry):
            return
        state = self._describe()
        told = {name: value for name, value in state.items() if name not in RATES}
        if told != self._told:
            self._told = told
            self._events.tell("state", lambda: state)

    def changed(self, names: Iterable[str]) -> None:
        """Tell of settings that have changed, unless they are as they were told last."""
        if not self._events.is_wanted("settingChanged"):
            return
        settings = {
            name: value
            for name, value in self._spelled(names).items()
            if value != self._settings.get(name)
        }
        if not settings:  # an exercise has taken a change back
            return
        self._settings |= settings
        permalink = self._experiment.to_permalink()
        self._events.tell("settingChanged", lambda: {"settings": settings, "permalink": permalink})

    def _spelled(self, names: Iterable[str]) -> dict[str, str]:
        """Spell settings as links do."""
        declared = self._experiment.declarations()
        return {name: declared[name].link(getattr(self._experiment, name)) for name in names}
